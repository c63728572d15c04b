/** `check`, and diagnostics wherever they stand. Owns: their schemas. Must not: know any code. */
import { COLUMN, LINE, PATH, RULE_NAME, SINCE } from './common.ts';
import {
  count,
  day,
  flag,
  listOf,
  nullable,
  object,
  oneOf,
  output,
  type Properties,
  text,
  texts,
} from './parts.ts';

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

const FACT_KEYS: Properties = {
  path: text('The path, with dots.'),
  texts: texts('Exact texts, one of which stands there.'),
};

const COST = object('What the rules cost a backtest; there with --cost alone.', {
  environment: text('Params and lists have the values of this environment, the default.'),
  publishedCalls: count('Event sources and names that AWS has published, each pair once.'),
  rules: listOf(
    object('A rule.', {
      rule: RULE_NAME,
      path: PATH,
      indexedBy: nullable(
        object(
          'The eventName or eventSource it is found by; null: events of all calls are shown to it.',
          FACT_KEYS,
        ),
      ),
      calls: count('Published calls that a match may be of.'),
      further: listOf(object('A fact.', FACT_KEYS), 'What else a match needs.'),
    }),
    'The dearest first; those with errors are left out.',
  ),
});

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
      cost: COST,
    },
  },
);

export const CHECK_BUNDLE = output(
  'check --bundle',
  'What `trailc check --bundle DIR --format json` prints: the faults of the Splunk apps.',
  { diagnostics: DIAGNOSTICS },
);
