/** `explain`. Owns: its schema. Must not: describe the tree of the condition (condition.ts does). */
import { CHANGES, RULE_NAME } from './common.ts';
import { conditionDefinitions, NODE, PLACE_OF } from './condition.ts';
import { anyObject, count, flag, listOf, nullable, object, openWord, output, text } from './parts.ts';

const CLAUSE = object('A clause to be turned round.', {
  kind: openWord(['predicate', 'element'], '"element": an array would need an element that it has not.'),
  clause: text('In one line.'),
  wanted: flag('The verdict that it would need.'),
  place: PLACE_OF,
  within: listOf(
    object('An array.', { array: text('With its `[]`.'), index: count('Place of the element, from 0.') }),
    'Elements that the clause is about, the outermost first.',
  ),
});

export const EXPLAIN = output(
  'explain',
  'What `trailc explain --format json` prints.',
  {
    rule: RULE_NAME,
    environment: text('Whose params were used.'),
    eventID: nullable(text('Of the event; null where it has none.')),
    verdict: flag('The rule matches the event.'),
    condition: NODE,
    nearestMiss: nullable(
      object('The fewest clauses that would have to change; null for a match.', {
        clauses: nullable(
          count('How many; null: no verdicts of the clauses make the rule match, or none were found.'),
        ),
        exact: flag('No smaller set exists.'),
        sets: listOf(
          listOf(CLAUSE, 'Clauses that have to change together.'),
          'Every smallest set, up to a handful.',
        ),
        proof: nullable(
          object('An event that the rule matches; null where none was found.', {
            smallest: flag('It changes one of `sets` and nothing else.'),
            set: nullable(count('Place among `sets`, from 0; null: none of them.')),
            changes: CHANGES,
            event: anyObject('The changed event.'),
          }),
        ),
      }),
    ),
  },
  { definitions: conditionDefinitions() },
);
