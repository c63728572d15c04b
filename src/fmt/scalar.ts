/**
 * A scalar as it is written again: the author's own characters at another indentation.
 *
 * Owns: quotes (single where nothing has to be escaped), the indentation of further lines, the header of a block scalar.
 * Must not: fold, join or break a line of prose, or know the YAML library.
 */

/** A plain or quoted scalar, quotes included, that begins somewhere in a line; further lines stand at `indent`. */
export function flowScalar(source: string, indent: string): string {
  const text = withSingleQuotes(source);
  if (!text.includes('\n')) return text;
  const [first = '', ...rest] = text.split('\n');
  const double = text.startsWith('"');
  // At the end of a line of double quotes, "\ " is a space that counts.
  const trimmed = (line: string) => (double ? line.trimStart() : line.trim());
  const continued = rest.map(trimmed).map((line) => (line === '' ? '' : `${indent}${line}`));
  return [double ? first : first.trimEnd(), ...continued].join('\n');
}

function withSingleQuotes(source: string): string {
  const inner = source.slice(1, -1);
  return source.startsWith('"') && !/['\\"]/.test(inner) ? `'${inner}'` : source;
}

export interface BlockSource {
  /** `|` or `>`, with its indicators. */
  readonly header: string;
  /** The lines below it, as they stand. */
  readonly body: string;
  /** Columns of the collection around it, which an indentation indicator counts from. */
  readonly around: number;
}

/** A block scalar whose lines stand at `indent`, two columns deeper than the collection around it. */
export function blockScalar({ header, body, around }: BlockSource, indent: string, comment: string): string {
  const chomping = /[-+]/.exec(header)?.[0] ?? '';
  const indicator = /[1-9]/.exec(header)?.[0];
  const lines = body.split('\n');
  if (lines.at(-1) === '') lines.pop();
  // Only spaces indent: a tab is text.
  const isText = (line: string) => /[^ ]/.test(line);
  const first = lines.find(isText) ?? '';
  const trim = indicator === undefined ? first.search(/[^ ]|$/) : around + Number(indicator);
  const written = lines.map((line) => line.slice(trim));
  if (chomping !== '+') while (written.at(-1) === '') written.pop();
  const needed = written.find(isText)?.startsWith(' ') === true;
  const head = `${header[0]}${needed ? '2' : ''}${chomping}${comment}`;
  return [head, ...written.map((line) => (line === '' ? '' : `${indent}${line}`))].join('\n');
}
