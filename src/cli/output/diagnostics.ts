/** `check`, and diagnostics wherever they stand. Owns: their schemas. Must not: know any code. */
import { COLUMN, LINE, PATH, SINCE } from './common.ts';
import { day, flag, listOf, nullable, object, oneOf, output, type Properties, text } from './parts.ts';

const POSITION = (description: string) => object(description, { line: LINE, column: COLUMN });

const FIX = object('What to write where there is no doubt; null where none is certain.', {
  says: text('What the fix does.'),
  edits: listOf(
    object('An edit.', {
      from: POSITION('Its first character.'),
      to: POSITION('Behind its last character.'),
      text: text('What is written in the place of what stands there.'),
    }),
    'In the file of the diagnostic; none touches another, and each is of the text as it is.',
  ),
});

const DIAGNOSTIC_KEYS: Properties = {
  code: text('Area and name: check/contradiction. `trailc why CODE` explains it.'),
  severity: oneOf(['error', 'warning'], 'An error makes the command end with another code than 0.'),
  what: text('What is wrong.'),
  why: text('Why trailc minds.'),
  do: text('What to do about it.'),
  path: nullable({ ...PATH, description: 'Of the file; null where it is about none.' }),
  line: nullable({ ...LINE, description: 'From 1; null where it is about a file as a whole.' }),
  column: nullable({ ...COLUMN, description: 'From 1, in UTF-16 units.' }),
  endLine: nullable({ ...LINE, description: 'Of the end.' }),
  endColumn: nullable({ ...COLUMN, description: 'Behind the last character.' }),
  fix: nullable(FIX),
};

export const DIAGNOSTICS = listOf(
  object('A diagnostic.', DIAGNOSTIC_KEYS),
  'What was found, by path and place.',
);

export const SUPPRESSED = listOf(
  object('A diagnostic with what suppresses it.', {
    ...DIAGNOSTIC_KEYS,
    suppression: object('Where it is suppressed, and why.', {
      path: PATH,
      line: LINE,
      because: text('The reason that is written there.'),
      expires: nullable(day('Its last day; null: it holds until it is removed.')),
    }),
  }),
  'Warnings that a rule or the configuration suppresses.',
);

export const FAULTS = output(
  'diagnostics',
  'What commands print that end without a result; and, of commands that have one, the faults on standard error.',
  { diagnostics: DIAGNOSTICS },
);

export const CHECK = output(
  'check',
  'What `trailc check --format json` prints.',
  { diagnostics: DIAGNOSTICS, suppressed: SUPPRESSED },
  {
    optional: {
      since: SINCE,
      fixes: listOf(
        object('A file.', {
          path: PATH,
          diff: text('Unified diff from the file as it was.'),
          applied: flag('It was written (--yes).'),
        }),
        'There with --fix alone.',
      ),
    },
  },
);

export const CHECK_BUNDLE = output(
  'check --bundle',
  'What `trailc check --bundle DIR --format json` prints: the faults of the Splunk apps.',
  { diagnostics: DIAGNOSTICS },
);
