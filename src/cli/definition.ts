/**
 * How a command is described: its words, options and examples as plain data, from which the parser, the help, the
 * completion of shells and docs/cli.md are made.
 *
 * Owns: the kinds of arguments and options, and the types of the values they give. Must not: parse, print, or know any
 * command.
 */
import type { Io } from './io.ts';

/** What a shell offers for a word. */
export type Completes = 'file' | 'folder' | 'rule' | 'list' | 'environment' | 'command' | 'code' | 'schema';

/** A word after the command's name; those of a command stand in their order. */
export interface Argument {
  readonly kind: 'one' | 'optional' | 'any' | 'some';
  readonly says: string;
  readonly completes?: Completes;
  /** Nothing else is taken. */
  readonly choices?: readonly string[];
}

export type Option =
  | { readonly kind: 'switch'; readonly says: string; readonly short?: string }
  | {
      readonly kind: 'text' | 'texts' | 'repeated';
      readonly says: string;
      /** What stands for the value in the help: `dir` of `--out <dir>`. */
      readonly shown: string;
      readonly short?: string;
      readonly completes?: Completes;
    }
  | {
      readonly kind: 'choice';
      readonly says: string;
      readonly shown: string;
      readonly choices: readonly string[];
      /** Without one the option may be left out, unless it is `required`. */
      readonly default?: string;
      readonly required?: true;
    };

type Arguments = Readonly<Record<string, Argument>>;
type Options = Readonly<Record<string, Option>>;

type ArgumentValue<A extends Argument> = A['kind'] extends 'one'
  ? string
  : A['kind'] extends 'optional'
    ? string | undefined
    : readonly string[];

type OptionValue<O extends Option> = O extends { readonly kind: 'switch' }
  ? boolean
  : O extends { readonly kind: 'text' }
    ? string
    : O extends { readonly kind: 'choice'; readonly choices: readonly (infer C)[] }
      ? C
      : readonly string[];

/** Options that always have a value: a default, or the parser insists. */
type Given<O extends Option> = O extends
  | { readonly kind: 'repeated' }
  | { readonly default: string }
  | { readonly required: true }
  ? true
  : false;

type GivenNames<O extends Options> = { [K in keyof O]: Given<O[K]> extends true ? K : never }[keyof O];

type OptionValues<O extends Options> = {
  readonly [K in GivenNames<O>]: OptionValue<O[K]>;
} & {
  readonly [K in Exclude<keyof O, GivenNames<O>>]?: OptionValue<O[K]>;
};

/** The headings of `trailc help`, in their order. */
export const GROUPS = {
  write: 'Write rules',
  prove: 'Prove them',
  ship: 'Build and ship',
  logs: 'Ask logs',
  look: 'Look things up',
} as const;

export type Group = keyof typeof GROUPS;

/** A command as the parser, the help and the completion see it. */
export interface CommandDefinition {
  /** `build`; `env list` for a command below another. */
  readonly name: string;
  readonly group: Group;
  readonly summary: string;
  /** Whole lines, as somebody types them. */
  readonly examples: readonly [string, string, ...string[]];
  readonly args: Arguments;
  /** By the name that `run` knows: `sourceCommit` is `--source-commit`. */
  readonly options: Options;
  /** Resolves to the exit code. */
  readonly run: (
    args: Readonly<Record<string, unknown>>,
    options: Readonly<Record<string, unknown>>,
    io: Io,
  ) => Promise<number>;
}

interface Typed<A extends Arguments, O extends Options>
  extends Pick<CommandDefinition, 'name' | 'group' | 'summary' | 'examples'> {
  readonly args: A;
  readonly options: O;
  readonly run: (
    args: { readonly [K in keyof A]: ArgumentValue<A[K]> },
    options: OptionValues<O>,
    io: Io,
  ) => Promise<number>;
}

/** Describes a command; `run` is held to the types that the arguments and options give. */
export function define<const A extends Arguments, const O extends Options>(
  definition: Typed<A, O>,
): CommandDefinition {
  // The parser gives what the definition asks for; here alone the types of one command are forgotten.
  return definition as unknown as CommandDefinition;
}

/** `sourceCommit` as it is typed: `--source-commit`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A word as usage shows it: `<rule>`, `[paths...]`. */
export function shownArgument(name: string, { kind }: Argument): string {
  const dots = kind === 'any' || kind === 'some' ? '...' : '';
  return kind === 'one' || kind === 'some' ? `<${name}${dots}>` : `[${name}${dots}]`;
}

/** An option as usage shows it: `-t, --test-name <text>`. */
export function shownOption(name: string, option: Option): string {
  const short = 'short' in option && option.short !== undefined ? `-${option.short}, ` : '';
  if (option.kind === 'switch') return `${short}${flagOf(name)}`;
  return `${short}${flagOf(name)} <${option.shown}${option.kind === 'texts' ? '...' : ''}>`;
}
