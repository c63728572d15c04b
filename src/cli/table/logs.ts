/** Commands that read CloudTrail logs. See ../definition.ts. */
import { define, type Option } from '../definition.ts';
import { CONFIG, ENV, FORMAT, formatOf, PROFILE } from '../options.ts';

const WINDOW = {
  kind: 'text',
  shown: 'hours',
  says: 'hours between a call and the last use of what it issued (default: 36)',
} as const satisfies Option;

export const LOGS_COMMANDS = [
  define({
    name: 'backtest',
    group: 'logs',
    summary: 'Show what rules would have matched in CloudTrail logs',
    examples: [
      'trailc backtest logs/',
      'zcat logs/*.gz | trailc backtest - --rules detections/aws --format json',
    ],
    args: { events: { kind: 'some', says: 'logs: files, folders, or "-"', completes: 'file' } },
    options: {
      rules: {
        kind: 'texts',
        shown: 'paths',
        says: 'rules to run (default: all of the repository)',
        completes: 'rule',
      },
      env: ENV,
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ events }, options, io) =>
      (await import('../commands/backtest.ts')).backtestCommand(events, options, io),
  }),
  define({
    name: 'trace',
    group: 'logs',
    summary: 'Show who was behind an access key, an event or a session',
    examples: [
      'trailc trace ASIAIOSFODNN7EXAMPLE logs/',
      'trailc trace 7b89c2b1-ff59-44d1-86ac-bc4487cd7b0a logs/ --forward --format html > trace.html',
      'trailc trace --query --target athena ASIAIOSFODNN7EXAMPLE --at 2026-11-21T10:00:00Z',
    ],
    args: {
      what: { kind: 'one', says: 'access key id, eventID, or ARN of a session' },
      events: { kind: 'any', says: 'logs: files, folders, or "-" (none with --query)', completes: 'file' },
    },
    options: {
      forward: { kind: 'switch', says: 'also what was done with it, and with all sessions issued from it' },
      window: WINDOW,
      format: formatOf(['pretty', 'json', 'mermaid', 'html']),
      query: {
        kind: 'switch',
        says: 'print the search for the call that issued a key, for your Splunk or Athena',
      },
      target: {
        kind: 'choice',
        shown: 'target',
        says: 'what the search of --query is for',
        choices: ['spl', 'athena'],
      },
      at: {
        kind: 'text',
        shown: 'time',
        says: 'with --query: when the key was used (default: when the search is run)',
      },
      profile: PROFILE,
      env: ENV,
      config: CONFIG,
    },
    run: async ({ what, events }, options, io) =>
      (await import('../commands/trace.ts')).traceCommand(what, events, options, io),
  }),
  define({
    name: 'sessions',
    group: 'logs',
    summary: 'List every session with the person behind it, and its renames on the way',
    examples: ['trailc sessions logs/', 'trailc sessions logs/ --format csv > sessions.csv'],
    args: { events: { kind: 'some', says: 'logs: files, folders, or "-"', completes: 'file' } },
    options: {
      top: {
        kind: 'text',
        shown: 'n',
        says: 'only the first so many (default: 50, all with json and csv)',
      },
      window: WINDOW,
      format: formatOf(['pretty', 'json', 'csv', 'markdown']),
    },
    run: async ({ events }, options, io) =>
      (await import('../commands/sessions.ts')).sessionsCommand(events, options, io),
  }),
];
