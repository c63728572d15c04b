/**
 * Text to YAML nodes with spans. The only importer of the YAML library.
 *
 * Owns: parsing, and the rules of YAML that trailc narrows: one document, text keys, no duplicates, no anchors,
 * aliases, merge keys or tags. Must not: know what any file means.
 *
 * Nodes are built from the library's event stream with a stack, so neither depth nor keys such as `__proto__` can
 * do harm. Scalars are resolved by the tags of the YAML 1.2 core schema (§10.3), so dates and `yes` stay text.
 */
import {
  boolCoreTag,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  type MappingEvent,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { quotedAsTyped } from '../base/fix.ts';
import { append, hasErrors, type Result } from '../base/result.ts';
import { positionAt, type SourceText, startOf } from '../base/source.ts';
import { sectionsOf, syntaxFault } from './yaml-faults.ts';
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from './yaml-node.ts';
import { LONGEST_TEXT, scanText } from './yaml-text.ts';

/** Collections within collections. */
const DEEPEST_NESTING = 64;

/** Where the library stops, whose own count differs with the style of a collection. Its recursion is safe that far. */
const PARSER_DEPTH = 2 * DEEPEST_NESTING + 8;

/** A file with more broken sections than this is no file that somebody wrote. */
const MOST_FAULTS = 100;

/**
 * Reads one YAML document. All faults are reported in one pass: after a syntax error, each top-level section is read
 * on its own. The value stands beside errors that leave the rest of it readable (a duplicate key, a tag), so that
 * readers can go on and find more; check `hasErrors` before using it for anything but that. A text of more than
 * `longest` UTF-16 units is not read.
 */
export function parseYaml(source: SourceText, longest: number = LONGEST_TEXT): ParsedYaml {
  const scanned = scanText(source, longest);
  const { text } = scanned;
  if (text === undefined) return { diagnostics: scanned.diagnostics };
  const parsed = eventsOf(text);
  if (parsed.kind === 'events') {
    const built = build(source, text, parsed.events);
    const diagnostics = [...scanned.diagnostics, ...built.diagnostics];
    // A forbidden character was blanked, so the value is not what the author sees.
    if (built.value === undefined || hasErrors(scanned.diagnostics)) return { diagnostics };
    return { value: built.value, diagnostics };
  }
  const { diagnostics, part } = readBySection(source, text, parsed);
  const all = [...scanned.diagnostics, ...diagnostics];
  return part === undefined || hasErrors(scanned.diagnostics)
    ? { diagnostics: all }
    : { diagnostics: all, part };
}

export interface ParsedYaml extends Result<YamlNode> {
  /**
   * Of a file with a syntax error, the entries that could be read; good for finding more faults and for nothing else.
   * Nothing follows from a key that is not among them.
   */
  readonly part?: YamlMapping;
}

interface SyntaxError {
  readonly kind: 'error';
  readonly reason: string;
  readonly position: number;
}

function eventsOf(
  text: string,
): { readonly kind: 'events'; readonly events: readonly Event[] } | SyntaxError {
  try {
    return { kind: 'events', events: parseEvents(text, { maxDepth: PARSER_DEPTH }) };
  } catch (error) {
    // The library throws nothing else on purpose; whatever it throws is a text it cannot read.
    const known = error instanceof YAMLException ? error : undefined;
    return {
      kind: 'error',
      reason: known?.reason ?? 'the parser gave up',
      position: known?.mark?.position ?? 0,
    };
  }
}

function readBySection(source: SourceText, text: string, whole: SyntaxError): ParsedYaml {
  const sections = sectionsOf(text);
  const found: Diagnostic[] = [];
  const entries: YamlEntry[] = [];
  for (const section of sections.length > 1 ? sections : []) {
    if (found.length >= MOST_FAULTS) return { diagnostics: found };
    const part = text.slice(section.start, section.end);
    const parsed = eventsOf(part);
    if (parsed.kind === 'error') {
      const position = section.start + parsed.position;
      found.push(syntaxFault({ source, text, ...section }, parsed.reason, position, DEEPEST_NESTING));
    } else {
      const built = build(source, text, parsed.events, section.start);
      append(found, built.diagnostics.filter(isNotAboutTheWhole));
      if (built.value?.kind === 'mapping') append(entries, built.value.entries);
    }
  }
  // No section is at fault alone, so what is wrong stands between them.
  if (!hasErrors(found)) {
    const everything = { source, text, start: 0, end: text.length };
    return {
      diagnostics: [...found, syntaxFault(everything, whole.reason, whole.position, DEEPEST_NESTING)],
    };
  }
  const single = new Map<string, YamlEntry>();
  for (const entry of entries) {
    const first = single.get(entry.key.text)?.key;
    if (first === undefined) single.set(entry.key.text, entry);
    else found.push(duplicateKey(source, entry.key, first));
  }
  const span = { source, start: 0, end: text.length };
  return { diagnostics: found, part: { kind: 'mapping', entries: [...single.values()], span } };
}

function duplicateKey(source: SourceText, key: YamlScalar, first: YamlScalar): Diagnostic {
  const { line } = positionAt(source, first.span.start);
  return diagnose('yaml/duplicate-key', key.span, { key: key.text, line });
}

const isNotAboutTheWhole = (diagnostic: Diagnostic) =>
  diagnostic.code !== 'yaml/empty' && diagnostic.code !== 'yaml/several-documents';

interface Frame {
  readonly kind: 'mapping' | 'sequence';
  readonly start: number;
  readonly flow: boolean;
  readonly entries: YamlEntry[];
  readonly items: YamlNode[];
  readonly seen: Map<string, YamlScalar>;
  /** A mapping between a key and its value. `dropped` is a key that cannot stand (a list, `<<`). */
  key: YamlScalar | 'dropped' | undefined;
}

/** `shift` is where the parsed part begins in the source; event offsets count from there. */
function build(source: SourceText, text: string, events: readonly Event[], shift = 0): Result<YamlNode> {
  const part = shift === 0 ? text : text.slice(shift);
  const diagnostics: Diagnostic[] = [];
  const stack: Frame[] = [];
  let documents = 0;
  let root: YamlNode | undefined;
  let usable = true;
  /** Where the last token ended. */
  let cursor = shift;
  const spanOf = (start: number, end: number) => ({ source, start, end });

  function add(node: YamlNode): void {
    const frame = stack.at(-1);
    if (frame === undefined) {
      if (documents === 1) root ??= node;
    } else if (frame.kind === 'sequence') {
      frame.items.push(node);
    } else if (frame.key === undefined) {
      frame.key = keyOf(frame, node);
    } else {
      if (frame.key !== 'dropped') frame.entries.push({ key: frame.key, value: node });
      frame.key = undefined;
    }
  }

  function keyOf(frame: Frame, node: YamlNode): YamlScalar | 'dropped' {
    if (node.kind !== 'scalar') {
      diagnostics.push(diagnose('yaml/key-not-scalar', node.span, {}));
      return 'dropped';
    }
    if (node.text === '<<' && !node.quoted) {
      diagnostics.push(diagnose('yaml/merge-key', node.span, {}));
      return 'dropped';
    }
    if (typeof node.value !== 'string') {
      const fix = quotedAsTyped(node.span);
      diagnostics.push(diagnose('yaml/key-not-text', node.span, { key: node.text }, fix));
    }
    const first = frame.seen.get(node.text);
    if (first !== undefined) {
      diagnostics.push(duplicateKey(source, node, first));
      return 'dropped';
    }
    frame.seen.set(node.text, node);
    return node;
  }

  function checkProperties(event: ScalarEvent | MappingEvent | SequenceEvent): void {
    if (event.anchorStart >= 0) {
      const name = part.slice(event.anchorStart, event.anchorEnd);
      const span = spanOf(shift + event.anchorStart - 1, shift + event.anchorEnd);
      diagnostics.push(diagnose('yaml/anchor', span, { name }));
    }
    if (event.tagStart >= 0) {
      const tag = part.slice(event.tagStart, event.tagEnd);
      diagnostics.push(diagnose('yaml/tag', spanOf(shift + event.tagStart, shift + event.tagEnd), { tag }));
    }
    cursor = Math.max(cursor, shift + Math.max(event.anchorEnd, event.tagEnd));
  }

  function scalar(event: ScalarEvent): YamlScalar {
    if (event.valueStart < 0) {
      // Nothing was written; it belongs after the colon or dash of its entry.
      const gap = /^[ \t]*[:-]?/.exec(text.slice(cursor, cursor + 80))?.[0].trim() ?? '';
      const at = gap === '' ? cursor : text.indexOf(gap, cursor) + 1;
      return { kind: 'scalar', value: null, text: '', quoted: false, span: spanOf(at, at) };
    }
    const decoded = getScalarValue(part, event);
    const plain = event.style === SCALAR_STYLE.PLAIN;
    const quotes = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    let start = shift + event.valueStart - (quotes ? 1 : 0);
    let end = shift + event.valueEnd + (quotes ? 1 : 0);
    if (!plain && !quotes) {
      const block = text.slice(start, end);
      start += /^\s*/.exec(block)?.[0].length ?? 0;
      end = Math.max(start, end - (block.length - block.trimEnd().length));
    }
    cursor = end;
    const value = plain ? resolve(decoded) : decoded;
    return { kind: 'scalar', value, text: decoded, quoted: !plain, span: spanOf(start, end) };
  }

  function close(frame: Frame): YamlMapping | YamlSequence {
    if (frame.flow) {
      const bracket = frame.kind === 'mapping' ? '}' : ']';
      const found = endOfFlow(text, cursor, bracket);
      cursor = found ?? cursor;
    }
    const span = spanOf(frame.start, Math.max(frame.start, cursor));
    return frame.kind === 'mapping'
      ? { kind: 'mapping', entries: frame.entries, span }
      : { kind: 'sequence', items: frame.items, span };
  }

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        documents += 1;
        if (documents === 2) diagnostics.push(severalDocuments(source, cursor, events));
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        checkProperties(event);
        const flow = event.style === COLLECTION_STYLE.FLOW;
        const start = shift + event.start;
        cursor = Math.max(cursor, start + (flow ? 1 : 0));
        if (stack.length === DEEPEST_NESTING && usable) {
          usable = false;
          diagnostics.push(diagnose('yaml/too-deep', spanOf(start, start + 1), { limit: DEEPEST_NESTING }));
        }
        const kind = event.type === EVENT_ID.MAPPING ? 'mapping' : 'sequence';
        stack.push({ kind, start, flow, entries: [], items: [], seen: new Map(), key: undefined });
        break;
      }
      case EVENT_ID.SCALAR:
        checkProperties(event);
        add(scalar(event));
        break;
      case EVENT_ID.ALIAS: {
        const name = part.slice(event.anchorStart, event.anchorEnd);
        const span = spanOf(shift + event.anchorStart - 1, shift + event.anchorEnd);
        diagnostics.push(diagnose('yaml/alias', span, { name }));
        usable = false;
        cursor = span.end;
        add({ kind: 'scalar', value: `*${name}`, text: `*${name}`, quoted: true, span });
        break;
      }
      case EVENT_ID.POP: {
        const frame = stack.pop();
        if (frame !== undefined) add(close(frame));
        break;
      }
    }
  }
  if (root === undefined || (root.kind === 'scalar' && root.text === '' && !root.quoted)) {
    diagnostics.push(diagnose('yaml/empty', startOf(source), {}));
    return { diagnostics };
  }
  return usable ? { value: root, diagnostics } : { diagnostics };
}

const CORE_TAGS = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag] as const;

/** The value of a plain scalar under the YAML 1.2 core schema. */
function resolve(text: string): string | number | boolean | null {
  for (const tag of CORE_TAGS) {
    const value = tag.resolve(text, false, tag.tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return text;
}

/** The offset after the bracket that closes a flow collection whose last token ended at `from`. */
function endOfFlow(text: string, from: number, bracket: string): number | undefined {
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === bracket) return at + 1;
    if (character === '#') {
      const line = text.indexOf('\n', at);
      if (line === -1) return undefined;
      at = line;
    } else if (!/[\s,:]/.test(character)) {
      return undefined;
    }
    at += 1;
  }
  return undefined;
}

function severalDocuments(source: SourceText, after: number, events: readonly Event[]): Diagnostic {
  const count = events.filter((event) => event.type === EVENT_ID.DOCUMENT).length;
  const marker = /^---/m.exec(source.text.slice(after));
  const start = after + (marker?.index ?? 0);
  return diagnose('yaml/several-documents', { source, start, end: start + 3 }, { count });
}
