/** Diagnostics of what a backtest is expected to find (`--expect`), and of the state it is compared with. See ../catalogue.ts. */
import { entry, listed } from '../diagnostic.ts';

export const EXPECT_DIAGNOSTICS = {
  'expect/unknown-rule': entry<{ readonly rule: string; readonly suggestion: string }>({
    severity: 'error',
    example: { rule: 'session-name-bypas', suggestion: ' Did you mean "session-name-bypass"?' },
    what: ({ rule, suggestion }) => `There is no rule "${rule}".${suggestion}`,
    why: () => 'An expectation of a rule that is not there would never be looked at.',
    do: () => 'Name the rule by its file name without ending, or remove the entry.',
  }),
  'expect/no-bound': entry<{ readonly key: string }>({
    severity: 'error',
    example: { key: 'manual-action' },
    what: ({ key }) => `"${key}" expects nothing.`,
    why: () => 'Without a bound anything would fulfil it, and what it matches would no longer be unexpected.',
    do: () =>
      'Write one: `{ exactly: 2 }`, `{ atMost: 40 }`, `{ atLeast: 1 }` or `{ alerts: { atMost: 3 } }`.',
  }),
  'expect/not-a-count': entry<{ readonly key: string; readonly found: string }>({
    severity: 'error',
    example: { key: 'atMost', found: '-1' },
    what: ({ key, found }) => `"${key}" is no number of events: ${found}.`,
    why: () => 'What a rule matches is counted from 0.',
    do: () => 'Write a whole number from 0.',
  }),
  'expect/exactly-and-more': entry<{ readonly key: string; readonly other: string }>({
    severity: 'error',
    example: { key: 'manual-action', other: 'atMost' },
    what: ({ key, other }) => `"${key}" has both "exactly" and "${other}".`,
    why: () => 'One of them says nothing, or contradicts the other.',
    do: () => 'Keep one of the two.',
  }),
  'expect/contradiction': entry<{ readonly key: string; readonly least: string; readonly most: string }>({
    severity: 'error',
    example: { key: 'manual-action', least: 'at least 5 matches', most: 'at most 3 matches' },
    what: ({ key, least, most }) => `"${key}" asks for ${least} and for ${most}: both cannot hold.`,
    why: () =>
      'An expectation that nothing can fulfil fails whatever the rule does. Alerts are never more than matches, and there are some where anything matches.',
    do: () => 'Correct one of the two numbers.',
  }),
  'expect/bundle-without-commit': entry<{ readonly folder: string }>({
    severity: 'error',
    example: { folder: 'dist/bundles/production' },
    what: ({ folder }) => `The bundle in "${folder}" does not say of which commit it was built.`,
    why: () =>
      'A bundle holds queries and no rules; what it would match is asked of the rules at its commit.',
    do: () =>
      'Name the commit instead: "--against v1.2.0". Bundles say it when they are built with "trailc build --source-commit".',
  }),
  'expect/bundle-commit-missing': entry<{ readonly folder: string; readonly commit: string }>({
    severity: 'error',
    example: { folder: 'dist/bundles/production', commit: '4f1c2d9e8b7a' },
    what: ({ folder, commit }) =>
      `The bundle in "${folder}" was built of the commit ${commit}, which is not here.`,
    why: () =>
      'A bundle holds queries and no rules; what it would match is asked of the rules at its commit.',
    do: () => 'Fetch it ("git fetch --unshallow" in a shallow clone), or compare with another commit.',
  }),
  'expect/bundle-differs': entry<{
    readonly folder: string;
    readonly commit: string;
    readonly rules: readonly string[];
    readonly count: number;
  }>({
    severity: 'error',
    example: { folder: 'dist/bundles/production', commit: '4f1c2d9e8b7a', rules: ['root-login'], count: 1 },
    what: ({ folder, commit, rules, count }) =>
      `${count === 1 ? 'A rule' : `${count} rules`} of the bundle in "${folder}" ${count === 1 ? 'means' : 'mean'} something else at its commit ${commit}: ${listed(rules, 5)}.`,
    why: () =>
      'It was built of files that were not committed, or by another version of trailc; the rules of that commit would stand for something that the bundle is not.',
    do: () =>
      'Compare with the commit itself if that is what you want ("--against" and its name), or build the bundle again from a clean checkout.',
  }),
  'expect/bundle-environment': entry<{
    readonly folder: string;
    readonly environment: string;
    readonly commit: string;
  }>({
    severity: 'error',
    example: { folder: 'dist/bundles/production', environment: 'production', commit: '4f1c2d9e8b7a' },
    what: ({ folder, environment, commit }) =>
      `The bundle in "${folder}" is of the environment "${environment}", which its commit ${commit} does not have.`,
    why: () => 'Without its params and lists nobody can tell what the rules of the bundle match.',
    do: () => 'Compare with a commit: "--against" and its name.',
  }),
  'expect/part-of-events': entry<{ readonly stopped: string }>({
    severity: 'warning',
    example: { stopped: 'a worker ended' },
    what: ({ stopped }) => `The events are not all compared: ${stopped.replace(/\.$/, '')}.`,
    why: () => 'Differences on the rest are not shown.',
    do: () => 'Run it again, or name fewer files.',
  }),
} as const;
