/** Commands that read CloudTrail logs. See ../definition.ts. */
import { define, type Option } from '../definition.ts';
import { CONFIG, ENV, formatOf, PROFILE, reports } from '../options.ts';

const WINDOW = {
  kind: 'text',
  shown: 'hours',
  says: 'hours between a call and the last use of what it issued (default: 36)',
} as const satisfies Option;

/** `backtest` beyond this process. */
const ENGINE = {
  engine: {
    kind: 'choice',
    shown: 'engine',
    says: 'run the compiled queries elsewhere: on embedded DuckDB, or where a table is',
    choices: ['duckdb', 'trino', 'athena'],
  },
  dryRun: { kind: 'switch', says: 'with --engine: show the queries and what they would read; run nothing' },
  table: { kind: 'text', shown: 'name', says: 'with --engine trino or athena: CATALOG.SCHEMA.TABLE' },
  profile: PROFILE,
  parallel: {
    kind: 'text',
    shown: 'n',
    says: 'with --engine trino or athena: queries at a time (default: 4)',
  },
  server: { kind: 'text', shown: 'url', says: 'address of Trino, such as https://trino.example.com:8443' },
  user: { kind: 'text', shown: 'name', says: 'user of Trino; a password comes from TRAILC_TRINO_PASSWORD' },
  workgroup: { kind: 'text', shown: 'name', says: 'Athena’s workgroup' },
  database: { kind: 'text', shown: 'name', says: 'Athena’s database (default: the environment’s)' },
  catalog: { kind: 'text', shown: 'name', says: 'Athena’s catalog (default: AwsDataCatalog)' },
  outputLocation: { kind: 'text', shown: 's3', says: 'where Athena puts results (default: the workgroup’s)' },
  region: { kind: 'text', shown: 'name', says: 'region of Athena (default: as for the AWS CLI)' },
  usdPerTb: { kind: 'text', shown: 'usd', says: 'what Athena charges for a terabyte (default: 5)' },
} as const satisfies Readonly<Record<string, Option>>;

export const LOGS_COMMANDS = [
  define({
    name: 'backtest',
    group: 'logs',
    summary: 'Show what rules would have matched in CloudTrail logs',
    examples: [
      'trailc backtest logs/',
      'trailc backtest logs/ --format html > backtest.html',
      'trailc backtest logs/ --expect expect.yml --report junit=reports/backtest.xml',
      'trailc backtest logs/ --against origin/main',
      'zcat logs/*.gz | trailc backtest - --rules detections/aws --format json',
      'trailc backtest --engine athena --workgroup security --from 30d --dry-run',
    ],
    args: {
      events: {
        kind: 'any',
        says: 'logs: files, folders, or "-" (none with --engine trino or athena)',
        completes: 'file',
      },
    },
    options: {
      rules: {
        kind: 'texts',
        shown: 'paths',
        says: 'rules to run (default: all of the repository)',
        completes: 'rule',
      },
      from: {
        kind: 'text',
        shown: 'time',
        says: 'only events at or after 2026-11-01, 2026-11-01T12:00Z, or 7d or 36h before now',
      },
      to: { kind: 'text', shown: 'time', says: 'only events before 2026-11-02 or 2026-11-01T12:00Z' },
      env: ENV,
      format: formatOf(['pretty', 'json', 'ndjson', 'csv', 'markdown', 'html', 'junit']),
      report: reports(['junit']),
      expect: {
        kind: 'text',
        shown: 'file',
        says: 'end with 1 when a rule matches, or alerts, more or less than this YAML file expects',
        completes: 'file',
      },
      writeExpect: {
        kind: 'text',
        shown: 'file',
        says: 'write a file for --expect from what is seen',
        completes: 'file',
      },
      yes: { kind: 'switch', says: 'with --write-expect: replace the file if it is there' },
      failOnMatch: { kind: 'switch', says: 'end with 1 when anything matches' },
      against: {
        kind: 'text',
        shown: 'ref|bundle',
        says: 'also what is newly and no longer matched since a commit, or since a bundle was built',
        completes: 'folder',
      },
      shown: {
        kind: 'text',
        shown: 'n',
        says: 'events shown for each rule (default: 5 with pretty, 20 with json and markdown, 100 with html)',
      },
      ...ENGINE,
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
