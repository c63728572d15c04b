/**
 * A repository of one rule around one text, built as `trailc build` does: from the text of the files to the files of the
 * bundle.
 *
 * Owns: the places of a repository that hold free text (`Slots`), and the files around them. Must not: look at a text.
 */
import { hasErrors } from '../../src/base/result.ts';
import { planBundle } from '../../src/bundle/bundle.ts';
import { manifestText } from '../../src/bundle/manifest.ts';
import { templateSource } from '../../src/bundle/render.ts';
import { compileRule } from '../../src/compile.ts';
import { readConfig } from '../../src/content/config.ts';
import type { TargetName } from '../../src/content/document.ts';
import { readFixtures } from '../../src/content/fixture-events.ts';
import { readList } from '../../src/content/list.ts';
import { readRule } from '../../src/content/rule.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import { TARGET_NAMES, TARGETS } from '../../src/targets/index.ts';
import { codes, ruleOf as lowered, RULE } from '../support/rule.ts';

export interface Slots {
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly license: string;
  readonly reference: string;
  readonly tag: string;
  readonly falsePositive: string;
  readonly triage: string;
  readonly alertTitle: string;
  readonly testName: string;
  readonly because: string;
  readonly version: string;
  readonly stem: string;
  readonly listName: string;
  readonly listValue: string;
  readonly listReason: string;
  readonly listOwner: string;
  readonly param: string;
  readonly paramDescription: string;
  readonly environment: string;
  readonly index: string;
  readonly sourcetype: string;
  readonly database: string;
  readonly table: string;
  readonly location: string;
  /** The clause under test, beside those that the other places need. */
  readonly clause: Readonly<Record<string, unknown>>;
}

/** A value with nothing special in it, for every place. */
export const BENIGN: Slots = {
  title: 'A title',
  description: 'A description.',
  author: 'Ann',
  license: 'MIT',
  reference: 'https://example.com/x',
  tag: 'attack.t1078',
  falsePositive: 'None that are known',
  triage: 'Look.',
  alertTitle: 'An alert',
  testName: 'a test',
  because: 'It has to be.',
  version: '1.0.0',
  stem: 'a-rule',
  listName: 'people',
  listValue: 'be nign',
  listReason: 'A reason.',
  listOwner: 'SOC',
  param: 'be nign',
  paramDescription: 'A param.',
  environment: 'production',
  index: 'cloudtrail',
  sourcetype: 'aws:cloudtrail',
  database: 'security',
  table: 'cloudtrail',
  location: 's3://logs/AWSLogs/123456789012/CloudTrail/',
  clause: {},
};

export interface Built {
  /** `code line:column` of each error. */
  readonly errors: readonly string[];
  /** By path in the bundle, `manifest.json` among them; empty where there are errors. */
  readonly files: ReadonlyMap<string, string>;
}

/** As JSON, which is YAML, with every character beyond ASCII escaped: YAML refuses some that a value may hold. */
function written(path: string, value: unknown) {
  const text = JSON.stringify(value, null, 1).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { path, text };
}

/** A literal, not a reference to a param. */
export const literal = (text: string): string => (text.startsWith('$') ? `$${text}` : text);

const templates = templateSource({ root: '.' });

