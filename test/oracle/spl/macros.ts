/**
 * Search macros (KM, Use search macros in searches; macros.conf).
 *
 * Owns: expansion of `name` and `name(arg, …)` outside of quotes, until none is left. Must not: parse the search.
 */
import type { Stanza } from './conf.ts';
import { unsupported } from './unsupported.ts';

/** Macros nest up to this depth in Splunk. */
const DEEPEST = 100;

/** The search without macros. `stanzas` are all of the files; a macro is one that has a definition. */
export function expandMacros(search: string, stanzas: readonly (readonly [string, Stanza])[]): string {
  if (!search.includes('`')) return search;
  const macros = new Map(stanzas.filter(([, stanza]) => stanza.has('definition')));
  let text = search;
  for (let depth = 0; ; depth += 1) {
    const next = expandOnce(text, macros);
    if (next === text) return text;
    if (depth >= DEEPEST) unsupported('macros call each other without end', search);
    text = next;
  }
}

function expandOnce(text: string, macros: ReadonlyMap<string, Stanza>): string {
  let out = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '"') {
      const end = endOfQuoted(text, at);
      out += text.slice(at, end);
      at = end - 1;
    } else if (sign === '`') {
      const end = endOfCall(text, at);
      out += call(text.slice(at + 1, end), macros, text, at);
      at = end;
    } else {
      out += sign;
    }
  }
  return out;
}

/** The closing backtick; one within quotes is part of an argument. */
function endOfCall(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '"') at = endOfQuoted(text, at) - 1;
    else if (text[at] === '`' && at > start + 1) return at;
    else if (text[at] === '`') break;
  }
  return unsupported('a backtick that is no macro', text, start);
}

/** Behind the closing quote; macros are not expanded inside quoted values. */
export function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[start]) return at + 1;
  }
  return unsupported('a quote that is not closed', text, start);
}

function call(written: string, macros: ReadonlyMap<string, Stanza>, text: string, at: number): string {
  const parts =
    /^([\w-]+)(?:\((.*)\))?$/s.exec(written.trim()) ?? unsupported('no call of a macro', text, at);
  const args = parts[2] === undefined ? [] : splitArguments(parts[2]);
  const name = args.length === 0 ? parts[1] : `${parts[1]}(${args.length})`;
  const stanza = macros.get(name ?? '') ?? unsupported(`no macro [${name}]`, text, at);
  if (stanza.has('iseval')) unsupported('a macro with iseval', text, at);
  const names = (stanza.get('args') ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (names.length !== args.length) unsupported(`macro [${name}] has ${names.length} args`, text, at);
  return names.reduce(
    (definition, arg, which) => definition.replaceAll(`$${arg}$`, () => args[which] ?? ''),
    stanza.get('definition') ?? '',
  );
}

function splitArguments(written: string): readonly string[] {
  const args: string[] = [];
  let from = 0;
  for (let at = 0; at <= written.length; at += 1) {
    if (written[at] === '"') at = endOfQuoted(written, at) - 1;
    else if (written[at] === ',' || at === written.length) {
      args.push(unquoted(written.slice(from, at).trim()));
      from = at + 1;
    }
  }
  return args;
}

/** Quotes around an argument only hold it together. */
const unquoted = (arg: string): string => (/^".*"$/s.test(arg) ? arg.slice(1, -1) : arg);
