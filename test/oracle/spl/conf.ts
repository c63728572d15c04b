/**
 * Splunk's configuration files, as far as a bundle writes them (Admin Manual, Configuration file structure).
 *
 * Owns: stanzas, settings, comments, continuation of a line by a final backslash. Must not: know what a setting means.
 */
import { unsupported } from './unsupported.ts';

export type Stanza = ReadonlyMap<string, string>;

/** Stanzas by name. A `#` begins a comment only at the start of a line; a value runs to the end of its line. */
export function readConf(text: string): ReadonlyMap<string, Stanza> {
  const stanzas = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  const lines = text.split('\n');
  let at = 0;
  for (let number = 0; number < lines.length; number += 1) {
    const start = at;
    let line = take(number);
    if (/^\s*(?:#|$)/.test(line)) continue;
    const header = /^\[(.*)\]\s*$/.exec(line)?.[1];
    if (header !== undefined) {
      if (stanzas.has(header)) unsupported(`stanza [${header}] stands twice`, text, start);
      current = new Map();
      stanzas.set(header, current);
      continue;
    }
    while (line.endsWith('\\')) {
      number += 1;
      if (number >= lines.length) unsupported('the file ends in a continued line', text, start);
      line = `${line.slice(0, -1)}\n${take(number)}`;
    }
    const equals = line.indexOf('=');
    const key = line.slice(0, equals).trim();
    if (equals < 1 || !/^[\w.-]+$/.test(key)) unsupported('neither stanza, setting nor comment', text, start);
    if (current === undefined) unsupported('a setting before the first stanza', text, start);
    if (current.has(key)) unsupported(`setting ${key} stands twice`, text, start);
    current.set(key, line.slice(equals + 1).trim());
  }
  return stanzas;

  function take(number: number): string {
    const line = lines[number] ?? '';
    at += line.length + 1;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}

/**
 * All stanzas of all `.conf` files of a bundle or an app; the same name may stand in files of different kinds. A setting
 * in the folder `local` wins over the one in `default` of the same file and stanza (Admin Manual, Configuration file
 * precedence).
 */
export function readConfs(files: ReadonlyMap<string, string>): readonly (readonly [string, Stanza])[] {
  const kinds = new Map<string, Map<string, Stanza>>();
  const isLocal = (path: string) => /(?:^|\/)local\/[^/]*$/.test(path);
  const paths = [...files.keys()].filter((path) => path.endsWith('.conf'));
  for (const path of [...paths.filter((one) => !isLocal(one)), ...paths.filter(isLocal)]) {
    const kind = isLocal(path) ? path.replace(/local(\/[^/]*)$/, 'default$1') : path;
    const stanzas = kinds.get(kind) ?? new Map<string, Stanza>();
    kinds.set(kind, stanzas);
    for (const [name, stanza] of readConf(files.get(path) ?? ''))
      stanzas.set(name, new Map([...(stanzas.get(name) ?? []), ...stanza]));
  }
  return [...kinds.values()].flatMap((stanzas) => [...stanzas]);
}
