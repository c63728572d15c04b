/** `lists`. Owns: its schema. Must not: describe what environments change (environments.ts does). */
import { ENTRY, PATH } from './common.ts';
import { count, day, flag, integer, listOf, nullable, object, output, text, texts } from './parts.ts';

const ENTRIES = (description: string) => listOf(object('An entry.', ENTRY), description);

export const LISTS = output('lists', 'What `trailc lists --format json` prints.', {
  environment: nullable(text('As the lists hold there; null: as their files have them.')),
  asOf: day('The day on which dates are judged.'),
  dueDays: count('Entries are due that expire within so many days.'),
  lists: listOf(
    object('A list.', {
      name: text('Its name.'),
      path: PATH,
      description: text('What it is for.'),
      columns: texts('Its columns.'),
      entries: count('How many it has.'),
      rules: texts('Rules that ask it.'),
      owners: texts('Owners of entries, each once.'),
      due: listOf(
        object('An entry.', {
          ...ENTRY,
          expired: flag('Its last day is over.'),
          days: integer('Days until its last day; below zero: since it.'),
          environments: texts("Environments that add it; none: it stands in the list's file."),
        }),
        'Entries that have expired, then those that soon will.',
      ),
      withoutOwner: ENTRIES('Entries without one, where others have one.'),
      withoutTicket: ENTRIES('Entries without one, where others have one.'),
      changes: listOf(
        object('An environment.', {
          environment: text('Its name.'),
          added: count('Entries that it adds.'),
          removed: count('Entries that it removes.'),
        }),
        'Environments that change the list.',
      ),
    }),
    'By name.',
  ),
});
