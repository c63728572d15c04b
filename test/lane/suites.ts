/**
 * What the lane asks: the conformance cases, the tests of the shipped rules, and the public records.
 *
 * Owns: which rules meet which events. Must not: ask anybody.
 */
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import type { Content, EnvironmentDocument, RuleDocument } from '../../src/content/document.ts';
import { loadRepository } from '../../src/content/repository.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import { lowerForEnvironment, lowerForTests } from '../../src/lower.ts';
import { readConformance } from '../conformance/cases.ts';
import { generatedSuite } from '../generate/suite.ts';
import { injectionSuite } from '../injection/suite.ts';
import { readCorpus } from '../support/corpus.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { whats } from '../support/rule.ts';
import type { LaneRule, Suite } from './executor.ts';

/** Every case of test/conformance/*.yml, each about its own events. */
export function conformanceSuite(): Suite {
  const events: CloudTrailEvent[] = [];
  const rules: LaneRule[] = [];
  const asked: number[][] = [];
  const expected: boolean[][] = [];
  for (const { file, name, rule, matches, misses } of readConformance()) {
    const own = [...matches, ...misses];
    rules.push({ name: `${file}: ${name}`, rule, environment: ENVIRONMENT });
    asked.push(own.map((_, at) => events.length + at));
    expected.push(own.map((_, at) => at < matches.length));
    events.push(...own);
  }
  return { name: 'conformance cases', rules, events, asked, expected };
}

/** The shipped rules, with their params' examples, on the events of all their tests. */
export function ruleTestSuite(content: Content): Suite {
  const environment = exampleEnvironment(content);
  const events = content.rules.flatMap(({ tests }) => tests.map(({ event }) => event));
  const rules = content.rules.map((document) => {
    const rule = lowered(document, lowerForTests(document, content));
    return { name: document.stem, rule, environment, content };
  });
  return {
    name: 'tests of the shipped rules',
    rules,
    events,
    asked: rules.map(() => events.map((_, at) => at)),
  };
}

/**
 * The shipped rules on every public record, with the domains of session names that occur there; and on each AssumeRole
 * as if an employee had called it, since no public record shows a session that renames itself.
 */
export function publicSuites(content: Content, folder: string): readonly Suite[] {
  const events = readCorpus(folder).map(({ event }) => event);
  const calls = events
    .filter(({ eventName }) => eventName === 'AssumeRole')
    .map((event) => ({ ...event, userIdentity: EMPLOYEE }));
  return [
    shippedOn('public records', content, sessionDomains(events), events),
    shippedOn('public AssumeRole calls, made by an employee', content, ['@example.com'], calls),
  ];
}

const EMPLOYEE = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::111122223333:assumed-role/dev/alice@example.com',
};

function shippedOn(
  name: string,
  content: Content,
  domains: readonly string[],
  events: readonly CloudTrailEvent[],
): Suite {
  const example = exampleEnvironment(content);
  const params = new Map(example.params);
  params.set('employeeDomains', { values: domains, asList: true, span: example.span });
  const environment = { ...example, params };
  const rules = content.rules.map((document) => {
    const rule = lowered(document, lowerForEnvironment(document, content, environment));
    return { name: document.stem, rule, environment, content };
  });
  return { name, rules, events, asked: rules.map(() => events.map((_, at) => at)) };
}

function sessionDomains(events: readonly CloudTrailEvent[]): readonly string[] {
  const found = events.flatMap(({ userIdentity }) => {
    const arn = String((userIdentity as { readonly arn?: unknown } | null | undefined)?.arn);
    return /[^/]+(@[^/@]+)$/.exec(arn)?.[1] ?? [];
  });
  return [...new Set(found)].sort();
}

/** Few rules with many events each cost Trino less than many rules with few. */
const EVENTS_PER_RULE = 80;

export interface Wanted {
  /** Folder of the public records; undefined: they are left out. */
  readonly corpus: string | undefined;
  /** Of the generated rules. */
  readonly seed: number;
  /** (rule, event) pairs to generate, at least. */
  readonly pairs: number;
}

/** Every suite, and how many public records are in them. */
export function suitesOf({ corpus, seed, pairs }: Wanted): {
  suites: readonly Suite[];
  records: number;
  content: Content;
} {
  const content = shippedContent();
  const open = corpus === undefined ? [] : publicSuites(content, corpus);
  const generated = generatedSuite({ seed, pairs, eventsPerRule: EVENTS_PER_RULE });
  // Sigma and SPL cannot say as much as SQL, so they are asked about more; the SQL engines take their time.
  const more = {
    ...generatedSuite({ seed: seed + 1, pairs: 4 * pairs, eventsPerRule: EVENTS_PER_RULE }),
    notFor: ['DuckDB', 'Trino'],
  };
  const suites = [conformanceSuite(), ruleTestSuite(content), ...open, generated, more, injectionSuite()];
  return { suites, records: open[0]?.events.length ?? 0, content };
}

export function shippedContent(): Content {
  const { value, diagnostics } = loadRepository('trailc.config.yml');
  if (value === undefined) throw new Error(whats(diagnostics).join('\n'));
  return value;
}

function exampleEnvironment({ config }: Content): EnvironmentDocument {
  const [example] = config.environments;
  if (example === undefined) throw new Error('trailc.config.yml names no environment');
  return example;
}

function lowered(
  document: RuleDocument,
  { value, diagnostics }: { value?: RuleIr; diagnostics: readonly { what: string }[] },
): RuleIr {
  if (value === undefined)
    throw new Error(`${document.stem}: ${diagnostics.map(({ what }) => what).join('\n')}`);
  return value;
}
