/**
 * From what an author writes to a field: the catalogue, the derived fields, and free paths below the open objects.
 *
 * Owns: looking names up, and what is said when there is none. Must not: hold a field (cloudtrail does).
 */
import { nearest } from '../base/suggest.ts';
import { FIELDS, OPEN_OBJECTS } from '../cloudtrail/catalogue.ts';
import { DERIVED_FIELDS } from '../cloudtrail/derived.ts';
import type { FieldDefinition } from '../cloudtrail/field.ts';
import { parsePath, spellPath } from './path.ts';

export type ResolvedField = { readonly kind: 'field'; readonly definition: FieldDefinition } | FieldProblem;

/** Why a name is no field. `start` and `end` are offsets into the spelled name, so that the fault can be underlined. */
export interface FieldProblem {
  readonly kind: 'problem';
  readonly problem: 'syntax' | 'case' | 'unknown';
  readonly what: string;
  readonly do: string;
  readonly start: number;
  readonly end: number;
  /** Fields that may have been meant, best first; for `case`, exactly the one. */
  readonly suggestions: readonly string[];
}

const ALL: readonly FieldDefinition[] = [...DERIVED_FIELDS, ...FIELDS];
const BY_NAME: ReadonlyMap<string, FieldDefinition> = new Map(ALL.map((field) => [field.name, field]));
/** Lower-case name to AWS's spelling. No two fields of the catalogue differ in case alone (a test says so). */
const BY_FOLDED: ReadonlyMap<string, string> = new Map(ALL.map(({ name }) => [name.toLowerCase(), name]));
const OPEN_BY_FOLDED: ReadonlyMap<string, string> = new Map(
  OPEN_OBJECTS.map((key) => [key.toLowerCase(), key]),
);

/** The field of that name, or what is wrong with the name. */
export function resolveField(spelled: string): ResolvedField {
  const path = parsePath(spelled);
  if (path.kind === 'problem') return { ...path, problem: 'syntax', suggestions: [] };
  const name = spellPath(path.keys);
  const known = BY_NAME.get(name);
  if (known !== undefined) return { kind: 'field', definition: known };

  const [root = '', ...below] = path.keys;
  const isFree = OPEN_BY_FOLDED.get(root.toLowerCase()) === root && below.length > 0;
  const recased = recase(name, root, below);
  // Services differ in case (`Host` beside `host`), so a quoted key below an open object is taken as it is written.
  if (recased !== undefined && !(isFree && spelled.includes('"'))) return wrongCase(spelled, recased, isFree);
  return isFree ? { kind: 'field', definition: freePath(name, path.keys) } : unknown(spelled, name);
}

/** Every field that has a name: derived first, then the catalogue in its own order. */
export function fieldNames(): readonly string[] {
  return ALL.map(({ name }) => name);
}

/** Every field that has a name, in the order of `fieldNames`. */
export function allFields(): readonly FieldDefinition[] {
  return ALL;
}

/** Fields whose name holds the word, in any case; then those whose description does. All of them for an empty word. */
export function searchFields(word: string): readonly FieldDefinition[] {
  const folded = word.toLowerCase();
  const named = ALL.filter(({ name }) => name.toLowerCase().includes(folded));
  const described = ALL.filter(
    (field) => !named.includes(field) && field.description.toLowerCase().includes(folded),
  );
  return [...named, ...described];
}

function freePath(name: string, keys: readonly string[]): FieldDefinition {
  return {
    name,
    type: 'any',
    value: { kind: 'path', path: keys },
    optional: true,
    domain: 'any',
    oneSpelling: false,
    chosenByPeople: false,
    derived: false,
    description: `Whatever the service writes at ${name}.`,
  };
}

/** The name in AWS's case, where it is a known one in another case. */
function recase(name: string, root: string, below: readonly string[]): string | undefined {
  const whole = BY_FOLDED.get(name.toLowerCase());
  if (whole !== undefined) return whole;
  const open = OPEN_BY_FOLDED.get(root.toLowerCase());
  return open === undefined || open === root ? undefined : spellPath([open, ...below]);
}

function wrongCase(spelled: string, recased: string, isFree: boolean): FieldProblem {
  return {
    kind: 'problem',
    problem: 'case',
    what: `CloudTrail spells this field "${recased}", not "${spelled}".`,
    do: isFree
      ? `Write ${recased}. If a service really writes it your way, quote the key: ${quoteLast(spelled)}`
      : `Write ${recased}.`,
    start: 0,
    end: spelled.length,
    suggestions: [recased],
  };
}

function quoteLast(spelled: string): string {
  const dot = spelled.lastIndexOf('.');
  return `${spelled.slice(0, dot + 1)}"${spelled.slice(dot + 1)}"`;
}

function unknown(spelled: string, name: string): FieldProblem {
  const suggestions = suggest(name);
  const [root = ''] = name.split('.');
  const known =
    suggestions.length > 0
      ? `Did you mean ${listed(suggestions)}?`
      : `Look fields up with: trailc fields${BY_NAME.has(root) ? ` ${root}` : ''}.`;
  return {
    kind: 'problem',
    problem: 'unknown',
    what: `CloudTrail has no field "${spelled}".`,
    do: `${known} Parameters of a service stand below requestParameters, responseElements, additionalEventData or serviceEventDetails.`,
    start: 0,
    end: spelled.length,
    suggestions,
  };
}

/** Fields that end in the same key (`userName` → `userIdentity.userName`), else the one spelled most alike. */
function suggest(name: string): readonly string[] {
  const tail = `.${name.toLowerCase()}`;
  const sameEnd: string[] = [];
  for (const [folded, field] of BY_FOLDED) if (folded.endsWith(tail)) sameEnd.push(field);
  if (sameEnd.length > 0) return sameEnd.slice(0, 3);
  const [root = '', ...below] = name.split('.');
  const open = below.length > 0 ? nearest(root, OPEN_OBJECTS) : undefined;
  if (open !== undefined) return [[open, ...below].join('.')];
  // Below a known object only the last key can be wrong, and a long parent must not hide how wrong it is.
  const parent = name.slice(0, name.lastIndexOf('.') + 1);
  const children =
    parent === ''
      ? []
      : ALL.flatMap((field) => (field.name.startsWith(parent) ? field.name.slice(parent.length) : []));
  const isKnown = children.length > 0;
  const alike = isKnown ? nearest(name.slice(parent.length), children) : nearest(name, BY_NAME.keys());
  return alike === undefined ? [] : [isKnown ? parent + alike : alike];
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' or ');
}
