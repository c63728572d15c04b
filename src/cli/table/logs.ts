/** Commands that read CloudTrail logs. See ../definition.ts. */
import { define } from '../definition.ts';
import { CONFIG, ENV, FORMAT } from '../options.ts';

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
];
