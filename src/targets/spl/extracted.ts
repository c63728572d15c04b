/**
 * The reader of profile `extracted`: the fields that Splunk has extracted already (KV_MODE=json).
 *
 * Owns: their names, and what stands in one where nothing, null or a stand-in does. An array is flattened: field
 * `a{}.b` holds every `b` of its elements, and which stood together is lost. Must not: know operators; what this
 * reader cannot say is in extracted-support.ts.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate, predicatesOf, type Some } from '../../ir/expression.ts';
import type { PrivateFields } from './fields.ts';
import { extractedField, quotedRegex, regex, regexOf, type SplExpression, spl } from './literals.ts';
import type { Reader } from './reader.ts';
import { elementPathsOf } from './values.ts';

export const EXTRACTED_READER: Reader = {
  text,
  presence: text,
  elements,
  elementText: (element) => element,
  elementPresence: (element) => element,
};

/**
 * JSON null is extracted as the text `null`; it is told from that text by the record, where the key stands before a
 * quoted `null` or does not.
 */
function text(fields: PrivateFields, path: FieldPath): SplExpression {
  return fields.define(`path ${JSON.stringify(path)}`, path.join('_'), [
    () => {
      const field = extractedField(path);
      const key = regexOf(path[path.length - 1] ?? '', false);
      const shown = quotedRegex(regex`"${key}"\s*:\s*"null"`);
      const absent = spl`(${field}="null" AND NOT match(_raw, ${shown}))`;
      return isErrorCode(path)
        ? spl`if(${absent} OR in(${field}, "success", "failure"), null(), ${field})`
        : spl`if(${absent}, null(), ${field})`;
    },
  ]);
}

/** The add-on's own field: where AWS wrote no code it says how the call ended. */
const isErrorCode = (path: FieldPath) => path.length === 1 && path[0] === 'errorCode';

/** Every value at the one path that the `some` reads; a list of one may stand there without a list around it. */
function elements(fields: PrivateFields, { array, of }: Some): SplExpression {
  const { path } = array.value;
  const [below = []] = elementPathsIn(of);
  return fields.define(`elements ${JSON.stringify([path, below])}`, `each_${[...path, ...below].join('_')}`, [
    () => spl`coalesce(${extractedField(path, below)}, ${extractedField([...path, ...below])})`,
  ]);
}

/** The paths below an element that a condition reads, each once. */
export function elementPathsIn(condition: Expression): readonly FieldPath[] {
  const paths = predicatesOf(condition)
    .flatMap(fieldsOfPredicate)
    .flatMap(({ definition }) => elementPathsOf(definition.value));
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
