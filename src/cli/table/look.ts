/** Commands that answer what there is: environments, lists, fields, operators, schemas. See ../definition.ts. */
import { define } from '../definition.ts';
import { EXIT } from '../io.ts';
import { CONFIG, ENV, FORMAT } from '../options.ts';

export const LOOK_COMMANDS = [
  define({
    name: 'env list',
    group: 'look',
    summary: 'Environments, and what each extends',
    examples: ['trailc env list', 'trailc env list --format json'],
    args: {},
    options: { format: FORMAT, config: CONFIG },
    run: async (_args, options, io) => (await import('../commands/env.ts')).envList(options, io),
  }),
  define({
    name: 'env show',
    group: 'look',
    summary: 'Params, settings and list changes that hold in an environment',
    examples: ['trailc env show production', 'trailc env show production --why'],
    args: {
      name: {
        kind: 'optional',
        says: 'which (default: the one that commands use)',
        completes: 'environment',
      },
    },
    options: {
      why: { kind: 'switch', says: 'also where each value was written, and what it overrides' },
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ name }, options, io) => (await import('../commands/env.ts')).envShow(name, options, io),
  }),
  define({
    name: 'env diff',
    group: 'look',
    summary: 'Params, settings, lists, answers and queries that differ between two',
    examples: ['trailc env diff staging production', 'trailc env diff staging production --format json'],
    args: {
      a: { kind: 'one', says: 'an environment', completes: 'environment' },
      b: { kind: 'one', says: 'another', completes: 'environment' },
    },
    options: { format: FORMAT, config: CONFIG },
    run: async ({ a, b }, options, io) => (await import('../commands/env.ts')).envDiff(a, b, options, io),
  }),
  define({
    name: 'lists',
    group: 'look',
    summary: 'Show lists: sizes, rules, owners, and the entries that are due',
    examples: [
      'trailc lists',
      'trailc lists renameAllowed --env production --due 60',
      'trailc lists --as-of 2027-01-01 --fail-on-expired --format json',
    ],
    args: { name: { kind: 'optional', says: 'a list, to see its entries', completes: 'list' } },
    options: {
      env: { ...ENV, says: 'the lists as they hold in this environment' },
      asOf: { kind: 'text', shown: 'date', says: 'judge dates on this day (YYYY-MM-DD; default: today)' },
      due: {
        kind: 'text',
        shown: 'days',
        says: 'also show entries that expire within so many days (default: 30)',
      },
      failOnExpired: { kind: 'switch', says: 'end with 1 when an entry has expired' },
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ name }, options, io) => (await import('../commands/lists.ts')).lists(name, options, io),
  }),
  define({
    name: 'fields',
    group: 'look',
    summary: 'Search the catalogue of CloudTrail fields',
    examples: ['trailc fields session', 'trailc fields --format json'],
    args: { word: { kind: 'optional', says: 'part of a name or of a description' } },
    options: { format: FORMAT },
    run: async ({ word }, options, io) => (await import('../commands/fields.ts')).fields(word, options, io),
  }),
  define({
    name: 'operators',
    group: 'look',
    summary: 'List the operators of the language',
    examples: ['trailc operators', 'trailc operators --format json'],
    args: {},
    options: { format: FORMAT },
    run: async (_args, options, io) => (await import('../commands/operators.ts')).operators(options, io),
  }),
  define({
    name: 'schema',
    group: 'look',
    summary: 'Print the JSON Schema of a kind of file, or of what a command prints',
    examples: ['trailc schema rule > rule.schema.json', 'trailc schema output/check'],
    args: { kind: { kind: 'optional', says: 'which (default: rule)', completes: 'schema' } },
    options: {},
    run: async ({ kind }, _options, io) => (await import('../commands/schema.ts')).schema(kind, io),
  }),
  define({
    name: 'why',
    group: 'look',
    summary: 'Explain a diagnostic: what it means, why trailc minds, what to do',
    examples: ['trailc why check/contradiction', 'trailc why check', 'trailc why --format json'],
    args: {
      code: { kind: 'optional', says: 'a code, or an area of codes (default: list all)', completes: 'code' },
    },
    options: { format: FORMAT },
    run: async ({ code }, options, io) => (await import('../commands/why.ts')).why(code, options, io),
  }),
  define({
    name: 'completion',
    group: 'look',
    summary: 'Print the script that makes a shell complete commands, options and names',
    examples: [
      'source <(trailc completion bash)',
      'trailc completion zsh > ~/.zfunc/_trailc',
      'trailc completion fish > ~/.config/fish/completions/trailc.fish',
    ],
    args: { shell: { kind: 'one', says: 'which shell', choices: ['bash', 'zsh', 'fish'] } },
    options: {},
    run: async ({ shell }, _options, io) => (await import('../commands/completion.ts')).completion(shell, io),
  }),
  define({
    name: 'help',
    group: 'look',
    summary: 'Show the commands, or one command with its options and examples',
    examples: ['trailc help', 'trailc help check', 'trailc help env show'],
    args: { command: { kind: 'any', says: 'a command (default: list all)', completes: 'command' } },
    options: {},
    // main.ts answers itself: no command knows the others.
    run: async () => EXIT.ok,
  }),
];
