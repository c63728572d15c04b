/**
 * From what an author writes to a field: the catalogue, the derived fields, and free paths below the open objects.
 *
 * Owns: which paths are fields. Must not: hold a field (cloudtrail does) or word a fault (field-problems.ts does).
 */
import type { FieldDefinition } from '../cloudtrail/field.ts';
import type { FieldPath } from '../cloudtrail/value.ts';
import { freeField, namedField, openObject, recasedName } from './field-names.ts';
import {
  absoluteInSome,
  type FieldProblem,
  nestedInSome,
  type Spelling,
  shapeProblem,
  tooManyKeys,
  unknownField,
  wrongCase,
} from './field-problems.ts';
import { parsePath, spellPath, spellSegments } from './path.ts';

export { allFields, fieldNames, namedField, namesBelow, searchFields } from './field-names.ts';
export type { FieldProblem } from './field-problems.ts';

export type ResolvedField = FoundField | FieldProblem;

export interface FoundField {
  readonly kind: 'field';
  /** Below an array, its value speaks of an element of the last of `arrays`. */
  readonly definition: FieldDefinition;
  /** The arrays that the path looks into, outermost first; none without `[]`. */
  readonly arrays: readonly ArrayAbove[];
}

export interface ArrayAbove {
  /** From the top of the record, or below the element of the array before it. */
  readonly value: { readonly kind: 'path' | 'element'; readonly path: FieldPath };
  /** With its `[]`: `resources[]`. */
  readonly name: string;
}

/** Deeper than any record (the deepest known have 11 levels), and shallow enough for every recursion that follows. */
const MOST_KEYS = 64;

type Segments = Spelling['segments'];

/**
 * The field of that name, or what is wrong with the name. `within` is the array, as `arrays` has its name, whose element
 * a `some` looks at: the name is then relative to that element, and has no arrays of its own.
 */
export function resolveField(spelled: string, within?: string): ResolvedField {
  const path = parsePath(spelled);
  if (path.kind === 'problem') return { ...path, problem: 'syntax', suggestions: [] };
  if (path.segments.flat().length > MOST_KEYS) return tooManyKeys(spelled, MOST_KEYS);
  if (within === undefined) return judge({ spelled, segments: path.segments, within: '' });
  return resolveInElement(spelled, path.segments, within);
}

function resolveInElement(spelled: string, relative: Segments, within: string): ResolvedField {
  const [keys = [], ...deeper] = relative;
  if (deeper.length > 0) return nestedInSome(spelled, within);
  const array = parsePath(within);
  const above = array.kind === 'path' ? array.segments.slice(0, -1) : [];
  const found = judge({ spelled, segments: [...above, keys], within });
  // Nearly always a path meant from the top; where a service does use such keys, the author quotes one.
  const [root = ''] = keys;
  const looksAbsolute = keys.length > 1 && (namedField(spellPath(keys)) ?? openObject(root)) !== undefined;
  if (looksAbsolute && !spelled.includes('"')) return absoluteInSome(spelled, within);
  return found.kind === 'field' ? { ...found, arrays: [] } : found;
}

function judge(spelling: Spelling): ResolvedField {
  const { spelled, segments } = spelling;
  const name = spellSegments(segments);
  const known = namedField(name);
  if (known !== undefined) return found(known, segments);
  const misshapen = shapeProblem(spelling);
  if (misshapen !== undefined) return misshapen;

  const [[root = '', ...below] = []] = segments;
  const isOpen = openObject(root) === root && below.length > 0;
  const isElement = segments.length > 1 && isKnownArray(segments);
  // A key below an array is free where the array itself is, and where nothing is said of its elements but that they are.
  const isFree = isOpen || (isElement && (segments.at(-1)?.length === 0 || spelled.includes('"')));
  const recased = recase(name, segments);
  // Services differ in case (`Host` beside `host`), so a quoted key below an open object is taken as it is written.
  if (recased !== undefined && !(isFree && spelled.includes('"'))) {
    return wrongCase(spelling, recased, isOpen || isElement);
  }
  return isFree
    ? found(freeField(name, segments.at(-1) ?? [], segments.length > 1), segments)
    : unknownField(spelling, name, isElement);
}

function found(definition: FieldDefinition, segments: Segments): FoundField {
  const arrays = segments.slice(0, -1).map((path, at) => ({
    value: { kind: at === 0 ? ('path' as const) : ('element' as const), path },
    name: `${spellSegments(segments.slice(0, at + 1))}[]`,
  }));
  return { kind: 'field', definition, arrays };
}

/** Whether the catalogue has the array that the last segment stands below. */
function isKnownArray(segments: Segments): boolean {
  return namedField(spellSegments(segments.slice(0, -1)))?.type === 'array';
}

/** The name in AWS's case, where it is a known one in another case. */
function recase(name: string, segments: Segments): string | undefined {
  const array = name.endsWith('[]') ? recasedName(name.slice(0, -2)) : undefined;
  const whole = recasedName(name) ?? (array === undefined ? undefined : `${array}[]`);
  if (whole !== undefined) return whole === name ? undefined : whole;
  const [[root = '', ...below] = [], ...rest] = segments;
  const open = openObject(root);
  return open === undefined || open === root ? undefined : spellSegments([[open, ...below], ...rest]);
}
