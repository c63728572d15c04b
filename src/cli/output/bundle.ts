/** `build`, `docs`, `selftest` and `verify-bundle`. Owns: their schemas. Must not: describe the manifest. */
import type { Answer } from '../../targets/shared/target.ts';
import { RULE_NAME, SINCE, TARGET } from './common.ts';
import { DIAGNOSTICS, FAULTS } from './diagnostics.ts';
import {
  count,
  day,
  flag,
  listOf,
  nullable,
  object,
  openWord,
  orStopped,
  output,
  text,
  texts,
  wordsOf,
} from './parts.ts';

export const BUILD = orStopped(
  output(
    'build',
    'What `trailc build --format json` prints.',
    {
      environment: text('That it was built for.'),
      out: nullable(
        text('Folder of the bundle, from the working folder; null: nothing was to be built (--since).'),
      ),
      unchanged: flag('The bundle was there already, made of the same, and was left alone.'),
      files: count('Files of the bundle but the manifest.'),
      rules: listOf(
        object('A rule on a target.', {
          rule: RULE_NAME,
          target: TARGET,
          profile: nullable(text('Of the target.')),
          answer: openWord(
            wordsOf<Answer['kind']>({
              exact: true,
              'exact-given': true,
              approximate: true,
              unsupported: true,
            }),
            'How exact the target is.',
          ),
          direction: nullable(
            openWord(['over-matches', 'under-matches'], 'How it errs; null where it does not.'),
          ),
          counterExample: nullable(text('Test whose event gets another verdict in the target; null: none.')),
        }),
        'By rule, then by target.',
      ),
    },
    { optional: { since: SINCE } },
  ),
  FAULTS,
);

export const DOCS = orStopped(
  output('docs', 'What `trailc docs --format json` prints.', {
    environment: text('That the pages are about.'),
    out: text('Folder of the pages, from the working folder.'),
    rules: count('Rules that have a page.'),
    files: texts('Paths in the folder.'),
  }),
  FAULTS,
);

export const SELFTEST = orStopped(
  output('selftest', 'What `trailc selftest --format json` prints.', {
    target: TARGET,
    environment: text('Whose params and settings were used.'),
    queries: listOf(
      object('A query.', {
        name: text('Name of a file for it.'),
        rules: texts('Rules that it is about.'),
        query: text('The query.'),
      }),
      'In the order of the rules.',
    ),
  }),
  FAULTS,
);

export const VERIFY_BUNDLE = output('verify-bundle', 'What `trailc verify-bundle --format json` prints.', {
  verified: flag('Everything is as the manifest says, and could be read.'),
  place: nullable(text('The folder or archive, from the working folder; null where there is none.')),
  bundle: nullable(
    object('What the manifest says; null for an archive without one.', {
      name: text('Of the bundle.'),
      version: text('Of the bundle.'),
      environment: text('That it was built for.'),
      asOf: nullable(day('Entries that expired before it are left out; null: none were.')),
      trailc: text('Version of trailc that built it.'),
      sourceCommit: nullable(text('Commit of the rules; null where it was not told.')),
      rules: count('Rules in it.'),
    }),
  ),
  files: count('Files that were read.'),
  archives: count('Archives among them.'),
  members: count('Files in the archives.'),
  diagnostics: DIAGNOSTICS,
});
