/**
 * Reads a Splunk .conf file (Admin Manual, "How to edit a configuration file"; savedsearches.conf.spec): stanzas in
 * brackets, `name = value` to the end of the line, a backslash at the end of a line takes the next line in, `#` begins
 * a comment at the start of a line.
 *
 * Owns: that format, read so that whatever any reader takes for a line break is one. Must not: know what trailc writes.
 */
export interface ConfFile {
  readonly comments: readonly string[];
  readonly stanzas: readonly {
    readonly name: string;
    readonly settings: readonly (readonly [string, string])[];
  }[];
  /** Lines that are none of these, and settings before the first stanza. */
  readonly stray: readonly string[];
}

const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029\0]/;

export function readConf(text: string): ConfFile {
  const comments: string[] = [];
  const stanzas: { name: string; settings: [string, string][] }[] = [];
  const stray: string[] = [];
  for (const line of logicalLines(text)) {
    const trimmed = line.trim();
    const [, name] = /^\[(.*)\]$/s.exec(trimmed) ?? [];
    const [, key, value] = /^([^=\s]+)\s*=\s*(.*)$/s.exec(trimmed) ?? [];
    const stanza = stanzas.at(-1);
    if (trimmed === '') continue;
    if (trimmed.startsWith('#')) comments.push(trimmed.slice(1).trim());
    // A bracket within the name would end it for a reader that looks for the first.
    else if (name !== undefined && !/[[\]]/.test(name)) stanzas.push({ name, settings: [] });
    else if (!trimmed.startsWith('[') && key !== undefined && value !== undefined && stanza !== undefined)
      stanza.settings.push([key, value]);
    else stray.push(line);
  }
  return { comments, stanzas, stray };
}

function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let begun: string | undefined;
  for (const line of text.split(LINE_END)) {
    const whole = begun === undefined ? line : `${begun}\n${line}`;
    if (whole.endsWith('\\')) begun = whole.slice(0, -1);
    else {
      lines.push(whole);
      begun = undefined;
    }
  }
  return begun === undefined ? lines : [...lines, begun];
}
