/**
 * The tests of a rule as data, which Splunk itself runs through the rule's own search.
 *
 * Owns: the stages around the deciding ones, which are the compiled search's own (query.ts). The rows come from
 * `makeresults count=N`, numbered by `streamstats`: no subsearch, no `mvexpand` and none of their limits. Must not:
 * print a condition or a value of an event.
 */
import { fail, type Result, succeed } from '../../base/result.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { Answer, Artefact } from '../shared/target.ts';
import { judge } from './answer.ts';
import { type PlainText, quoted, type SplExpression, shown, spl } from './literals.ts';
import { lookupsOf } from './lookups.ts';
import { printDecision, type SplDecision } from './query.ts';
import { splComment } from './selftest-comment.ts';

export interface SplSelftest {
  readonly answer: Answer;
  /** Absent when the target cannot say the rule. */
  readonly artefact?: Artefact;
}

/** The number of a row: no private field begins so, and no field of CloudTrail. */
const ROW = 'trailc_row' as SplExpression;

/**
 * The search that runs the tests of a rule, which is normalised and lowered for its tests: params have their examples,
 * lists no overlays. `wanted` overrides the environment's profile.
 */
export function selftestOf(
  rule: RuleIr,
  environment: EnvironmentDocument,
  wanted?: string,
): Result<SplSelftest> {
  const { value: judged, diagnostics } = judge(rule, environment, wanted);
  if (judged === undefined) return fail(diagnostics);
  const { answer, profile } = judged;
  if (answer.kind === 'unsupported') return succeed({ answer });
  const { name } = profile;
  const { stem, id, version, tests } = rule.document;
  const lookups = lookupsOf(rule).map((lookup) => lookup.name);
  const decision = printDecision(rule, profile.reader);
  const view = {
    first: `| makeresults count=${tests.length}`,
    rule: splComment(stem),
    id: splComment(id.value),
    version: splComment(version),
    environment: splComment(environment.name),
    profile: splComment(name),
    extracted: name === 'extracted',
    lookups: lookups.map(splComment),
    assumptions: answer.assumptions.map(({ name: said }) => splComment(said)),
    stages: stagesOf(rule, decision, name === 'extracted'),
  };
  return succeed({ answer, artefact: { path: `${stem}.spl`, template: 'spl/selftest.spl.hbs', view } });
}

/** Everything after the first command. */
function stagesOf({ document }: RuleIr, decision: SplDecision, extracted: boolean): readonly string[] {
  const { stem, id, tests } = document;
  const columns = [
    `rule=${shown(stem)}`,
    `ruleId=${shown(id.value)}`,
    `test=${perRow(tests.map(({ name }) => shown(name.value)))}`,
    `expected=${perRow(tests.map(({ expect }) => shown(expect)))}`,
  ];
  return [
    `streamstats count AS ${ROW}`,
    `eval _raw=${perRow(tests.map(({ event }) => rawOf(event)))}`,
    // The same extraction as of indexed events, by hand, since these rows never were any.
    ...(extracted ? ['spath'] : []),
    ...decision.stages,
    `eval ${columns.join(',\n    ')}`,
    `eval prefilter=${prefilterOf(decision)}`,
    `eval got=if(${decision.condition}, "match", "no-match")`,
    `eval result=if(got=expected AND (expected="no-match" OR prefilter="kept"), "pass", "fail")`,
    `sort 0 result ${ROW}`,
    'table rule ruleId test expected got prefilter result',
  ];
}

/** The value of each row, the first for row 1. */
function perRow(values: readonly SplExpression[]): SplExpression {
  const cases = values.map((value, at) => `${ROW}=${at + 1}, ${value}`);
  return `case(${cases.join(',\n    ')})` as SplExpression;
}

/** Whether the first search would let the record pass: `searchmatch` takes a search (Search Reference). */
function prefilterOf({ terms }: SplDecision): SplExpression {
  if (terms.length === 0) return spl`"kept"`;
  // Terms are made of few characters (literals.ts, searchTerm), quotes and words among them.
  return spl`if(searchmatch(${quoted(terms.join(' ') as PlainText)}), "kept", "left out")`;
}

/**
 * What may not stand in a search as it is, and JSON does not escape by itself: `$` and the backtick, controls, format
 * marks and line separators. JSON says each by its code.
 */
const AWKWARD = /[$`\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The record as CloudTrail writes it, on one line; what is escaped beyond that, JSON takes for the same. */
function rawOf(event: unknown): SplExpression {
  const json = JSON.stringify(event).replace(AWKWARD, (character) =>
    Array.from({ length: character.length }, (_, at) => {
      return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
  return quoted(json as PlainText);
}
