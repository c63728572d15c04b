/**
 * Every field that has a name: derived first, then the catalogue in its own order, then elements of arrays.
 *
 * Owns: the names and the ways to look one up. Must not: judge a path (fields.ts does).
 */
import { ELEMENT_FIELDS, FIELDS, OPEN_OBJECTS } from '../cloudtrail/catalogue.ts';
import { DERIVED_FIELDS } from '../cloudtrail/derived.ts';
import type { FieldDefinition } from '../cloudtrail/field.ts';

const ALL: readonly FieldDefinition[] = [...DERIVED_FIELDS, ...FIELDS, ...ELEMENT_FIELDS];
const BY_NAME: ReadonlyMap<string, FieldDefinition> = new Map(ALL.map((field) => [field.name, field]));
/** Lower-case name to AWS's spelling. No two fields of the catalogue differ in case alone (a test says so). */
const BY_FOLDED: ReadonlyMap<string, string> = new Map(ALL.map(({ name }) => [name.toLowerCase(), name]));
const OPEN_BY_FOLDED: ReadonlyMap<string, string> = new Map(
  OPEN_OBJECTS.map((key) => [key.toLowerCase(), key]),
);

/** The definition of a canonical name: `resources[].ARN`. */
export function namedField(name: string): FieldDefinition | undefined {
  return BY_NAME.get(name);
}

/** AWS's spelling of a name in any case. */
export function recasedName(name: string): string | undefined {
  return BY_FOLDED.get(name.toLowerCase());
}

/** requestParameters and its like, from any case. */
export function openObject(key: string): string | undefined {
  return OPEN_BY_FOLDED.get(key.toLowerCase());
}

/** Every field that has a name: derived first, then the catalogue in its own order. */
export function fieldNames(): readonly string[] {
  return ALL.map(({ name }) => name);
}

/** Every field that has a name, in the order of `fieldNames`. */
export function allFields(): readonly FieldDefinition[] {
  return ALL;
}

/** Names by each beginning that ends in a dot; nearly every path that is asked for has none below it. */
const BELOW: ReadonlyMap<string, readonly string[]> = byBeginning(ALL.map(({ name }) => name));

function byBeginning(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const below = new Map<string, string[]>();
  for (const name of names) {
    for (let at = name.indexOf('.'); at !== -1; at = name.indexOf('.', at + 1)) {
      const beginning = name.slice(0, at + 1);
      const known = below.get(beginning);
      if (known === undefined) below.set(beginning, [name]);
      else known.push(name);
    }
  }
  return below;
}

/** Names that begin with the prefix, which ends in a dot, in the order of `fieldNames`; all of them for none. */
export function namesBelow(prefix: string): readonly string[] {
  return prefix === '' ? fieldNames() : (BELOW.get(prefix) ?? []);
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

/** A field that nothing is known of but its place. */
export function freeField(name: string, keys: readonly string[], inElement: boolean): FieldDefinition {
  return {
    name,
    type: 'any',
    value: { kind: inElement ? 'element' : 'path', path: keys },
    optional: true,
    domain: 'any',
    oneSpelling: false,
    chosenByPeople: false,
    derived: false,
    description:
      keys.length === 0 ? `An element of ${name.slice(0, -2)}.` : `Whatever the service writes at ${name}.`,
  };
}
