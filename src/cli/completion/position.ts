/**
 * What may stand where the cursor is, by the commands' definitions alone.
 *
 * Owns: reading an unfinished command line as the parser would read it. Must not: look at the repository (names.ts does),
 * or know a shell.
 */
import { type Argument, type CommandDefinition, type Completes, flagOf, type Option } from '../definition.ts';

/** A word to offer. `says` is one line of our own. */
export interface Offer {
  readonly word: string;
  readonly says: string;
}

export interface Position {
  readonly offers: readonly Offer[];
  /** What else fits and stands in no definition. */
  readonly wants?: Exclude<Completes, 'command'>;
  /** What the word begins with already, before the part that is wanted: `--env=`. */
  readonly before: string;
  /** What the line names with `--config`. */
  readonly config?: string;
}

const NOTHING: Position = { offers: [], before: '' };
const HELP: Offer = { word: '--help', says: 'options and examples' };

/**
 * The words stand as they were typed, from the one after `trailc` to the one at the cursor, which may be empty. Whether
 * an offer begins with what stands there is for the shell to say, which knows other ways of matching.
 */
export function positionIn(
  words: readonly string[],
  commands: readonly CommandDefinition[],
  parents: Readonly<Record<string, string>>,
): Position {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  // Options before the name of a command are --help and --version, which end the line.
  if (before.some((word, index) => index === 0 && word.startsWith('-'))) return NOTHING;
  const [first, second] = before;
  if (first === undefined) {
    const version = { word: '--version', says: 'the version of trailc' };
    return offering(current.startsWith('-') ? [HELP, version] : commandsAt([], commands, parents));
  }
  const isParent = Object.hasOwn(parents, first);
  if (isParent && second === undefined)
    return offering(current.startsWith('-') ? [HELP] : commandsAt([first], commands, parents));
  const name = isParent ? `${first} ${second}` : first;
  const command = commands.find((definition) => definition.name === name);
  if (command === undefined) return NOTHING;
  const rest = before.slice(isParent ? 2 : 1);
  return inCommand(command, rest, current, (typed) => commandsAt(typed, commands, parents));
}

const offering = (offers: readonly Offer[]): Position => ({ ...NOTHING, offers });

/** The commands after some words of commands: all, or those below a word that stands before others. */
function commandsAt(
  typed: readonly string[],
  commands: readonly CommandDefinition[],
  parents: Readonly<Record<string, string>>,
): readonly Offer[] {
  const depth = typed.length;
  const below = commands.filter(({ name }) => typed.every((word, index) => name.split(' ')[index] === word));
  const offers = below.flatMap(({ name, summary }): Offer[] => {
    const word = name.split(' ')[depth];
    if (word === undefined) return [];
    return [{ word, says: (depth === 0 ? parents[word] : undefined) ?? summary }];
  });
  return [...new Map(offers.map((offer) => [offer.word, offer])).values()];
}

function inCommand(
  { args, options }: CommandDefinition,
  typed: readonly string[],
  current: string,
  commandsAfter: (typed: readonly string[]) => readonly Offer[],
): Position {
  const read = readTyped(typed, options);
  const config = read.config === undefined ? {} : { config: read.config };
  const { waiting } = read;
  if (waiting !== undefined && (read.must || !current.startsWith('-')))
    return { ...valuesOf(waiting, ''), ...config };
  if (current.startsWith('-') && !read.onlyArguments) {
    const [flag = '', value] = splitFlag(current);
    if (value === undefined) return { ...offering(flagsOf(options, read.used)), ...config };
    const option = optionAt(flag, options);
    return { ...(option === undefined ? NOTHING : valuesOf(option[1], `${flag}=`)), ...config };
  }
  const argument = argumentAt(Object.values(args), read.operands.length);
  if (argument === undefined && current === '')
    return { ...offering(flagsOf(options, read.used)), ...config };
  const { completes, choices } = argument ?? {};
  if (choices !== undefined) return offering(choices.map((word) => ({ word, says: '' })));
  if (completes === 'command') return offering(commandsAfter(read.operands));
  return { ...NOTHING, ...(completes === undefined ? {} : { wants: completes }), ...config };
}

interface Typed {
  readonly operands: readonly string[];
  readonly used: ReadonlySet<string>;
  /** The option whose value is next; `must`: nothing else can be. */
  readonly waiting: Option | undefined;
  readonly must: boolean;
  readonly onlyArguments: boolean;
  readonly config: string | undefined;
}

function readTyped(words: readonly string[], options: CommandDefinition['options']): Typed {
  const operands: string[] = [];
  const used = new Set<string>();
  let waiting: [string, Option] | undefined;
  let must = false;
  let onlyArguments = false;
  let config: string | undefined;
  for (const word of words) {
    if (waiting !== undefined && (must || !word.startsWith('-'))) {
      if (waiting[0] === 'config') config = word;
      must = false;
      // An option of several values takes words until the next option.
      if (waiting[1].kind !== 'texts') waiting = undefined;
      continue;
    }
    waiting = undefined;
    if (onlyArguments || !word.startsWith('-') || word === '-') {
      operands.push(word);
    } else if (word === '--') {
      onlyArguments = true;
    } else {
      const [flag = '', value] = splitFlag(word);
      const option = optionAt(flag, options);
      if (option === undefined) continue;
      used.add(option[0]);
      if (option[0] === 'config' && value !== undefined) config = value;
      if (value !== undefined || option[1].kind === 'switch') continue;
      waiting = option;
      must = true;
    }
  }
  return { operands, used, waiting: waiting?.[1], must, onlyArguments, config };
}

/** `--format=json` is two things; any other word is one. */
function splitFlag(word: string): readonly [string, string?] {
  const at = word.indexOf('=');
  return word.startsWith('--') && at !== -1 ? [word.slice(0, at), word.slice(at + 1)] : [word];
}

const optionAt = (flag: string, options: CommandDefinition['options']) =>
  Object.entries(options).find(
    ([name, option]) => flag === flagOf(name) || ('short' in option && flag === `-${option.short}`),
  );

function flagsOf(options: CommandDefinition['options'], used: ReadonlySet<string>): readonly Offer[] {
  const left = Object.entries(options).filter(
    ([name, { kind }]) => kind === 'repeated' || kind === 'texts' || !used.has(name),
  );
  return [...left.map(([name, { says }]) => ({ word: flagOf(name), says })), HELP];
}

function valuesOf(option: Option, before: string): Position {
  if (option.kind === 'choice')
    return { offers: option.choices.map((choice) => ({ word: before + choice, says: '' })), before };
  const completes = 'completes' in option ? option.completes : undefined;
  return completes === undefined || completes === 'command'
    ? NOTHING
    : { offers: [], wants: completes, before };
}

/** The argument that the next operand is for; the last may take any number. */
function argumentAt(args: readonly Argument[], index: number): Argument | undefined {
  const last = args.at(-1);
  return (
    args[index] ?? (last !== undefined && (last.kind === 'any' || last.kind === 'some') ? last : undefined)
  );
}
