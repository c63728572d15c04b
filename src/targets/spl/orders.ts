/**
 * greaterThan, atLeast, lessThan and atMost as SPL.
 *
 * Owns: the number that stands for a text of each scale. `<` between two texts is not documented for `where`, so texts
 * are never ordered: the form is tested, and what has it becomes a number. Must not: know other operators.
 */
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import type { OrderTest, Scale } from '../../language/operands.ts';
import { valueProblem } from '../../language/values.ts';
import { quotedRegex, regex, type SplExpression, type SplRegex, spl } from './literals.ts';
import type { Scope } from './reader.ts';
import { definerFor, fieldOf } from './values.ts';

export type Comparison = '>' | '>=' | '<' | '<=';

/** At most one test; none where the limit is not of the scale, which nothing is greater or less than. */
export function orderTest(scope: Scope, test: OrderTest, sign: Comparison): readonly SplExpression[] {
  const { scale, limit, field } = test;
  if (valueProblem(scale, limit.text) !== undefined) return [];
  const number = numberOf(scope, field.definition, scale);
  const wanted = limitOf(scale, limit.text);
  switch (sign) {
    case '>':
      return [spl`${number}>${wanted}`];
    case '>=':
      return [spl`${number}>=${wanted}`];
    case '<':
      return [spl`${number}<${wanted}`];
    case '<=':
      return [spl`${number}<=${wanted}`];
  }
}

/** NULL where the text is not of the scale. */
function numberOf(scope: Scope, definition: FieldDefinition, scale: Scale): SplExpression {
  const text = fieldOf(scope, definition);
  const words = `${definition.name}_${scale}`;
  return definerFor(scope, definition.value).define(`${scale} ${text}`, words, [
    () => spl`if(match(${text}, ${quotedRegex(FORM[scale])}), ${text}, null())`,
    NUMBER[scale],
  ]);
}

/** The number that a limit becomes; how `where` reads a sign before digits is not documented, so that one is a text. */
function limitOf(scale: Scale, text: string): SplExpression {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  switch (scale) {
    case 'integer':
      return (text.startsWith('-') ? `tonumber("${text}")` : text) as SplExpression;
    case 'timestamp':
      return text.replace(/[^0-9]/g, '') as SplExpression;
    case 'version':
      return `${major * 10_000 + minor}` as SplExpression;
  }
}

/** docs/semantics.md, on orders. */
const FORM: { readonly [S in Scale]: SplRegex } = {
  integer: regex`^(0|-?[1-9][0-9]{0,14})\z`,
  timestamp: regex`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\z`,
  version: regex`^[0-9]{1,4}\.[0-9]{1,4}\z`,
};

/** The digits of a timestamp are a number of fourteen places; a version's parts have at most four places each. */
const NUMBER: { readonly [S in Scale]: (text: SplExpression) => SplExpression } = {
  integer: (text) => spl`tonumber(${text})`,
  timestamp: (text) => spl`tonumber(replace(${text}, "[^0-9]", ""))`,
  version: (text) =>
    spl`(tonumber(replace(${text}, ${AFTER_DOT}, ""))*10000+tonumber(replace(${text}, ${UNTIL_DOT}, "")))`,
};
const AFTER_DOT = quotedRegex(regex`\.[0-9]*\z`);
const UNTIL_DOT = quotedRegex(regex`^[0-9]*\.`);
