/**
 * The search that finds the call which issued an access key: one pass over the index, no search within it.
 *
 * Owns: the time range, the order of the stages, the columns, and what the comments say. Must not: hold the question
 * (shared/issuing-call.ts), or render.
 */
import { fail, type Result, succeed } from '../../base/result.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import {
  columnField,
  ISSUER_COLUMNS,
  type IssuerQuestion,
  issuedKey,
  type QueryWindow,
  shownWindow,
} from '../shared/issuing-call.ts';
import type { Answer, Artefact } from '../shared/target.ts';
import { judge } from './answer.ts';
import { printCondition } from './condition.ts';
import { createPrivateFields, type SplStage } from './fields.ts';
import type { SplTerm } from './literals.ts';
import { prefilterTerms } from './prefilter.ts';
import type { Scope } from './reader.ts';
import { splComment } from './selftest-comment.ts';
import { valueField } from './values.ts';

export interface IssuerSearch {
  readonly answer: Answer;
  /** Absent where the profile cannot say the condition. */
  readonly artefact?: Artefact;
}

/** `wanted` instead of the environment's profile. Errors are faults of the environment. */
export function issuerSearch(
  question: IssuerQuestion,
  environment: EnvironmentDocument,
  wanted?: string,
): Result<IssuerSearch> {
  const condition = issuedKey(question.key, environment.span);
  const title = ISSUER_COLUMNS.map((column) => columnField(column, environment.span));
  const asked = { condition, alert: { title, groupBy: [] } };
  const { value: judged, diagnostics } = judge(asked, environment, wanted);
  if (judged === undefined) return fail(diagnostics);
  const { answer, profile, base } = judged;
  if (answer.kind === 'unsupported') return succeed({ answer });

  const scope: Scope = { reader: profile.reader, fields: createPrivateFields() };
  const where = printCondition(scope, condition, true);
  const before = scope.fields.stages().map(printStage);
  const shown = ISSUER_COLUMNS.map(({ column, value }) => `${column}=${valueField(scope, value, column)}`);
  const after = scope.fields.stages().map(printStage).slice(before.length);
  const terms = [...base, ...timeRange(question.window), ...prefilterTerms(condition)];
  const view = {
    first: terms.join(' '),
    stages: [
      ...before,
      `where ${where}`,
      ...after,
      `eval ${shown.join(',\n    ')}`,
      `table _time ${ISSUER_COLUMNS.map(({ column }) => column).join(' ')}`,
    ],
    key: splComment(question.key),
    environment: splComment(environment.name),
    profile: splComment(profile.name),
    window: splComment(shownWindow(question.window)),
    next: splComment(question.next),
    assumptions: answer.assumptions.map(({ name }) => splComment(name)),
  };
  return succeed({ answer, artefact: { path: 'trace.spl', template: 'spl/trace.spl.hbs', view } });
}

/**
 * `earliest` and `latest` override what the time picker says (Search Reference, "Time modifiers"). Moments are seconds
 * since 1970: a date would be read in the time zone of whoever runs the search. `latest` itself is left out by Splunk.
 */
function timeRange(window: QueryWindow): readonly SplTerm[] {
  switch (window.kind) {
    case 'last': {
      const hours = window.seconds / 3_600;
      const span = Number.isInteger(hours) ? `${hours}h` : `${Math.trunc(window.seconds)}s`;
      return [`earliest=-${span}` as SplTerm, 'latest=now' as SplTerm];
    }
    case 'between':
      return [
        `earliest=${Math.trunc(window.from)}` as SplTerm,
        `latest=${Math.trunc(window.to) + 1}` as SplTerm,
      ];
  }
}

/** Neither condition nor columns look anything up. */
function printStage(stage: SplStage): string {
  return stage.kind === 'eval' ? `eval ${stage.name}=${stage.expression}` : '';
}
