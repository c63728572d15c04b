/** Diagnostics of the area `rule`: the file of one rule, all but its `match`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const RULE_DIAGNOSTICS = {
  'rule/foreign-key': entry<{ readonly key: string; readonly ours: string; readonly fix: string }>({
    severity: 'error',
    example: { key: 'logsource', ours: 'source', fix: 'Write `source: aws.cloudtrail`.' },
    what: ({ key, ours }) => `"${key}" is a word of another tool; trailc calls it "${ours}".`,
    why: () =>
      'Rules of other tools mean something else by similar words, so they are not read as if they were ours.',
    do: ({ fix }) => fix,
  }),
  'rule/file-name': entry<{ readonly stem: string; readonly suggestion: string }>({
    severity: 'error',
    example: { stem: 'RootLogin', suggestion: 'root-login' },
    what: ({ stem }) => `The file name "${stem}" cannot be the name of a rule.`,
    why: () => 'Artefacts on every target are named after it: lower-case words joined by hyphens.',
    do: ({ suggestion }) => `Rename it, for example to ${suggestion || 'session-name-bypass'}.yml.`,
  }),
  'rule/title': entry<{ readonly problem: string }>({
    severity: 'error',
    example: { problem: 'holds a line break' },
    what: ({ problem }) => `The title ${problem}.`,
    why: () =>
      'It names the saved search in Splunk and the rule in Sigma: one line of at most 256 characters, all of them visible.',
    do: () => 'Say in a few words what was seen; the rest belongs into "description".',
  }),
  'rule/no-such-day': entry<{ readonly key: string; readonly date: string }>({
    severity: 'error',
    example: { key: 'date', date: '2026-02-30' },
    what: ({ key, date }) => `"${key}" is ${date}, a day that does not exist.`,
    why: () => 'Dates are compared and shown, so they must be on the calendar.',
    do: () => 'Write the day as YYYY-MM-DD.',
  }),
  'rule/modified-before-date': entry<{ readonly date: string; readonly modified: string }>({
    severity: 'error',
    example: { date: '2026-02-01', modified: '2026-01-01' },
    what: ({ date, modified }) => `"modified" (${modified}) lies before "date" (${date}).`,
    why: () => 'A rule cannot have been changed before it was written.',
    do: () => 'Correct one of the two.',
  }),
  'rule/replaced-by-missing': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => 'The rule is deprecated and names no successor.',
    why: () => 'Whoever relies on it must learn what took over.',
    do: () => 'Add `replacedBy:` with the id of the rule that took over.',
  }),
  'rule/replaced-by-unexpected': entry<{ readonly status: string }>({
    severity: 'error',
    example: { status: 'stable' },
    what: ({ status }) => `"replacedBy" stands in a rule with status ${status}.`,
    why: () => 'Only a deprecated rule has a successor.',
    do: () => 'Write `status: deprecated`, or remove "replacedBy".',
  }),
  'rule/replaced-by-itself': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => 'The rule names itself as its successor.',
    why: () => 'Whoever relies on it would be led in a circle.',
    do: () => 'Write the id of the rule that took over.',
  }),
  'rule/lookback-too-short': entry<{ readonly every: string; readonly lookback: string }>({
    severity: 'error',
    example: { every: '1h', lookback: '15m' },
    what: ({ every, lookback }) => `The rule runs every ${every} but looks back only ${lookback}.`,
    why: () => 'Events between two runs would never be seen.',
    do: ({ every }) => `Look back at least ${every}, better an hour more: CloudTrail delivers late.`,
  }),
  'rule/param-example-type': entry<{
    readonly param: string;
    readonly type: string;
    readonly wanted: string;
    readonly example: string;
  }>({
    severity: 'error',
    example: { param: 'domains', type: 'list<text>', wanted: 'a list of texts', example: "['@example.com']" },
    what: ({ param, type, wanted }) =>
      `The example of param "${param}" is not of its type ${type}: it must be ${wanted}.`,
    why: () => 'The tests of the rule run with the example.',
    do: ({ example }) => `Write it like this: ${example}.`,
  }),
  'rule/param-pattern-type': entry<{ readonly param: string }>({
    severity: 'error',
    example: { param: 'limit' },
    what: ({ param }) => `The param "${param}" is of type boolean and has a pattern.`,
    why: () => 'True and false need no pattern, and a pattern that refuses one leaves nothing to choose.',
    do: () => 'Remove the pattern.',
  }),
  'rule/param-example-pattern': entry<{
    readonly param: string;
    readonly value: string;
    readonly pattern: string;
  }>({
    severity: 'error',
    example: { param: 'domains', value: 'example.com', pattern: '^@' },
    what: ({ param, value, pattern }) =>
      `The example "${value}" of param "${param}" does not match its pattern ${pattern}.`,
    why: () => 'The tests of the rule would run with a value that no environment may give.',
    do: () => 'Correct the example or the pattern.',
  }),
  'rule/param-pattern': entry<{ readonly param: string; readonly pattern: string; readonly reason: string }>({
    severity: 'error',
    example: { param: 'domains', pattern: '(a+)+', reason: 'a group is repeated' },
    what: ({ param, pattern, reason }) =>
      `The pattern "${pattern}" of param "${param}" cannot be used: ${reason}.`,
    why: () =>
      'It is checked against values of every environment, so it must be simple and fast on any text.',
    do: () =>
      "Use literals, classes such as [a-z0-9], `.`, anchors, and `? * + {m,n}` on one of them: '^@[a-z0-9.-]+$'.",
  }),
  'rule/same-test-name': entry<{ readonly name: string; readonly line: number }>({
    severity: 'error',
    example: { name: 'signs in', line: 40 },
    what: ({ name, line }) => `A test named "${name}" already stands on line ${line}.`,
    why: () => 'Reports and `trailc test -t` tell tests apart by name.',
    do: () => 'Name each test after what it alone shows.',
  }),
  'rule/alert-without-match': entry<{ readonly name: string }>({
    severity: 'error',
    example: { name: 'signs in' },
    what: ({ name }) => `The test "${name}" expects no match and an alert.`,
    why: () => 'Without a match there is no alert.',
    do: () => 'Remove `alert`, or expect `verdict: match`.',
  }),
} as const;
