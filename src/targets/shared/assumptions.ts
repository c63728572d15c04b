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
    'The canary searches hold on your Splunk: json_extract gives text, null and nested JSON as documented, in records of any size; if() gives its third argument when the test is false or NULL; and a text joined with NULL is NULL.',
  'no-twin-key':
    'Where null, an object or an array stands at a path, no key of the same name beside or below it holds the text "null" or a text that begins with { or [.',
  'splunk-if':
    'On your Splunk, if() gives its third argument when the test is false or NULL, coalesce() its first argument that is not NULL, and a text joined with NULL is NULL.',
  'splunk-json-elements':
    'On your Splunk, json_extract with the same path twice gives a JSON array that begins with the value as JSON, and json_array_to_mv(…, true()) gives one value for each element of an array, null included: its JSON text, with the quotes of a text.',
  'splunk-mvmap':
    'On your Splunk, mvmap asks its expression of every value of a field, of an only one too, while other fields in it keep their value; and mvfind gives NULL where no value matches.',
  'splunk-numbers':
    'On your Splunk, tonumber reads whole numbers of up to fifteen digits exactly, with leading zeros too, and numbers compare by value.',
  'splunk-lookup':
    'On your Splunk, a CSV lookup with case_sensitive_match and no match_type finds a key that equals a cell character by character, and no other, whatever punctuation they hold.',
  'cidr-ipv6':
    'On your Splunk, cidrmatch reads every spelling of an IPv6 address (RFC 4291, section 2.2), tells addresses from other texts of digits and colons, and takes ::ffff:0:0/96 for a block like any other.',
  'pcre-characters': 'On your Splunk, regular expressions read characters, not the bytes of UTF-8.',
  'pcre-limits':
    'No value is so long, and so close to matching, that a regular expression of the rule runs into the limits of PCRE on your Splunk.',
  'extracted-whole':
    'Splunk extracts every field of every record: [spath] extraction_cutoff (5,000 bytes unless raised) and the limits of [kv] in limits.conf lie above your largest record, and KV_MODE=json is on.',
  'extracted-once':
    'Every field is extracted once: with both KV_MODE=json and INDEXED_EXTRACTIONS=json each value would stand twice.',
  'extracted-empty':
    'An empty JSON text is extracted as an empty value, not left out, and extraction changes no other value.',
  'extracted-names':
    'No alias, calculated field or lookup of an add-on writes over a field that CloudTrail has, other than errorCode of the Splunk Add-on for AWS.',
  'no-null-twin':
    'Where null stands at a path, no key of the same name anywhere in the record holds the text "null".',
  'no-outcome-code':
    'AWS writes no errorCode "success" or "failure": the Splunk Add-on for AWS writes these where there is none.',
  'parameters-are-objects':
    'requestParameters, responseElements, additionalEventData and serviceEventDetails arrive as objects, not as text that holds JSON, which is not extracted.',
  'no-object-here':
    'No object and no array stands at a path that is read as text, and no array on the way to it.',
  'no-empty-object':
    'Where a rule asks whether a path leads to anything, no empty object and no empty array stands there, no array on the way to it and, in an element of an array, no object at all: Sigma engines take the first for a value and do not find the last.',
  'objects-in-array':
    'Where a column holds several objects (resources), an array of objects stands there, or one object that is not empty: Athena cannot read most records that have a text or a number there, and takes an object for an array of one.',
  'one-key-case':
    'Every key of a record that has a column of its own is written in one case: Athena ignores the case of columns.',
  'no-array-at-number':
    'No array stands where a key made of digits is looked up: Athena would take the element of that number.',
  'json-is-whole':
    'Where an object such as requestParameters came as text, the text is a whole JSON value or none at all: Athena would read the keys before a fault.',
  'one-spelling':
    "AWS writes its own names (event names and sources, identity types) in one spelling, which is the rule's.",
  'ascii-case-only':
    'No value of the field differs from the wanted one only in the case of letters outside A-Z, or in a letter that folds into A-Z (U+212A, U+0130, U+0131, U+017F), which Sigma engines fold too.',
  'scalars-as-text':
    'A Sigma engine that compares a text with a JSON number, true or false takes the latter as text.',
  'any-element':
    'A Sigma engine reads a dotted name through arrays, and a comparison holds where it holds of any element.',
  'json-integer':
    'Where whole numbers are put in order, the value is a JSON integer of at most 15 digits, not a text.',
  'plain-addresses':
    'A Sigma engine compares addresses with a network, not the beginnings of texts; and no address there has a zone (%eth0), is IPv4 written as IPv6 (::ffff:10.0.0.1) or has leading zeros.',
  'no-last-line-break':
    'No text that is compared with a regular expression ending in $ ends in a line break, before which some engines let $ match.',
  'assumed-role-arn':
    'The arn of an AssumedRole caller always has the form arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION.',
} as const;

export type AssumptionName = keyof typeof SENTENCES;

/** Every assumption, in the order of the table. */
export function allAssumptions(): readonly Assumption[] {
  return (Object.keys(SENTENCES) as AssumptionName[]).map(assumption);
}

/** The assumption of this name, with its sentence. */
export function assumption(name: AssumptionName): Assumption {
  return { name, text: SENTENCES[name] };
}

/** The assumptions of these names, each once, in the order of the table, so that equal sets print alike. */
export function assumptions(names: Iterable<AssumptionName>): readonly Assumption[] {
  const wanted = new Set(names);
  return (Object.keys(SENTENCES) as AssumptionName[]).filter((name) => wanted.has(name)).map(assumption);
}
