/**
 * Splunk's `.conf` files (and `.meta`, which have the same form), read back.
 *
 * Owns: the grammar of Splunk's Admin Manual ("About configuration files") as strictly as trailc writes it: what Splunk
 * would pass over or merge in silence is a fault here. Must not: know any setting or file name.
 */

export interface ConfFile {
  /** In the order of the file. Settings above the first stanza stand in one named `default`, as Splunk has it. */
  readonly stanzas: readonly ConfStanza[];
  readonly faults: readonly ConfFault[];
}

export interface ConfStanza {
  /** Between the brackets; empty for `[]`, which `.meta` files have. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly settings: readonly ConfSetting[];
}

export interface ConfSetting {
  readonly name: string;
  /** Continued lines are joined by line feeds; blanks around the whole are gone. */
  readonly value: string;
  /** Of the name, from 1. */
  readonly line: number;
}

export interface ConfFault {
  readonly line: number;
  /** Follows "line 3:". */
  readonly reason: string;
}

/** Reads a whole file. Faults do not stop it: every one comes with its line. */
export function readConf(text: string): ConfFile {
  const faults: ConfFault[] = [];
  const stanzas: { name: string; line: number; settings: ConfSetting[] }[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    const first = lines[at] ?? '';
    if (first.trim() === '' || first.startsWith('#')) continue;
    if (first.startsWith('[')) {
      const name = stanzaName(first);
      if (name === undefined) faults.push({ line, reason: 'a stanza is "[name]", alone on its line' });
      else if (stanzas.some((one) => one.name === name))
        faults.push({ line, reason: `the stanza [${name}] stands twice; Splunk would merge the two` });
      // What follows belongs to it, whatever is wrong with its name.
      stanzas.push({ name: name ?? first, line, settings: [] });
      continue;
    }
    const parts = [first];
    while ((parts.at(-1) ?? '').endsWith('\\')) {
      at += 1;
      const next = lines[at];
      if (next === undefined) {
        faults.push({ line: at, reason: 'the file ends in a continued line' });
        break;
      }
      parts.push(next);
    }
    const whole = parts.map((part, nth) => (nth < parts.length - 1 ? part.slice(0, -1) : part)).join('\n');
    const equals = whole.indexOf('=');
    const name = whole.slice(0, Math.max(equals, 0)).trim();
    if (equals === -1 || name === '' || /\s/.test(name)) {
      faults.push({ line, reason: 'it is no comment, no stanza and no "name = value"' });
      continue;
    }
    const stanza = stanzas.at(-1) ?? { name: 'default', line, settings: [] };
    if (stanzas.length === 0) stanzas.push(stanza);
    if (stanza.settings.some((one) => one.name === name))
      faults.push({ line, reason: `"${name}" stands twice in [${stanza.name}]; the last would hold` });
    stanza.settings.push({ name, value: whole.slice(equals + 1).trim(), line });
  }
  return { stanzas, faults };
}

/** The value of a setting, or undefined. */
export function confValue(stanza: ConfStanza, name: string): string | undefined {
  return stanza.settings.find((one) => one.name === name)?.value;
}

function stanzaName(line: string): string | undefined {
  const name = /^\[([^[\]]*)\]\s*$/.exec(line)?.[1];
  return name === undefined || name !== name.trim() ? undefined : name;
}
