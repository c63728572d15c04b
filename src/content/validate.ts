/**
 * Checks a YAML value against the generated schema of its kind, and says what is wrong at the place it was written.
 *
 * Owns: turning validation errors into diagnostics, one for each fault. Must not: read `match` (rule-match.ts does;
 * the validator knows nothing of it) or check what a schema cannot say.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { quotedAsTyped, respelled, rewritten } from '../base/fix.ts';
import type { Span } from '../base/source.ts';
import { certainly, didYouMean, nearest } from '../base/suggest.ts';
import { SHAPES, type Shape } from '../language/shapes.ts';
import { foreignKey } from './foreign-keys.ts';
import {
  allowedKeys,
  config,
  expect,
  fixture,
  list,
  rule,
  type ValidationError,
  type Validator,
} from './validators.generated.js';
import { toJson, type YamlEntry, type YamlNode } from './yaml-node.ts';

export type DocumentKind = 'rule' | 'list' | 'config' | 'fixture' | 'expect';

const VALIDATORS: { readonly [K in DocumentKind]: Validator } = { rule, list, config, fixture, expect };

/**
 * Every fault of the node's shape. What is left for readers: calendar dates, references between keys, and anything
 * that needs another file. Of a `part` of a file (`ParsedYaml`), nothing is said about keys that it lacks.
 */
export function validate(kind: DocumentKind, node: YamlNode, part = false): readonly Diagnostic[] {
  const validator = VALIDATORS[kind];
  if (validator(toJson(node))) return [];
  const errors = (validator.errors ?? []).filter(
    (error) => error.keyword !== 'if' && error.propertyName === undefined,
  );
  const placesOf = (...keywords: readonly string[]) =>
    new Set(errors.filter(({ keyword }) => keywords.includes(keyword)).map((error) => error.instancePath));
  const mistyped = placesOf('type');
  // Where one of a few words is wanted, saying which helps more than saying that it is a text.
  const worded = placesOf('enum', 'const');
  const misspelt = misspeltKeys(kind, errors);
  const nodeAt = finder(node);
  const diagnostics: Diagnostic[] = [];
  for (const error of errors) {
    // A value of the wrong type is one fault, however many keywords it fails; so is a key that is only misspelt.
    const says = worded.has(error.instancePath) ? ['enum', 'const'] : ['type'];
    if (mistyped.has(error.instancePath) && !says.includes(error.keyword)) continue;
    const { keyword, instancePath, params } = error;
    if (keyword === 'required' && misspelt.has(`${instancePath}/${params.missingProperty}`)) continue;
    if (keyword === 'required' && part && instancePath === '') continue;
    const found = nodeAt(error.instancePath);
    if (found !== undefined) diagnostics.push(explain(kind, error, found));
  }
  return diagnostics;
}

function allowedAt(kind: DocumentKind, error: ValidationError): readonly string[] {
  return allowedKeys[kind]?.[error.schemaPath.replace(/\/[^/]*$/, '')] ?? [];
}

/** Pointers of the keys that unknown keys beside them were meant to be. */
function misspeltKeys(kind: DocumentKind, errors: readonly ValidationError[]): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const error of errors) {
    if (error.keyword !== 'additionalProperties') continue;
    const key = String(error.params.additionalProperty);
    const foreign = foreignKey(kind, error.instancePath, key)?.ours;
    const ours = foreign ?? nearest(key, allowedAt(kind, error));
    if (ours !== undefined) meant.add(`${error.instancePath}/${ours}`);
  }
  return meant;
}

interface Found {
  readonly node: YamlNode;
  /** What the value is called in messages: its key, or the key of its list. */
  readonly name: string;
  /** The entry of a key in the node, if it is a mapping that has one. */
  readonly entryOf: (key: string) => YamlEntry | undefined;
}

/** Finds the node of a pointer. A file may have as many errors as keys, so the entries of a mapping are looked up. */
function finder(root: YamlNode): (pointer: string) => Found | undefined {
  const indexes = new Map<YamlNode, ReadonlyMap<string, YamlEntry>>();
  const entryOf = (node: YamlNode, key: string): YamlEntry | undefined => {
    if (node.kind !== 'mapping') return undefined;
    const index = indexes.get(node) ?? new Map(node.entries.map((entry) => [entry.key.text, entry]));
    indexes.set(node, index);
    return index.get(key);
  };
  return (pointer) => {
    let node = root;
    let name = 'The file';
    for (const escaped of pointer.split('/').slice(1)) {
      const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
      const inner = node.kind === 'sequence' ? node.items[Number(step)] : entryOf(node, step)?.value;
      if (inner === undefined) return undefined;
      if (node.kind === 'mapping') name = step;
      node = inner;
    }
    const found = node;
    return { node: found, name, entryOf: (key) => entryOf(found, key) };
  };
}

