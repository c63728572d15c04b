/**
 * The compact row in which the catalogue's tables are written, and how it becomes a FieldDefinition.
 *
 * Owns: what each column means. Must not: hold a field.
 */
import type { FieldDefinition, FieldType } from './field.ts';

/**
 * Who writes the value, and in which characters:
 * - fixed         AWS writes it, in ASCII and in one spelling: `AssumeRole`, `us-east-1`, an account id
 * - ascii         an AWS character set promises ASCII, but not one spelling: an ARN, a role name
 * - free          no promise: a service's message, an identity provider's subject
 * - chosen        a person or a tool chooses it, in any characters: the user agent
 * - chosen-ascii  a person or a tool chooses it, within an AWS character set: the role session name
 */
export type Nature = 'fixed' | 'ascii' | 'free' | 'chosen' | 'chosen-ascii';

/** `always` in the records (or in the object) that carry it, or only `maybe`. */
export type Presence = 'always' | 'maybe';

/** name, type, nature, presence, first eventVersion ('' where AWS does not say), description, example. */
export type FieldRow = readonly [string, FieldType, Nature, Presence, string, string, string?];

/** The definition of a field that is read from the record at the path that is its name. */
export function fieldOf(row: FieldRow): FieldDefinition {
  const [name, type, nature, presence, since, description, example] = row;
  return {
    name,
    type,
    value: { kind: 'path', path: name.split('.') },
    optional: presence === 'maybe',
    domain: nature === 'free' || nature === 'chosen' ? 'any' : 'ascii',
    oneSpelling: nature === 'fixed',
    chosenByPeople: nature === 'chosen' || nature === 'chosen-ascii',
    ...(since === '' ? {} : { since }),
    derived: false,
    description,
    ...(example === undefined ? {} : { example }),
  };
}

/** The definition of a field below the elements of an array: its path begins after the last `[]` of its name. */
export function elementFieldOf(row: FieldRow): FieldDefinition {
  const below = row[0].slice(row[0].lastIndexOf('[]') + 2);
  return { ...fieldOf(row), value: { kind: 'element', path: below.split('.').filter((key) => key !== '') } };
}
