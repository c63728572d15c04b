/**
 * The statement that finds the call which issued an access key.
 *
 * Owns: selection, the target's own condition, columns, and what the comment above says. Must not: hold the question
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
import { answerFor, fieldProblem } from './answer.ts';
import { conditionOf } from './condition.ts';
import { literalWindow } from './literal-window.ts';
import { commentText, identifier } from './literals.ts';
import type { Profile } from './profiles.ts';
import { profileOf } from './settings.ts';
import { joinSql, type Sql, sql } from './sql.ts';
import { printValue } from './values.ts';
import { windowPredicates } from './window.ts';

export interface IssuerQuery {
  readonly answer: Answer;
  /** Absent where the profile cannot say the condition. */
  readonly artefact?: Artefact;
}

/** `wanted` instead of the environment's profile. Errors are faults of the environment. */
export function issuerQuery(
  question: IssuerQuestion,
  environment: EnvironmentDocument,
  wanted?: string,
): Result<IssuerQuery> {
  const { value: profile, diagnostics } = profileOf(environment, wanted);
  if (profile === undefined) return fail(diagnostics);
  const condition = issuedKey(question.key, environment.span);
  const answer = answerFor({ condition }, profile);
  if (answer.kind === 'unsupported') return succeed({ answer });

  const { database, table } = environment.athena;
  const columns = ISSUER_COLUMNS.map(
    ({ column, value }) => sql`${printValue(value, { profile })} AS ${identifier(column)}`,
  );
  const conjuncts = [...selection(question.window, profile), conditionOf(condition, profile)];
  const query = sql`SELECT
  ${joinSql(columns, ',\n  ')}
FROM ${identifier(database)}.${identifier(table)}
WHERE
  ${joinSql(conjuncts, '\n  AND ')}
ORDER BY eventtime`;
  const assumptions = answer.kind === 'exact-given' ? answer.assumptions : [];
  const view = {
    key: commentText(question.key),
    environment: commentText(environment.name),
    profile: commentText(profile.name),
    window: commentText(shownWindow(question.window)),
    next: commentText(question.next),
    oneRegion: profile.layout === 'projection',
    assumptions: assumptions.map(({ name, text }) => ({ name: commentText(name), text: commentText(text) })),
    empty: emptyColumns(profile, environment),
    query,
  };
  return succeed({ answer, artefact: { path: 'trace.sql', template: 'athena/trace.sql.hbs', view } });
}

function selection(window: QueryWindow, { layout }: Profile): readonly Sql[] {
  return window.kind === 'last'
    ? windowPredicates(window.seconds, layout)
    : literalWindow(window.from, window.to, layout);
}

/** Columns that a table of the profile has nothing for: empty, and that is said. */
function emptyColumns(profile: Profile, { span }: EnvironmentDocument) {
  return ISSUER_COLUMNS.flatMap((column) => {
    const why = fieldProblem(columnField(column, span), { profile });
    return why === undefined ? [] : [{ column: commentText(column.column), why: commentText(why) }];
  });
}