/** Where a fault of a whole mapping or list is shown: at its beginning, not over all of its lines. */
function beginning(node: YamlNode): Span {
  if (node.kind === 'scalar') return node.span;
  if (node.kind === 'mapping' && node.entries[0]?.key.span.start === node.span.start)
    return node.entries[0].key.span;
  return { ...node.span, end: Math.min(node.span.start + 1, node.span.end) };
}

function explain(kind: DocumentKind, error: ValidationError, found: Found): Diagnostic {
  const { params } = error;
  const { node, name, entryOf } = found;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(kind, error, found, String(params.additionalProperty));
    case 'propertyNames': {
      const key = String(params.propertyName);
      const { wanted, example } = SHAPES.identifier;
      return diagnose('yaml/key-shape', entryOf(key)?.key.span ?? node.span, { key, wanted, example });
    }
    case 'required': {
      const key = String(params.missingProperty);
      if (key === 'trailc') return diagnose('yaml/language-version', beginning(node), { found: '' });
      const within = name === 'The file' ? '' : `"${name}"`;
      return diagnose('yaml/missing-key', beginning(node), { key, within });
    }
    case 'const':
      if (name === 'trailc') return diagnose('yaml/language-version', node.span, { found: describe(node) });
      return notAWord(node, name, [String(params.allowedValue)]);
    case 'enum':
      return notAWord(node, name, (params.allowedValues ?? []).map(String));
    case 'pattern': {
      const shape = shapeOf(String(params.pattern));
      if (shape === SHAPES.text) return diagnose('yaml/empty-text', beginning(node), { key: name });
      const { wanted, example } = shape;
      const typed = node.kind === 'scalar' ? shortened(node.text.trim()) : '';
      return diagnose('yaml/wrong-shape', beginning(node), { key: name, found: typed, wanted, example });
    }
    case 'minItems':
    case 'minProperties':
      return diagnose('yaml/too-few', node.span, { key: name });
    default:
      return wrongType(node, name, String(params.type));
  }
}

function unknownKey(kind: DocumentKind, error: ValidationError, found: Found, key: string): Diagnostic {
  const span = found.entryOf(key)?.key.span ?? found.node.span;
  const foreign = foreignKey(kind, error.instancePath, key);
  if (foreign !== undefined) {
    const renamed = foreign.sameValue && found.entryOf(foreign.ours) === undefined;
    const fix = renamed ? rewritten(span, key, foreign.ours) : undefined;
    return diagnose('rule/foreign-key', span, { key, ours: foreign.ours, fix: foreign.fix }, fix);
  }
  const allowed = allowedAt(kind, error);
  const args = { key, allowed, suggestion: didYouMean(key, allowed) };
  const meant = certainly(key, allowed);
  // A key that is there already is not what was meant.
  const free = meant !== undefined && found.entryOf(meant) === undefined;
  return diagnose('yaml/unknown-key', span, args, free ? rewritten(span, key, meant) : undefined);
}

function notAWord(node: YamlNode, key: string, allowed: readonly string[]): Diagnostic {
  if (node.kind !== 'scalar' || (node.value === null && !node.quoted)) return wrongType(node, key, 'string');
  const suggestion = didYouMean(node.text, allowed);
  const args = { key, found: shortened(node.text), allowed, suggestion };
  return diagnose('yaml/not-a-word', node.span, args, respelled(node.span, node.text, allowed));
}

function wrongType(node: YamlNode, key: string, type: string): Diagnostic {
  const wanted = WANTED[type] ?? type;
  if (node.kind === 'scalar' && node.value === null && !node.quoted) {
    return diagnose('yaml/no-value', node.span, { key, wanted });
  }
  if (type === 'string' && node.kind === 'scalar' && typeof node.value !== 'string') {
    const what = typeof node.value === 'number' ? 'a number' : 'true or false';
    const args = { key, typed: node.text, kind: what };
    return diagnose('yaml/number-not-text', node.span, args, quotedAsTyped(node.span));
  }
  return diagnose('yaml/wrong-type', beginning(node), { key, found: describe(node), wanted });
}

const WANTED: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  // The value of a param.
  'string,integer,boolean': 'one text, a whole number, or true or false',
};

/** `a list`, `the text "x"`: what stands there, to follow "is". */
export function describe(node: YamlNode): string {
  if (node.kind === 'sequence') return 'a list';
  if (node.kind === 'mapping') return 'a mapping';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'number') return `the number ${shortened(node.text)}`;
  if (typeof node.value === 'boolean') return node.text;
  return `the text "${shortened(node.text)}"`;
}

/** The first line, at most 60 characters of it. */
function shortened(text: string): string {
  const line = text.split(/[\r\n]/, 1)[0] ?? '';
  return line.length > 60 || line.length < text.length ? `${line.slice(0, 60)}…` : line;
}

function shapeOf(pattern: string): Shape {
  return Object.values(SHAPES).find((shape) => shape.pattern === pattern) ?? SHAPES.text;
}
