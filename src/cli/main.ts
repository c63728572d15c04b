/**
 * The command line: arguments into commands, and the one place where exit codes are decided.
 *
 * Owns: commander (its only importer). Each command's code is loaded only when it runs, to keep start-up short. Must not:
 * describe a command (table/ does) or do its work.
 */
import { Command, Argument as CommanderArgument, CommanderError, Option as CommanderOption } from 'commander';
import { didYouMean } from '../base/suggest.ts';
import { COMMANDS, PARENTS } from './commands.ts';
import {
  type Argument,
  type CommandDefinition,
  GROUPS,
  type Option,
  shownArgument,
  shownOption,
} from './definition.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { processIo } from './process-io.ts';
import { trailcVersion } from './version.ts';

/** Runs trailc with the words after its name; resolves to the exit code. Never throws. */
export async function run(args: readonly string[], io: Io = processIo()): Promise<number> {
  // Asked by the scripts of shells at each tab; the words are no command line of ours, and may hold anything.
  if (args[0] === 'complete') return (await import('./commands/complete.ts')).complete(args.slice(1), io);
  let code: number = EXIT.ok;
  const end = (ended: number) => {
    code = ended;
  };
  // The command that is meant suffices; all are told to the parser where it may have to list or to suggest them.
  const meant = COMMANDS.filter(({ name }) => name.split(' ')[0] === args[0]);
  const program = describeProgram(io, end, meant.length === 0 ? COMMANDS : meant);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return report(error, io);
  }
}

function report(error: unknown, io: Io): number {
  // commander throws for --help and --version too; it has printed them by then.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    io.err(`trailc: ${error.message}\n${error.hint === '' ? '' : `  ${error.hint}\n`}`);
    return EXIT.usage;
  }
  const reason = error instanceof Error ? error.message : String(error);
  io.err(
    `trailc: internal error: ${reason}\n  This is a fault of trailc; please report it with the command you ran.\n`,
  );
  if (process.env.TRAILC_DEBUG !== undefined && error instanceof Error) io.err(`${error.stack ?? ''}\n`);
  return EXIT.internal;
}

/**
 * Prints what `--help` behind the same words prints. `words`: none, a command, or a word before others and one below it.
 * Ends with exit code 2 where there is no such command.
 */
function help(words: readonly string[], io: Io): number {
  let shown = describeProgram(io, () => {});
  for (const [index, word] of words.entries()) {
    const next = shown.commands.find((command) => command.name() === word);
    if (next === undefined) {
      const path = words
        .slice(0, index)
        .map((one) => `${one} `)
        .join('');
      const names = shown.commands.map((command) => command.name());
      throw new UsageError(
        `there is no command "${path}${word}".${didYouMean(word, names)}`,
        names.length === 0
          ? `"trailc help ${path.trim()}" shows its options and examples.`
          : `"trailc help${path === '' ? '' : ` ${path.trim()}`}" shows what there is.`,
      );
    }
    shown = next;
  }
  shown.outputHelp();
  return EXIT.ok;
}

const AFTER_HELP = `
A first rule, from an empty folder:
  $ trailc init
  $ trailc new root-login
  $ trailc check && trailc test && trailc build

"trailc help COMMAND" shows options and examples.
Exit codes: 0 fine, 1 findings, 2 usage or configuration, 70 a fault of trailc.
`;

function describeProgram(
  io: Io,
  end: (code: number) => void,
  commands: readonly CommandDefinition[] = COMMANDS,
): Command {
  const program = new Command('trailc')
    .description(
      'Compile one CloudTrail detection to Splunk SPL, Sigma and Athena SQL with the same verdict on every event.',
    )
    .version(trailcVersion(), '-V, --version', 'show the version')
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => helpWidth(io),
      getErrHelpWidth: () => helpWidth(io),
      getOutHasColors: () => io.color.out,
      getErrHasColors: () => io.color.err,
    })
    .helpCommand(false)
    .helpOption('-h, --help', HELP_OPTION)
    .configureHelp({ subcommandTerm: termOf })
    .exitOverride()
    .showHelpAfterError('(run with --help for the options)')
    .showSuggestionAfterError()
    .addHelpText('after', AFTER_HELP);
  for (const definition of commands) addCommand(parentOf(definition, program), definition, io, end);
  return program;
}

const HELP_OPTION = 'show options and examples';

/** A command in the list of all: its words, without saying that it has options. */
const termOf = (command: Command) =>
  [command.name(), ...command.registeredArguments.map(usageOf)].join(' ').trim();

const usageOf = (argument: CommanderArgument) => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

/** Lines that are still read with ease, and on a narrower terminal its own. */
const helpWidth = ({ width }: Io) => Math.min(width ?? READABLE, READABLE);
const READABLE = 100;

/** The command that the words before the last name; made at its first use. */
function parentOf({ name, group }: CommandDefinition, program: Command): Command {
  const word = name.includes(' ') ? name.split(' ')[0] : undefined;
  if (word === undefined) return program;
  const known = program.commands.find((command) => command.name() === word);
  if (known !== undefined) return known;
  const says = PARENTS[word] ?? '';
  const below = COMMANDS.filter((command) => command.name.startsWith(`${word} `));
  return program
    .command(word)
    .helpGroup(`${GROUPS[group]}:`)
    .helpCommand(false)
    .helpOption('-h, --help', HELP_OPTION)
    .summary(says)
    .description(says)
    .addHelpText('after', examples(below.flatMap((command) => command.examples)));
}

const examples = (lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;

function addCommand(
  parent: Command,
  definition: CommandDefinition,
  io: Io,
  end: (code: number) => void,
): void {
  const { name, group, summary, args, options, run: runs } = definition;
  const command = parent
    .command(name.split(' ').at(-1) ?? name)
    .helpOption('-h, --help', HELP_OPTION)
    .summary(summary)
    .description(summary)
    .addHelpText('after', examples(definition.examples));
  if (parent.parent === null) command.helpGroup(`${GROUPS[group]}:`);
  const words = Object.entries(args);
  for (const [word, argument] of words) command.addArgument(asCommanderArgument(word, argument));
  for (const [word, option] of Object.entries(options)) command.addOption(asCommanderOption(word, option));
  // commander hands over the words in their order, then the options, then itself.
  command.action(async (...given: unknown[]) => {
    const named = Object.fromEntries(words.map(([word], index) => [word, given[index]]));
    const chosen = given[words.length];
    end(
      name === 'help'
        ? help(command.args, io)
        : await runs(named, chosen as Readonly<Record<string, unknown>>, io),
    );
  });
}

function asCommanderArgument(name: string, argument: Argument): CommanderArgument {
  const made = new CommanderArgument(shownArgument(name, argument), argument.says);
  return argument.choices === undefined ? made : made.choices(argument.choices);
}

function asCommanderOption(name: string, option: Option): CommanderOption {
  const made = new CommanderOption(shownOption(name, option), option.says);
  if (option.kind === 'repeated') {
    made.argParser((value: string, before: readonly string[]) => [...before, value]).default([], 'none');
  }
  if (option.kind !== 'choice') return made;
  made.choices(option.choices);
  if (option.default !== undefined) made.default(option.default);
  return option.required === true ? made.makeOptionMandatory() : made;
}
