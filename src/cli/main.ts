/**
 * The command line: arguments into commands, and the one place where exit codes are decided.
 *
 * Owns: commander (its only importer). Each command's code is loaded only when it runs, to keep start-up short. Must not:
 * describe a command (table/ does) or do its work.
 */
import { Command, CommanderError, Option as CommanderOption } from 'commander';
import { COMMANDS, PARENTS } from './commands.ts';
import { type CommandDefinition, GROUPS, type Option, shownArgument, shownOption } from './definition.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { processIo } from './process-io.ts';
import { trailcVersion } from './version.ts';

/** Runs trailc with the words after its name; resolves to the exit code. Never throws. */
export async function run(args: readonly string[], io: Io = processIo()): Promise<number> {
  let code: number = EXIT.ok;
  const program = describeProgram(io, (ended) => {
    code = ended;
  });
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

const AFTER_HELP = `
A first rule, from an empty folder:
  $ trailc init
  $ trailc new root-login
  $ trailc check && trailc test && trailc build

"trailc help COMMAND" shows options and examples.
Exit codes: 0 fine, 1 findings, 2 usage or configuration, 70 a fault of trailc.
`;

function describeProgram(io: Io, end: (code: number) => void): Command {
  const program = new Command('trailc')
    .description(
      'Compile one CloudTrail detection to Splunk SPL, Sigma and Athena SQL with the same verdict on every event.',
    )
    .version(trailcVersion(), '-V, --version')
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride()
    .showHelpAfterError('(run with --help for the options)')
    .showSuggestionAfterError()
    .addHelpText('after', AFTER_HELP);
  for (const definition of COMMANDS) addCommand(parentOf(definition, program), definition, io, end);
  return program;
}

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
    .summary(summary)
    .description(summary)
    .addHelpText('after', examples(definition.examples));
  if (parent.parent === null) command.helpGroup(`${GROUPS[group]}:`);
  const words = Object.entries(args);
  for (const [word, argument] of words) command.argument(shownArgument(word, argument), argument.says);
  for (const [word, option] of Object.entries(options)) command.addOption(asCommanderOption(word, option));
  // commander hands over the words in their order, then the options, then itself.
  command.action(async (...given: unknown[]) => {
    const named = Object.fromEntries(words.map(([word], index) => [word, given[index]]));
    const chosen = given[words.length];
    end(await runs(named, chosen as Readonly<Record<string, unknown>>, io));
  });
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
