/**
 * Steps into JSON: the functions that take a value out of a JSON text by its keys.
 *
 * Owns: `json_extract` and `json_extract_exact` (Search Reference, "JSON functions"). Must not: know profiles.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import { type PlainText, plainText, quoted, type SplExpression, spl } from './literals.ts';

/** Whether every key can be written in a search. */
export function isReadable(path: FieldPath): boolean {
  return path.every((key) => plainText(key) !== undefined);
}

/** The value at a path below `from`, converted as Splunk does: a text, NULL for null, JSON for objects and arrays. */
export function reach(from: SplExpression, path: FieldPath): SplExpression {
  return stepsOf(path).reduce((at, { call, key }) => spl`${call}(${at}, ${key})`, from);
}

/**
 * A JSON array that begins with the value at a path, as JSON: with one path `json_extract` converts, with two it
 * "returns it as a JSON array", so the same path is asked for twice. NULL, `[]` or `[null,null]` where nothing stands.
 */
export function reachJson(from: SplExpression, path: FieldPath): SplExpression {
  const steps = stepsOf(path);
  const last = steps[steps.length - 1];
  if (last === undefined) return from;
  const at = steps.slice(0, -1).reduce((above, { call, key }) => spl`${call}(${above}, ${key})`, from);
  return spl`${last.call}(${at}, ${last.key}, ${last.key})`;
}

interface JsonStep {
  readonly call: SplExpression;
  readonly key: SplExpression;
}

const EXTRACT = 'json_extract' as SplExpression;
const EXACT = 'json_extract_exact' as SplExpression;

/** Plain keys together make one path. Others are read one by one, since a path takes dots and braces for its own. */
function stepsOf(path: FieldPath): readonly JsonStep[] {
  const steps: JsonStep[] = [];
  let words: string[] = [];
  const flush = () => {
    if (words.length > 0) steps.push({ call: EXTRACT, key: quoted(words.join('.') as PlainText) });
    words = [];
  };
  for (const key of path) {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) {
      words.push(key);
      continue;
    }
    flush();
    steps.push({ call: EXACT, key: quoted(plainText(key) ?? ('' as PlainText)) });
  }
  flush();
  return steps;
}
