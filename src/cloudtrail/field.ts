/**
 * The shape of a field of the catalogue. The tables stand in catalogue.ts (read from the record) and derived.ts.
 *
 * Owns: field types and their one-line meaning. Must not: hold a field.
 */
import type { ValueExpr } from './value.ts';

/**
 * - text       compared as text
 * - boolean    JSON true/false or the texts "true"/"false"
 * - integer    text `0|-?[1-9][0-9]{0,14}`
 * - timestamp  text `YYYY-MM-DDTHH:MM:SSZ`
 * - version    text `major.minor`
 * - ip         text that is an address, a service host name or "AWS Internal"
 * - object     has children, no text of its own
 * - array      holds several; read with `[]`
 * - any        a free path below requestParameters and its like: whatever stands there
 */
export type FieldType =
  | 'text'
  | 'boolean'
  | 'integer'
  | 'timestamp'
  | 'version'
  | 'ip'
  | 'object'
  | 'array'
  | 'any';

/** Which characters AWS lets stand in the field. `ascii` is promised by an AWS character set; `any` is not. */
export type CharacterDomain = 'ascii' | 'any';

export interface FieldDefinition {
  /** Canonical spelling, dots between keys, `[]` after an array: `userIdentity.arn`, `session.name`, `resources[].ARN`. */
  readonly name: string;
  readonly type: FieldType;
  readonly value: ValueExpr;
  /** May be missing from a record of the events that carry it at all. */
  readonly optional: boolean;
  readonly domain: CharacterDomain;
  /** AWS itself writes the value, always in one spelling (eventName, eventSource, type, …). */
  readonly oneSpelling: boolean;
  /** A person or a tool chooses the value, so its case is theirs (session name, user name, user agent). */
  readonly chosenByPeople: boolean;
  /** First eventVersion that has it, where AWS says so. */
  readonly since?: string;
  readonly derived: boolean;
  readonly description: string;
  /** A value as AWS writes it. */
  readonly example?: string;
}
