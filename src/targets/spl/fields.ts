/**
 * Private fields: every value that a rule needs is read from `_raw` once, by path, into a field of our own.
 *
 * Owns: which private fields there are, their names, and the `eval` that fills each, in order of dependence. Reading
 * `_raw` by path leaves the verdict independent of the 5,000-byte cutoff of automatic extraction (limits.conf
 * `[spath] extraction_cutoff`) and of what the AWS add-on writes over `errorCode`. Must not: know operators.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import {
  fieldName,
  type PlainText,
  plainText,
  quoted,
  quotedRegex,
  regex,
  regexOf,
  type SplExpression,
  type SplRegex,
  spl,
} from './literals.ts';

/** One `eval`: the field and what it becomes. A field may be assigned twice, the second time from itself. */
export interface Assignment {
  readonly name: SplExpression;
  readonly expression: SplExpression;
}

export interface PrivateFields {
  /** The field for `key`; where it is new, named after `words` and filled by `fill`, which may ask for others first. */
  define(key: string, words: string, fill: (name: SplExpression) => readonly SplExpression[]): SplExpression;
  /** Everything defined so far, each after what it reads. */
  assignments(): readonly Assignment[];
}

/** An empty set of private fields; one for each search. */
export function createPrivateFields(): PrivateFields {
  const names = new Map<string, SplExpression>();
  const taken = new Set<string>();
  const lines: Assignment[] = [];

  /** Two paths may read alike once other characters than letters are gone: the later one gets a number. */
  function nameFor(words: string): SplExpression {
    let name = fieldName(words);
    for (let count = 2; taken.has(name); count += 1) name = fieldName(`${words}_${count}`);
    taken.add(name);
    return name;
  }

  return {
    define(key, words, fill) {
      const known = names.get(key);
      if (known !== undefined) return known;
      const name = nameFor(words);
      names.set(key, name);
      for (const expression of fill(name)) lines.push({ name, expression });
      return name;
    },
    assignments: () => lines,
  };
}

/** Members that some pipelines deliver as a string that holds JSON (docs/semantics.md, on envelopes). */
const MAYBE_STRING = new Set([
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
]);

/** Whether every key can be written in a search. */
export function isReadable(path: FieldPath): boolean {
  return path.every((key) => plainText(key) !== undefined);
}

/**
 * The field with the text of the scalar at a path; NULL where nothing, null, an object or an array stands there.
 *
 * `json_extract` gives JSON null as NULL or as the text `null`, and an object or array as its JSON text. A value that
 * looks like one of these is kept only if the JSON around it shows a text: its key, a colon, and a quote.
 */
export function pathField(fields: PrivateFields, path: FieldPath): SplExpression {
  const parent = parentOf(fields, path);
  return fields.define(`path ${JSON.stringify(path)}`, path.join('_'), (name) => [
    extract(fields, path),
    spl`if(match(${name}, ${quotedRegex(regex`^(null\z|[{\[])`)}) AND NOT match(${parent}, ${asText(path, regex`null"|[{\[]`)}), null(), ${name})`,
  ]);
}

/** The field that is 1 where the path reaches any value other than null, `{}` and `[]`, and NULL elsewhere. */
export function presenceField(fields: PrivateFields, path: FieldPath): SplExpression {
  const parent = parentOf(fields, path);
  return fields.define(`presence ${JSON.stringify(path)}`, `has_${path.join('_')}`, (name) => [
    extract(fields, path),
    spl`if(match(${name}, ${quotedRegex(regex`^(${NOTHING})\z`)}) AND NOT match(${parent}, ${asText(path, regex`(${NOTHING})"`)}), null(), ${name})`,
    spl`if(isnotnull(${name}), 1, null())`,
  ]);
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

/** What is absent though it stands there. */
const NOTHING = regex`null|\{\s*\}|\[\s*\]`;
const RAW = '_raw' as SplExpression;

/**
 * The value at a path, as Splunk gives it. Below a member that may be a string the member is read first, so that the
 * path goes on in the JSON that the string holds. Keys that are not plain words are read one by one with
 * `json_extract_exact`, since `json_extract` takes dots and braces for steps of the path.
 */
function extract(fields: PrivateFields, path: FieldPath): SplExpression {
  const [first, ...rest] = path;
  if (first !== undefined && rest.length > 0 && MAYBE_STRING.has(first)) {
    const member = fields.define(`member ${first}`, first, () => [reach(RAW, [first])]);
    return reach(member, rest);
  }
  return reach(RAW, path);
}

function reach(from: SplExpression, path: FieldPath): SplExpression {
  let at = from;
  let words: string[] = [];
  const flush = () => {
    if (words.length > 0) at = spl`json_extract(${at}, ${quoted(words.join('.') as PlainText)})`;
    words = [];
  };
  for (const key of path) {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) {
      words.push(key);
      continue;
    }
    flush();
    at = spl`json_extract_exact(${at}, ${quoted(plainText(key) ?? ('' as PlainText))})`;
  }
  flush();
  return at;
}
