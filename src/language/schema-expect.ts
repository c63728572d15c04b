/**
 * The schema of the file that says what a backtest is expected to find.
 *
 * Owns: its keys and descriptions. Must not: say which rules there are, or hold bounds against each other (its reader does).
 */
import { type Audience, closed, DRAFT_07, LANGUAGE_VERSION, open, type Schema } from './schema-parts.ts';

function bounds(of: string, audience: Audience): Readonly<Record<string, Schema>> {
  const bound = (words: string): Schema => ({
    type: 'integer',
    description: `${words} ${of}.`,
    ...(audience === 'editor' ? { minimum: 0 } : {}),
  });
  return {
    exactly: bound('This many'),
    atLeast: bound('This many, or more'),
    atMost: bound('This many, or fewer'),
  };
}

/** The schema of the file of `trailc backtest --expect`. */
export function expectSchema(audience: Audience): Schema {
  const expected = (description: string) =>
    closed(description, {
      ...bounds('events that match, each eventID counted once', audience),
      alerts: closed(
        'Of the alerts that are left after grouping and suppression.',
        bounds('alerts', audience),
      ),
    });
  return {
    $schema: DRAFT_07,
    title: 'trailc expectations',
    ...closed('What a backtest is expected to find.', {
      trailc: LANGUAGE_VERSION,
      rules: open(
        'What is expected of a rule, by its file name without ending.',
        expected('Of this rule. At least one bound.'),
      ),
      others: expected(
        'Of each rule that is not named. Left out: `exactly: 0`, whatever such a rule matches is unexpected.',
      ),
    }),
  };
}