export function build(some: Partial<Slots>, targets: readonly TargetName[] = TARGET_NAMES): Built {
  const slots = { ...BENIGN, ...some };
  const config = readConfig(written('trailc.config.yml', configOf(slots)), '.');
  const list = readList(written(`lists/${slots.listName}.yml`, listOf(slots)));
  const rule = readRule(written(`detections/${slots.stem}.yml`, ruleOf(slots)), readFixtures([]).readEvent);
  const read = [config, list, rule].flatMap(({ diagnostics }) => diagnostics);
  const environment = config.value?.environments[0];
  if (rule.value === undefined || config.value === undefined || environment === undefined || hasErrors(read))
    return failed(read);
  const lists = new Map(list.value === undefined ? [] : [[list.value.name, list.value]]);
  const content = { config: config.value, rules: [rule.value], broken: [], lists };
  const compiled = compileRule(rule.value, content, { environment, targets });
  if (compiled.value === undefined || hasErrors(compiled.diagnostics)) return failed(compiled.diagnostics);
  const plan = planBundle({
    environment: environment.name,
    bundle: config.value.bundle,
    build: { trailc: '0.0.0', commit: '' },
    lists: [],
    packages: {},
    documents: [],
    compiled: compiled.value,
    targets: TARGETS,
    templates,
  });
  if (plan.value === undefined) return failed(plan.diagnostics);
  const files = new Map(plan.value.files.map(({ path, content }) => [path, String(content)]));
  return { errors: [], files: files.set('manifest.json', manifestText(plan.value.manifest)) };
}

/** A rule around a fragment of `match`, lowered, with one list of that name; throws where it cannot be read. */
export function ruleAround(
  match: unknown,
  name = 'hostile',
  entries: readonly { readonly value: string; readonly reason: string }[] = [],
): RuleIr {
  const tests = [{ name: 'one', event: { inline: {} }, expect: 'no-match' }];
  const document = readRule(
    written('detections/one.yml', { ...RULE, tests, match }),
    readFixtures([]).readEvent,
  );
  const list = readList(written(`lists/${name}.yml`, { trailc: 1, name, description: 'A list.', entries }));
  const faults = [...document.diagnostics, ...list.diagnostics];
  if (document.value === undefined || list.value === undefined || hasErrors(faults))
    throw new Error(faults.map(({ what }) => what).join('\n'));
  return lowered(document.value, new Map([[name, list.value]]));
}

function failed(diagnostics: Parameters<typeof codes>[0]): Built {
  const errors = codes(diagnostics.filter(({ severity }) => severity === 'error'));
  return { errors, files: new Map() };
}

function ruleOf(slots: Slots) {
  // Sigma says this in its nearest form alone, so that the consent of the rule is printed as well.
  const nearest = { 'requestParameters.a': { differsFrom: { field: 'session.name' }, ignoreCase: true } };
  return {
    ...RULE,
    title: slots.title,
    version: slots.version,
    author: slots.author,
    license: slots.license,
    description: slots.description,
    references: [slots.reference],
    tags: [slots.tag],
    falsePositives: [slots.falsePositive],
    triage: slots.triage,
    alert: {
      title: slots.alertTitle.replace(/[{}]/g, '$&$&'),
      groupBy: ['requestParameters.a'],
      suppressFor: '1h',
    },
    schedule: { every: '1d', lookback: '30d' },
    targets: { sigma: { accept: 'over-matches', because: slots.because } },
    params: { p: { type: 'list<text>', example: ['x'], description: slots.paramDescription } },
    match: {
      any: [
        { 'requestParameters.l': { inList: 'people' } },
        { 'requestParameters.p': { oneOf: '$p' } },
        { 'userIdentity.type': 'AssumedRole', ...nearest },
        { ...slots.clause, 'requestParameters.other': 'no thing' },
      ],
    },
    tests: [{ name: slots.testName, event: { inline: { ...NEAREST } }, expect: 'no-match' }],
  };
}

/** Sigma's nearest form matches it, the rule does not. */
const NEAREST = {
  eventName: 'x',
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::123456789012:assumed-role/r/s' },
  requestParameters: { a: 's' },
};

function listOf({ listName, listValue, listReason, listOwner }: Slots) {
  const entry = { value: listValue, reason: listReason, owner: listOwner, ticket: listOwner };
  return { trailc: 1, name: listName, description: 'A list.', entries: [entry] };
}

function configOf(slots: Slots) {
  const { environment, param, index, sourcetype, database, table, location } = slots;
  const settings = {
    params: { p: [param] },
    spl: { index, sourcetype },
    athena: { profile: 'extended', database, table, location },
  };
  return { trailc: 1, defaultEnvironment: environment, environments: { [environment]: settings } };
}
