/**
 * The configuration file of a repository, `trailc.config.yml`.
 *
 * Owns: where rules, lists and fixtures lie; finding the file. environments.ts reads the environments. Must not: follow
 * the paths (repository.ts does).
 */
import { dirname, resolve } from 'node:path';
import { diagnose } from '../base/catalogue.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import type { SourceText } from '../base/source.ts';
import type { BundleSettings, ConfigDocument, CoverageThresholds, Spanned } from './document.ts';
import { readEnvironments } from './environments.ts';
import { findUpwards } from './files.ts';
import { isBundleName } from './names.ts';
import { entriesAt, type Reporter, reporter, textAt, textsAt } from './node-readers.ts';
import { readSuppressions } from './suppression.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';
import { child, type YamlNode } from './yaml-node.ts';

const CONFIG_FILE = 'trailc.config.yml';

/** Where a key left out of the configuration looks. */
const DEFAULT_PATHS = { rules: 'detections', lists: 'lists', fixtures: 'fixtures' } as const;

/** What a threshold of coverage can be asked for. */
const COVERED: readonly (keyof CoverageThresholds)[] = ['clauses', 'entries', 'exclusions', 'params'];

/** What bundles are called where the configuration says nothing. */
const BUNDLE_DEFAULTS: Omit<BundleSettings, 'span'> = {
  name: 'trailc-detections',
  version: '1.0.0',
  author: 'Detection engineering',
  description: 'Detections for AWS CloudTrail, compiled by trailc.',
};

/** The configuration in `from` or the nearest folder above it. */
export function findConfig(from: string): string | undefined {
  return findUpwards(CONFIG_FILE, from);
}

/**
 * Reads the configuration. `root` is the folder its paths start from, absolute; by default the file's own. The value
 * stands beside errors as long as there is an environment, so that the rest of the repository can be read too.
 */
export function readConfig(source: SourceText, root = dirname(resolve(source.path))): Result<ConfigDocument> {
  const parsed = parseYaml(source);
  if (parsed.value === undefined) return fail(parsed.diagnostics);
  const node = parsed.value;
  const faults = reporter([...parsed.diagnostics, ...validate('config', node)]);
  const { environments, bases, defaultEnvironment } = readEnvironments(node, faults);
  const paths = (key: keyof typeof DEFAULT_PATHS): readonly Spanned<string>[] =>
    child(node, key) === undefined
      ? [{ value: DEFAULT_PATHS[key], span: node.span }]
      : textsAt(node, key).filter((path) => checkPath(path, faults));
  const templates = textAt(node, 'templates');
  const rules = paths('rules');
  const lists = paths('lists');
  const fixtures = paths('fixtures');
  const templatesFit = templates !== undefined && checkPath(templates, faults);
  if (defaultEnvironment === undefined) return fail(faults.diagnostics());
  const config: ConfigDocument = {
    path: source.path,
    root,
    span: node.span,
    rules,
    lists,
    fixtures,
    ...(templatesFit ? { templates } : {}),
    bundle: readBundle(node, faults),
    ...readCoverage(node, faults),
    ...readMutation(node, faults),
    ...readSuppressions(node, faults),
    environments,
    ...(bases.length === 0 ? {} : { bases }),
    defaultEnvironment,
  };
  return succeed(config, faults.diagnostics());
}

function readBundle(node: YamlNode, faults: Reporter): BundleSettings {
  const section = child(node, 'bundle');
  if (section === undefined) return { ...BUNDLE_DEFAULTS, span: node.span };
  const at = (key: keyof typeof BUNDLE_DEFAULTS) =>
    textAt(section, key)?.value.trim() || BUNDLE_DEFAULTS[key];
  const named = textAt(section, 'name');
  const fits = named === undefined || isBundleName(named.value);
  if (!fits) faults.report(diagnose('config/bundle-name', named.span, { name: named.value }));
  return {
    name: fits ? at('name') : BUNDLE_DEFAULTS.name,
    version: at('version'),
    author: at('author'),
    description: at('description'),
    span: section.span,
  };
}

/** Thresholds of the coverage of tests; one that is no percentage is reported and left out. */
function readCoverage(node: YamlNode, faults: Reporter): Pick<ConfigDocument, 'coverage'> {
  if (child(node, 'coverage') === undefined) return {};
  const thresholds = entriesAt(node, 'coverage').flatMap(({ key, value }): [string, number][] => {
    if (value.kind !== 'scalar' || typeof value.value !== 'number') return [];
    if (!COVERED.some((kind) => kind === key.text)) return [];
    if (value.value >= 0 && value.value <= 100) return [[key.text, value.value]];
    faults.report(diagnose('coverage/threshold', value.span, { kind: key.text, found: value.text }));
    return [];
  });
  return { coverage: Object.fromEntries(thresholds) };
}

/** A threshold that is no percentage is reported and left out. */
function readMutation(node: YamlNode, faults: Reporter): Pick<ConfigDocument, 'mutation'> {
  const section = child(node, 'mutation');
  if (section === undefined) return {};
  const threshold = child(section, 'threshold');
  if (threshold?.kind !== 'scalar' || typeof threshold.value !== 'number') return { mutation: {} };
  const { value, text, span } = threshold;
  if (value >= 0 && value <= 100) return { mutation: { threshold: value } };
  faults.report(diagnose('mutate/threshold', span, { found: text }));
  return { mutation: {} };
}

/** What no file system agrees about; that a path stays inside the repository is checked when it is followed. */
function checkPath({ value: path, span }: Spanned<string>, faults: Reporter): boolean {
  if (path !== '' && path === path.trim() && !/[\p{Cc}\\]/u.test(path)) return true;
  faults.report(diagnose('config/path', span, { path }));
  return false;
}
