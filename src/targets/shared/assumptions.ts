/**
 * Every assumption that an answer `exact-given` may rest on, by name.
 *
 * Owns: the names and their sentences; a name is stable, since manifests and documents carry it. Must not: decide when
 * a target needs one.
 */
import type { Assumption } from './target.ts';

const SENTENCES = {
  'ascii-unescaped':
    'AWS writes ASCII letters, digits, `.`, `-`, `_` and `:` in JSON as they are, never as \\u escapes.',
  'splunk-canary':
    'The canary searches hold on your Splunk: json_extract gives text, null and nested JSON as documented, and if() gives its third argument when the test is false or NULL.',
  'no-twin-key':
    'Where null, an object or an array stands at a path, no key of the same name beside or below it holds the text "null" or a text that begins with { or [.',
  'no-object-here': 'No object and no array stands at a path that is read as text.',
  'one-key-case':
    'Every key of a record that has a column of its own is written in one case: Athena ignores the case of columns.',
  'no-array-at-number':
    'No array stands where a key made of digits is looked up: Athena would take the element of that number.',
  'json-is-whole':
    'Where an object such as requestParameters came as text, the text is a whole JSON value or none at all: Athena would read the keys before a fault.',
  'one-spelling':
    "AWS writes its own names (event names and sources, identity types) in one spelling, which is the rule's.",
  'ascii-case-only':
    'No value of the field differs from the wanted one only in the case of letters outside A-Z, which Sigma engines fold too.',
  'assumed-role-arn':
    'The arn of an AssumedRole caller always has the form arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION.',
} as const;

export type AssumptionName = keyof typeof SENTENCES;

/** The assumption of this name, with its sentence. */
export function assumption(name: AssumptionName): Assumption {
  return { name, text: SENTENCES[name] };
}

/** The assumptions of these names, each once, in the order of the table, so that equal sets print alike. */
export function assumptions(names: Iterable<AssumptionName>): readonly Assumption[] {
  const wanted = new Set(names);
  return (Object.keys(SENTENCES) as AssumptionName[]).filter((name) => wanted.has(name)).map(assumption);
}
