/**
 * The reader of profile `raw`: every value comes from `_raw`, by path.
 *
 * Owns: telling texts from null, objects and arrays. The verdict so does not depend on the 5,000-byte cutoff of
 * automatic extraction (limits.conf `[spath] extraction_cutoff`), nor on what the AWS add-on writes over `errorCode`.
 * Must not: know operators.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import type { Some } from '../../ir/expression.ts';
import type { PrivateFields } from './fields.ts';
import { reach, reachJson } from './json.ts';
import { quotedRegex, regex, regexOf, type SplExpression, type SplRegex, spl } from './literals.ts';
import { MAYBE_STRING, type Reader } from './reader.ts';

export const RAW_READER: Reader = { text, presence, elements, elementText, elementPresence };

const RAW = '_raw' as SplExpression;
/** What is absent though it stands there. */
const NOTHING = regex`null|\{\s*\}|\[\s*\]`;
/** How the JSON of a text, a boolean or a number begins. */
const SCALAR = regex`["tf0-9-]`;

/**
 * `json_extract` gives JSON null as NULL or as the text `null`, and an object or array as its JSON text. A value that
 * looks like one of these is kept only if the JSON around it shows a text: its key, a colon, and a quote.
 */
function text(fields: PrivateFields, path: FieldPath): SplExpression {
  const parent = parentOf(fields, path);
  return fields.define(`path ${JSON.stringify(path)}`, path.join('_'), [
    () => extract(fields, path),
    (name) =>
      spl`if(match(${name}, ${quotedRegex(regex`^(null\z|[{\[])`)}) AND NOT match(${parent}, ${asText(path, regex`null"|[{\[]`)}), null(), ${name})`,
  ]);
}

function presence(fields: PrivateFields, path: FieldPath): SplExpression {
  const parent = parentOf(fields, path);
  return fields.define(`presence ${JSON.stringify(path)}`, `has_${path.join('_')}`, [
    () => extract(fields, path),
    (name) =>
      spl`if(match(${name}, ${quotedRegex(regex`^(${NOTHING})\z`)}) AND NOT match(${parent}, ${asText(path, regex`(${NOTHING})"`)}), null(), ${name})`,
    (name) => spl`if(isnotnull(${name}), 1, null())`,
  ]);
}

/**
 * One value for each element, as its JSON text: `json_array_to_mv(…, true())` keeps the quotes of texts, so the text
 * `null` is told from null and a text that begins with `{` from an object, without looking around it. What is no array
 * is a list of one.
 */
function elements(fields: PrivateFields, { array: { value } }: Some): SplExpression {
  const { path } = value;
  return fields.define(`elements ${JSON.stringify(path)}`, `each_${path.join('_')}`, [
    () => {
      const member = memberOf(fields, path);
      return member === undefined ? reachJson(RAW, path) : reachJson(member, path.slice(1));
    },
    (name) => spl`mvindex(json_array_to_mv(${name}, true()), 0)`,
    (name) =>
      spl`if(match(${name}, ${quotedRegex(regex`^\[`)}), json_array_to_mv(${name}, true()), if(${name}="null", null(), ${name}))`,
  ]);
}

function elementText(element: SplExpression, path: FieldPath): SplExpression {
  const begins = path.length === 0 ? regex`^${SCALAR}` : regex`^\[\s*${SCALAR}`;
  const value = path.length === 0 ? spl`json_extract(${element})` : reach(element, path);
  return spl`if(match(${reachJson(element, path)}, ${quotedRegex(begins)}), ${value}, null())`;
}

function elementPresence(element: SplExpression, path: FieldPath): SplExpression {
  if (path.length === 0) {
    return spl`if(match(${element}, ${quotedRegex(regex`^(${NOTHING})\z`)}), null(), 1)`;
  }
  const json = reachJson(element, path);
  return spl`if(isnotnull(${json}) AND NOT match(${json}, ${quotedRegex(regex`^\[\s*(\]|${NOTHING})`)}), 1, null())`;
}

/** The JSON around the last key of a path. */
function parentOf(fields: PrivateFields, path: FieldPath): SplExpression {
  return path.length === 1 ? RAW : extract(fields, path.slice(0, -1));
}

/** A regular expression that finds the last key of the path with a text that begins as asked. */
function asText(path: FieldPath, beginning: SplRegex): SplExpression {
  const key = regexOf(path[path.length - 1] ?? '', false);
  return quotedRegex(regex`"${key}"\s*:\s*"(${beginning})`);
}

function extract(fields: PrivateFields, path: FieldPath): SplExpression {
  const member = memberOf(fields, path);
  return member === undefined ? reach(RAW, path) : reach(member, path.slice(1));
}

/** A member that may be a string is read first, so that a path below it goes on in the JSON that the string holds. */
function memberOf(fields: PrivateFields, path: FieldPath): SplExpression | undefined {
  const [first, second] = path;
  if (first === undefined || second === undefined || !MAYBE_STRING.has(first)) return undefined;
  return fields.define(`member ${first}`, first, [() => reach(RAW, [first])]);
}
