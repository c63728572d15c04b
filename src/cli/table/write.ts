/** Commands of whoever writes rules. See ../definition.ts. */
import { define } from '../definition.ts';
import { CONFIG, ENV, FORMAT, formatOf, RULES, reports, SINCE } from '../options.ts';
import { CHECK_FORMATS } from '../report/formats.ts';

export const WRITE_COMMANDS = [
  define({
    name: 'init',
    group: 'write',
    summary: 'Make a content repository that is valid at once',
    examples: ['trailc init', 'trailc init detections-repo'],
    args: { dir: { kind: 'optional', says: 'where (default: here)', completes: 'folder' } },
    options: {},
    run: async ({ dir }, _options, io) => (await import('../commands/init.ts')).init(dir, io),
  }),
  define({
    name: 'new',
    group: 'write',
    summary: 'Make a rule with tests that is valid at once, also from an event',
    examples: [
      'trailc new root-login',
      'trailc new --from-event event.json',
      'pbpaste | trailc new detections/aws/root-login --from-event -',
    ],
    args: {
      name: {
        kind: 'optional',
        says: 'file name of the rule without ending, or its path (default: after the event)',
      },
    },
    options: {
      fromEvent: {
        kind: 'text',
        shown: 'file',
        says: 'match this event: a file, "-" for standard input, or the JSON itself',
        completes: 'file',
      },
      eventId: { kind: 'text', shown: 'id', says: 'the eventID to pick from a log file' },
      config: CONFIG,
    },
    run: async ({ name }, options, io) => (await import('../commands/new.ts')).newRule(name, options, io),
  }),
  define({
    name: 'check',
    group: 'write',
    summary: 'Report every fault of rules, lists, environments and configuration',
    examples: [
      'trailc check',
      'trailc check detections/aws/cloudtrail/manual-action.yml --format json',
      'trailc check --format github --report sarif=trailc.sarif',
      'trailc check --bundle dist/bundles/production',
      'trailc check --since origin/main',
      'trailc check --fix',
      'trailc check --cost',
    ],
    args: { paths: RULES },
    options: {
      bundle: {
        kind: 'text',
        shown: 'dir',
        says: 'check the Splunk apps of a bundle instead, or an app folder or .spl file',
        completes: 'file',
      },
      since: SINCE,
      fix: { kind: 'switch', says: 'mend faults whose fix is certain, shown as a diff before it is written' },
      yes: { kind: 'switch', says: 'with --fix: write without asking' },
      cost: { kind: 'switch', says: 'also show which rules a backtest asks about the events of all calls' },
      format: formatOf(CHECK_FORMATS),
      report: reports(CHECK_FORMATS),
      config: CONFIG,
    },
    run: async ({ paths }, options, io) => (await import('../commands/check.ts')).check(paths, options, io),
  }),
  define({
    name: 'explain',
    group: 'write',
    summary: 'Show clause by clause why a rule matches an event or does not',
    examples: [
      'trailc explain session-name-bypass event.json',
      'pbpaste | trailc explain manual-action -',
      'trailc explain manual-action logs.json.gz --event-id 3f5e…',
    ],
    args: {
      rule: { kind: 'one', says: 'a rule: file, or file name without ending', completes: 'rule' },
      event: { kind: 'one', says: 'a file, "-" for standard input, or the JSON itself', completes: 'file' },
    },
    options: {
      eventId: { kind: 'text', shown: 'id', says: 'the eventID to pick from a log file' },
      verbose: { kind: 'switch', says: 'the whole tree, also the parts that did not decide' },
      env: ENV,
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ rule, event }, options, io) =>
      (await import('../commands/explain.ts')).explain(rule, event, options, io),
  }),
  define({
    name: 'fmt',
    group: 'write',
    summary: 'Write rules, lists, fixtures and the configuration in one style',
    examples: ['trailc fmt', 'trailc fmt --check', 'trailc fmt - < rule.yml'],
    args: { paths: { ...RULES, says: 'files, folders, file names without ending, or "-" (default: all)' } },
    options: {
      check: {
        kind: 'switch',
        says: 'write nothing; show what would change as a diff, and end with 1 if anything would',
      },
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ paths }, options, io) => (await import('../commands/fmt.ts')).fmt(paths, options, io),
  }),
  define({
    name: 'watch',
    group: 'write',
    summary: 'Check and test again what a change touches, until Ctrl-C',
    examples: ['trailc watch', 'trailc watch manual-action', 'trailc watch --format json'],
    args: { paths: RULES },
    options: {
      format: { ...FORMAT, says: 'how results are printed; json: one line a run' },
      config: CONFIG,
    },
    run: async ({ paths }, options, io) => (await import('../commands/watch.ts')).watch(paths, options, io),
  }),
  define({
    name: 'bump',
    group: 'write',
    summary: 'Give changed rules their next version, and enter it in trailc.lock.json',
    examples: ['trailc bump', 'trailc bump --dry-run', 'trailc bump session-name-bypass --date 2026-11-21'],
    args: { paths: RULES },
    options: {
      dryRun: { kind: 'switch', says: 'show what would change and write nothing' },
      date: {
        kind: 'text',
        shown: 'date',
        says: 'what "modified" of a changed rule becomes, YYYY-MM-DD (default: today, UTC)',
      },
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ paths }, options, io) => (await import('../commands/bump.ts')).bump(paths, options, io),
  }),
];
