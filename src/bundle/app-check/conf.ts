/**
 * A configuration file of Splunk, with the place of everything in it.
 *
 * Owns: lines that go on after a backslash, stanzas, settings, and what is wrong with them as a file. Must not: know any
 * stanza. Source: "How to edit a configuration file" in Splunk's Admin Manual; the lines are joined as AppInspect does.
 */
import type { SourceText, Span } from '../../base/source.ts';

export interface Setting {
  readonly name: string;
  /** Trimmed; a line that goes on leaves a line feed in place of its backslash. */
  readonly value: string;
  /** Of the name. */
  readonly span: Span;
  readonly valueSpan: Span;
}

export interface Stanza {
  readonly name: string;
  readonly span: Span;
  readonly settings: readonly Setting[];
}

export interface Conf {
  readonly source: SourceText;
  /** In their order; one that is written twice is here twice. Settings above all stanzas are in one named `default`. */
  readonly stanzas: readonly Stanza[];
  /** Lines that are nothing that Splunk knows. */
  readonly strange: readonly Span[];
  /** Backslashes with blanks after them. */
  readonly continuations: readonly Span[];
}

export function parseConf(source: SourceText): Conf {
  const stanzas: { name: string; span: Span; settings: Setting[] }[] = [];
  const strange: Span[] = [];
  const continuations: Span[] = [];
  for (const { start, end, text } of joinedLines(source, continuations)) {
    const lead = start + text.length - text.trimStart().length;
    const trimmed = text.trim();
    const span = { source, start: lead, end: Math.max(lead, end) };
    if (trimmed === '' || /^[#;]/.test(trimmed)) continue;
    if (trimmed.startsWith('[')) {
      const close = trimmed.lastIndexOf(']');
      if (close === -1) strange.push(span);
      else stanzas.push({ name: trimmed.slice(1, close), span, settings: [] });
      continue;
    }
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(0, equals)).trim();
    if (equals === -1 || /\s/.test(name)) {
      strange.push(span);
      continue;
    }
    const rest = text.slice(equals + 1);
    const valueAt = start + equals + 1 + rest.length - rest.trimStart().length;
    const setting = {
      name,
      value: rest.trim(),
      span: { source, start: lead, end: lead + name.length },
      valueSpan: { source, start: Math.min(valueAt, end), end },
    };
    const stanza = stanzas.at(-1);
    if (stanza === undefined) stanzas.push({ name: 'default', span: setting.span, settings: [setting] });
    else stanza.settings.push(setting);
  }
  return { source, stanzas, strange, continuations };
}

interface JoinedLine {
  readonly start: number;
  readonly end: number;
  /** As long as the source between start and end, so that places in the one are places in the other. */
  readonly text: string;
}

function* joinedLines(source: SourceText, continuations: Span[]): Iterable<JoinedLine> {
  const { text } = source;
  let start = 0;
  let joined = '';
  let at = text.startsWith('\ufeff') ? 1 : 0;
  start = at;
  while (at < text.length) {
    const feed = text.indexOf('\n', at);
    const next = feed === -1 ? text.length : feed + 1;
    const line = text.slice(at, feed === -1 ? text.length : feed);
    const shown = line.trimEnd();
    if (shown.endsWith('\\') && feed !== -1) {
      const backslash = at + shown.length - 1;
      if (line.replace(/\r+$/, '') !== shown)
        continuations.push({ source, start: backslash, end: at + line.length });
      // A backslash and its line feed become blanks and a line feed: the text keeps its length.
      joined += `${shown.slice(0, -1)}${' '.repeat(line.length - shown.length + 1)}\n`;
    } else {
      const whole = joined + line;
      yield { start, end: start + whole.trimEnd().length, text: whole };
      joined = '';
      start = next;
    }
    at = next;
  }
  if (joined !== '') yield { start, end: start + joined.trimEnd().length, text: joined };
}

/** The last setting of a name, which is the one that holds. Names of settings are told apart by their case. */
export function settingOf(stanza: Stanza | undefined, name: string): Setting | undefined {
  return stanza?.settings.findLast((setting) => setting.name === name);
}

/** The last stanza of a name. */
export function stanzaOf(conf: Conf | undefined, name: string): Stanza | undefined {
  return conf?.stanzas.findLast((stanza) => stanza.name === name);
}

/** Booleans as Splunk writes them; any other text is true here, as it is to AppInspect. */
export function isTrue(setting: Setting | undefined): boolean {
  if (setting === undefined) return false;
  return !['0', 'false', 'f', 'off', 'no', 'n', ''].includes(setting.value.toLowerCase());
}
