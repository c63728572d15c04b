/**
 * A record as text, in the ways in which AWS and what stands between may write it, and in ways that they are assumed not to.
 *
 * Owns: the ways. Every one parses to the same record. Must not: change what a record says.
 */
import { OPEN_OBJECTS } from '../../src/cloudtrail/catalogue.ts';
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';

export interface Serialiser {
  readonly name: string;
  readonly write: (event: CloudTrailEvent) => string;
}

/** Writes every text of the JSON, keys too, with some of its characters as escapes. */
const escaping =
  (characters: RegExp) =>
  (event: CloudTrailEvent): string =>
    JSON.stringify(event).replace(/"((?:[^"\\]|\\.)*)"/g, (_, text: string) => {
      // What is an escape already stays one.
      const coded = text.replace(/\\u[0-9a-f]{4}|\\.|[\s\S]/g, (unit) =>
        unit.length === 1 && characters.test(unit) ? codeOf(unit) : unit,
      );
      return `"${coded}"`;
    });

const codeOf = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

function reversed(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

/** The four objects that some pipelines deliver as text that holds them. */
function embedded(event: CloudTrailEvent): CloudTrailEvent {
  const isObject = (value: Json | undefined) =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const texts = OPEN_OBJECTS.filter((key) => isObject(event[key])).map((key) => [
    key,
    JSON.stringify(event[key]),
  ]);
  return { ...event, ...(Object.fromEntries(texts) as CloudTrailEvent) };
}

/** All that the assumption `ascii-unescaped` allows. */
export const ASSUMED: readonly Serialiser[] = [
  { name: 'plain', write: (event) => JSON.stringify(event) },
  { name: 'slashes escaped', write: (event) => JSON.stringify(event).replaceAll('/', '\\/') },
  { name: 'spaced', write: (event) => JSON.stringify(event, null, 1).replace(/\n\s*/g, ' ') },
  { name: 'on lines', write: (event) => JSON.stringify(event, null, 2) },
  { name: 'with tabs', write: (event) => JSON.stringify(event, null, '\t') },
  { name: 'beyond ASCII escaped', write: escaping(/[^\x20-\x7e]/) },
  { name: 'signs escaped', write: escaping(/[@$+&<>'=/]/) },
  { name: 'keys the other way round', write: (event) => JSON.stringify(reversed(event)) },
  { name: 'parameters as text', write: (event) => JSON.stringify(embedded(event)) },
];

/** What it does not allow: JSON all the same. */
export const BREAKING: readonly Serialiser[] = [
  { name: 'capitals escaped', write: escaping(/[A-Z]/) },
  { name: 'dots escaped', write: escaping(/\./) },
  { name: 'all escaped', write: escaping(/[\s\S]/) },
];
