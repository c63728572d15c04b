/**
 * The helpers that templates may call, beside `if`, `unless`, `each` and `with`.
 *
 * - `{{lines text prefix}}`  every line of the text, each after the prefix. No character of the text that any reader
 *                            takes for a line break gets past it, so a comment stays a comment. Empty lines carry
 *                            the prefix without its trailing blanks.
 * - `{{join list separator}}` the parts of a list with the separator between them.
 * - `{{json value}}`          the value as JSON on one line, ASCII only: also a double-quoted scalar of YAML.
 * - `{{jsonIndent value 4}}`  the same over lines, each but the first after so many blanks.
 *
 * Owns: these four. Must not: escape for any target (each target's literals.ts does).
 */
type Helper = (...args: readonly unknown[]) => string;

/** What the library passes as the last argument; `loc` is the place of the call. */
interface CallOptions {
  readonly name: string;
  readonly loc?: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

/** Line breaks of Unicode 15 §5.8 (NLF and their like): in some reader each of these ends a line. */
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
const NOT_PLAIN_ASCII = /[^\x20-\x7e]/g;
/** Within JSON over lines, where a break is layout: those of texts are escaped already. */
const NOT_PLAIN_LINES = /[^\x20-\x7e\n]/g;
const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

export const HELPERS: Readonly<Record<'lines' | 'join' | 'json' | 'jsonIndent', Helper>> = {
  lines: (...args) => {
    const [text, prefix = ''] = takeArguments(args, 1, 2);
    const parts = textOf(text, args).split(LINE_BREAK);
    if (parts.length > 1 && parts.at(-1) === '') parts.pop();
    const before = textOf(prefix, args);
    return parts.map((part) => (part === '' ? before.trimEnd() : `${before}${part}`)).join('\n');
  },
  join: (...args) => {
    const [list, separator] = takeArguments(args, 2, 2);
    if (!Array.isArray(list)) throw wrongCall(args, 'wants a list as its first argument');
    return list.map((part) => textOf(part, args)).join(textOf(separator, args));
  },
  json: (...args) => {
    const [value] = takeArguments(args, 1, 1);
    return JSON.stringify(value).replace(NOT_PLAIN_ASCII, escaped);
  },
  jsonIndent: (...args) => {
    const [value, blanks] = takeArguments(args, 2, 2);
    if (!Number.isInteger(blanks)) throw wrongCall(args, 'wants a number of blanks as its second argument');
    const text = JSON.stringify(value, null, 2).replace(NOT_PLAIN_LINES, escaped);
    return text.replaceAll('\n', `\n${' '.repeat(Number(blanks))}`);
  },
};

export const HELPER_NAMES = Object.keys(HELPERS) as readonly (keyof typeof HELPERS)[];

/** The arguments of a call without the library's options. A value that is not there is not passed over in silence. */
function takeArguments(args: readonly unknown[], least: number, most: number): readonly unknown[] {
  const given = args.slice(0, -1);
  if (given.length < least || given.length > most) {
    const wanted = least === most ? `${least}` : `${least} or ${most}`;
    throw wrongCall(args, `wants ${wanted} argument${most === 1 ? '' : 's'}, and got ${given.length}`);
  }
  if (given.includes(undefined)) throw wrongCall(args, 'was given a value that is not there');
  return given;
}

function textOf(value: unknown, args: readonly unknown[]): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw wrongCall(args, 'was given something that is not a text');
}

/** An error in the shape of the library's own, so that it is placed at the call. */
function wrongCall(args: readonly unknown[], fault: string): Error {
  const { name, loc } = args.at(-1) as CallOptions;
  const error = new Error(`"${name}" ${fault}`);
  if (loc === undefined) return error;
  const { start, end } = loc;
  const place = {
    lineNumber: start.line,
    column: start.column,
    endLineNumber: end.line,
    endColumn: end.column,
  };
  return Object.assign(error, place);
}
