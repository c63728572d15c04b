/**
 * Reads a statement of Trino into tokens, after its grammar (SqlBase.g4: STRING, QUOTED_IDENTIFIER,
 * BACKQUOTED_IDENTIFIER, SIMPLE_COMMENT, BRACKETED_COMMENT) and one of Hive's DDL, whose strings have backslash escapes
 * (Hive Language Manual, "Literals"). `readJsonPath` reads a path as JsonPathTokenizer does.
 *
 * Owns: those tokens. Must not: know what trailc writes.
 */
import { folded, type Token } from './tokens.ts';

const FORMS: readonly (readonly [string, RegExp])[] = [
  ['blank', /\s+/y],
  ['comment', /--[^\r\n]*/y],
  ['comment', /\/\*[\s\S]*?\*\//y],
  ['string', /'(?:[^']|'')*'/y],
  ['name', /"(?:[^"]|"")*"/y],
  ['name', /`(?:[^`]|``)*`/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['number', /[0-9]+/y],
  ['operator', /<>|<=|>=|\|\||->|[=<>.,()[\]+*/:-]/y],
  ['end', /;/y],
];
const HIVE: typeof FORMS = FORMS.map(([kind, form]) =>
  kind === 'string' ? [kind, /'(?:[^'\\]|\\[\s\S])*'/y] : [kind, form],
);

export function readSql(statement: string): readonly Token[] {
  return folded(
    tokensOf(statement, FORMS, (inside) => inside.replaceAll("''", "'")),
    constant,
  );
}

export function readHive(statement: string): readonly Token[] {
  return tokensOf(statement, HIVE, (inside) => inside.replace(/\\([\s\S])/g, '$1'));
}

function tokensOf(text: string, forms: typeof FORMS, unquoted: (inside: string) => string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const found = matchAt(text, at, forms);
    at += found.match.length;
    const { kind, match } = found;
    if (kind === 'string') tokens.push({ kind, text: unquoted(match.slice(1, -1)) });
    else if (kind === 'comment') tokens.push({ kind, text: match.slice(2).trim() });
    else if (kind !== 'blank') tokens.push({ kind, text: match });
  }
  return tokens;
}

function matchAt(
  text: string,
  at: number,
  forms: typeof FORMS,
): { readonly kind: string; readonly match: string } {
  for (const [kind, form] of forms) {
    form.lastIndex = at;
    const [match] = form.exec(text) ?? [];
    if (match !== undefined) return { kind, match };
  }
  return { kind: 'stray', match: text.charAt(at) };
}

/** `chr(10)`, `'a' || 'b'` and a string in brackets of its own are strings (Trino, "String functions and operators"). */
function constant(at: number, list: readonly Token[]) {
  const [one, two, three, four] = list.slice(at, at + 4);
  if (
    one?.kind === 'name' &&
    one.text === 'chr' &&
    two?.text === '(' &&
    three?.kind === 'number' &&
    four?.text === ')'
  )
    return { length: 4, text: String.fromCodePoint(Number(three.text)) };
  if (one?.kind === 'string' && two?.kind === 'operator' && two.text === '||' && three?.kind === 'string')
    return { length: 3, text: one.text + three.text };
  // After a name a bracket is a call or a list.
  const before = list[at - 1];
  if (
    one?.kind === 'operator' &&
    one.text === '(' &&
    two?.kind === 'string' &&
    three?.text === ')' &&
    before?.kind !== 'name'
  )
    return { length: 3, text: two.text };
  return undefined;
}

/** The keys of a path: `.word`, or `["…"]` in which a backslash stands before `"` and `\`; undefined for no path. */
export function readJsonPath(path: string): readonly string[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const step = /\.([A-Za-z0-9_:]+)|\["((?:[^"\\]|\\["\\])*)"\]/y;
  const keys: string[] = [];
  for (step.lastIndex = 1; step.lastIndex < path.length; ) {
    const match = step.exec(path);
    if (match === null) return undefined;
    keys.push(match[1] ?? (match[2] ?? '').replace(/\\(["\\])/g, '$1'));
  }
  return keys;
}
