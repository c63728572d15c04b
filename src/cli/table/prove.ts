/** Commands that hold rules against their tests, against engines, and against themselves. See ../definition.ts. */
import { define } from '../definition.ts';
import { CONFIG, ENV, FORMAT, formatOf, PROFILE, RULES, reports, SINCE } from '../options.ts';
import { TEST_FORMATS } from '../report/formats.ts';

export const PROVE_COMMANDS = [
  define({
    name: 'test',
    group: 'prove',
    summary: 'Run the tests inside the rules',
    examples: [
      'trailc test',
      "trailc test -t 'change of case'",
      'trailc test manual-action --env example',
      'trailc test --format github --report junit=reports/trailc.xml',
      'trailc test --coverage',
      'trailc test --since origin/main',
    ],
    args: { paths: RULES },
    options: {
      testName: { kind: 'text', shown: 'text', short: 't', says: 'only tests whose name contains the text' },
      coverage: {
        kind: 'switch',
        says: 'also show the clauses, list entries, exclusions and params that no test exercises',
      },
      env: { ...ENV, says: 'also rerun, with its params, the tests that declare this environment' },
      since: SINCE,
      verbose: { kind: 'switch', says: 'also what passed: every rule and each of its tests' },
      format: formatOf(TEST_FORMATS),
      report: reports(TEST_FORMATS),
      config: CONFIG,
    },
    run: async ({ paths }, options, io) => (await import('../commands/test.ts')).test(paths, options, io),
  }),
  define({
    name: 'mutate',
    group: 'prove',
    summary: 'Change rules one clause at a time, and show what no test notices',
    examples: [
      'trailc mutate',
      'trailc mutate session-name-bypass --verbose',
      'trailc mutate --threshold 90 --format json',
    ],
    args: { paths: RULES },
    options: {
      threshold: {
        kind: 'text',
        shown: 'percent',
        says: 'end with 1 when a rule kills or accepts fewer of its mutants (0 to 100; default: the configuration’s)',
      },
      since: SINCE,
      verbose: { kind: 'switch', says: 'also what rules accept, with the reasons' },
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ paths }, options, io) => (await import('../commands/mutate.ts')).mutate(paths, options, io),
  }),
  define({
    name: 'verify',
    group: 'prove',
    summary: 'Hold the compiled Athena SQL against the evaluator, on embedded DuckDB',
    examples: [
      'trailc verify',
      'trailc verify session-name-bypass --profile documented',
      'trailc verify --env production --events logs/ --format json',
    ],
    args: { paths: RULES },
    options: {
      env: { ...ENV, says: 'also the tests that declare this environment; logs run with its params' },
      profile: { ...PROFILE, says: 'Athena profile of the table (default: the environment’s)' },
      events: {
        kind: 'texts',
        shown: 'paths',
        says: 'logs (files, folders or -) whose events every rule is asked about as well',
        completes: 'file',
      },
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ paths }, options, io) => (await import('../commands/verify.ts')).verify(paths, options, io),
  }),
  define({
    name: 'selftest',
    group: 'prove',
    summary: 'Print the tests of rules as queries that Splunk or Athena runs itself',
    examples: [
      'trailc selftest session-name-bypass --target spl',
      'trailc selftest --target athena --env production',
      'trailc selftest --target spl --out out/selftest',
      'trailc selftest --canaries',
    ],
    args: { paths: RULES },
    options: {
      target: { kind: 'choice', shown: 'target', says: 'who runs the tests', choices: ['spl', 'athena'] },
      canaries: {
        kind: 'switch',
        says: 'the searches that show whether Splunk does what the rules rest on',
      },
      env: ENV,
      profile: PROFILE,
      out: {
        kind: 'text',
        shown: 'dir',
        says: 'write a file for each rule instead of printing',
        completes: 'folder',
      },
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ paths }, options, io) =>
      (await import('../commands/selftest.ts')).selftest(paths, options, io),
  }),
  define({
    name: 'doctor',
    group: 'prove',
    summary: 'Say which rules are blind in an environment, and why',
    examples: ['trailc doctor --env production', 'trailc doctor --env production --events logs/2026/11/'],
    args: { paths: RULES },
    options: {
      env: ENV,
      events: {
        kind: 'texts',
        shown: 'paths',
        says: 'a sample of logs (files, folders or -): clauses that nothing in it meets',
        completes: 'file',
      },
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ paths }, options, io) =>
      (await import('../commands/doctor.ts')).doctorCommand(paths, options, io),
  }),
];
