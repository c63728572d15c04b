/**
 * The file of expectations, read and written.
 *
 * Owns: YAML to Expectations with every fault at its place in one pass, and the file of what was seen. Must not: judge a
 * backtest (logs/backtest/expect.ts does).
 */
import { diagnose } from '../../base/catalogue.ts';
import { fail, hasErrors, type Result, succeed } from '../../base/result.ts';
import type { SourceText } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { beginningOf, entriesAt, type Reporter, reporter } from '../../content/node-readers.ts';
import { validate } from '../../content/validate.ts';
import { parseYaml } from '../../content/yaml.ts';
import { child, type YamlNode } from '../../content/yaml-node.ts';
import {
  type Bounds,
  boundsInWords,
  counted,
  type Expectations,
  type ExpectedOfRule,
  type Figure,
  NOTHING,
} from '../../logs/backtest/expect.ts';
import type { BacktestReport } from '../../logs/backtest/report.ts';

/** Reads expectations. `known`: every rule of the repository. A value only without errors. */
export function readExpectations(source: SourceText, known: readonly string[]): Result<Expectations> {
  const parsed = parseYaml(source);
  const node = parsed.value ?? parsed.part;
  if (node === undefined) return fail(parsed.diagnostics);
  const part = parsed.value === undefined;
  const faults = reporter([...parsed.diagnostics, ...validate('expect', node, part)]);
  if (
    !part &&
    node.kind === 'mapping' &&
    child(node, 'rules') === undefined &&
    child(node, 'others') === undefined
  )
    faults.report(diagnose('yaml/missing-key', beginningOf(node), { key: 'rules', within: '' }));
  const names = new Set(known);
  const rules = new Map<string, ExpectedOfRule>();
  for (const { key, value } of entriesAt(node, 'rules')) {
    if (!names.has(key.text)) {
      const args = { rule: key.text, suggestion: didYouMean(key.text, known) };
      faults.report(diagnose('expect/unknown-rule', key.span, args));
    }
    rules.set(key.text, readExpected(value, key.text, faults));
  }
  const rest = child(node, 'others');
  const others = rest === undefined ? NOTHING : readExpected(rest, 'others', faults);
  const diagnostics = faults.diagnostics();
  return hasErrors(diagnostics) ? fail(diagnostics) : succeed({ rules, others }, diagnostics);
}

function readExpected(node: YamlNode, key: string, faults: Reporter): ExpectedOfRule {
  if (node.kind !== 'mapping') return {};
  const inner = child(node, 'alerts');
  const matches = readBounds(node, key, 'matches', faults);
  const alerts = inner === undefined ? undefined : readBounds(inner, 'alerts', 'alerts', faults);
  // A key that is not known may be a misspelt bound; the schema has said so.
  const silent = node.entries.length === 0 || (inner?.kind === 'mapping' && inner.entries.length === 0);
  if (silent) {
    const [at, name] = inner === undefined ? [node, key] : [inner, 'alerts'];
    faults.report(diagnose('expect/no-bound', beginningOf(at), { key: name }));
  }
  const fault = contradiction(matches, alerts);
  if (fault !== undefined)
    faults.report(diagnose('expect/contradiction', beginningOf(inner ?? node), { key, ...fault }));
  return { ...(matches && { matches }), ...(alerts && { alerts }) };
}

const WORDS = ['exactly', 'atLeast', 'atMost'] as const;

/** The bounds that stand there; undefined for none. One that is no count is reported and left out. */
function readBounds(node: YamlNode, key: string, of: Figure, faults: Reporter): Bounds | undefined {
  const bounds: { -readonly [W in keyof Bounds]: Bounds[W] } = {};
  for (const word of WORDS) {
    const bound = child(node, word);
    if (bound?.kind !== 'scalar' || typeof bound.value !== 'number') continue;
    if (Number.isSafeInteger(bound.value) && bound.value >= 0) bounds[word] = bound.value;
    else faults.report(diagnose('expect/not-a-count', bound.span, { key: word, found: bound.text }));
  }
  const { exactly, atLeast, atMost } = bounds;
  const spanOf = (word: string) => beginningOf(child(node, word) ?? node);
  const other = atLeast !== undefined ? 'atLeast' : atMost !== undefined ? 'atMost' : undefined;
  if (exactly !== undefined && other !== undefined) {
    faults.report(diagnose('expect/exactly-and-more', spanOf(other), { key, other }));
    return { exactly };
  }
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    const args = { key, least: `at least ${counted(atLeast, of)}`, most: `at most ${counted(atMost, of)}` };
    faults.report(diagnose('expect/contradiction', spanOf('atMost'), args));
    return undefined;
  }
  return Object.keys(bounds).length === 0 ? undefined : bounds;
}

/** Alerts are never more than matches, and where something matches there is one. */
function contradiction(matches: Bounds | undefined, alerts: Bounds | undefined) {
  if (matches === undefined || alerts === undefined) return undefined;
  const least = (bounds: Bounds) => bounds.exactly ?? bounds.atLeast ?? 0;
  const most = (bounds: Bounds) => bounds.exactly ?? bounds.atMost ?? Number.POSITIVE_INFINITY;
  const said = (bounds: Bounds, of: Figure) => `${boundsInWords(bounds)} ${of}`;
  if (least(alerts) > most(matches)) return { least: said(alerts, 'alerts'), most: said(matches, 'matches') };
  if (least(matches) > 0 && most(alerts) === 0)
    return { least: said(matches, 'matches'), most: said(alerts, 'alerts') };
  return undefined;
}

/** A file of expectations that this report fulfils: exactly what was seen, and nothing of the rest. Rules by name. */
export function expectationsOf(report: BacktestReport): string {
  const seen = report.rules
    .filter(({ matches }) => matches > 0)
    .map(({ rule, matches }) => `  ${keyOf(rule)}: { exactly: ${matches} }\n`)
    .sort();
  return [
    '# What `trailc backtest --expect` holds a backtest of the same logs against. See docs/backtest.md.\n',
    'trailc: 1\n',
    ...(seen.length === 0 ? ['rules: {}\n'] : ['rules:\n', ...seen]),
    '# Of each rule that is not named.\n',
    'others: { exactly: 0 }\n',
  ].join('');
}

/** A name that YAML takes for a number, or for nothing, is quoted. */
const keyOf = (rule: string) => (/^(?:[0-9].*|null|true|false)$/.test(rule) ? `'${rule}'` : rule);
