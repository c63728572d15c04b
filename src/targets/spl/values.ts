/**
 * Values of the catalogue as private fields.
 *
 * Owns: what each kind of `ValueExpr` is in `eval`; NULL is "absent" throughout. Must not: know operators.
 */
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import { dispatchValue, type ValueExpr, type ValueHandlers } from '../../cloudtrail/value.ts';
import { type PrivateFields, pathField, presenceField } from './fields.ts';
import {
  GROUP_ONE,
  joined,
  quotedRegex,
  regex,
  regexOf,
  type SplExpression,
  shown,
  spl,
} from './literals.ts';
import { isOneOf } from './lookup.ts';
import { pcreOf } from './pattern.ts';

/** The private field with the text of a catalogue field; derived fields get one of their own name. */
export function fieldOf(fields: PrivateFields, { name, value }: FieldDefinition): SplExpression {
  return valueField(fields, value, name);
}

/** The private field with a value; equal values share one. */
export function valueField(fields: PrivateFields, value: ValueExpr, words: string): SplExpression {
  if (value.kind === 'path') return pathField(fields, value.path);
  return fields.define(`value ${JSON.stringify(value)}`, words, () => [expressionOf(fields, value, words)]);
}

/** The private field that is not NULL where the field exists: by its path, or, derived, by its value. */
export function presenceOf(fields: PrivateFields, definition: FieldDefinition): SplExpression {
  const { value, derived } = definition;
  return value.kind === 'path' && !derived ? presenceField(fields, value.path) : fieldOf(fields, definition);
}

/**
 * The private field with A-Z folded to a-z and nothing else. `lower` folds more than ASCII, so it serves only where
 * AWS lets nothing else stand.
 */
export function foldedOf(fields: PrivateFields, definition: FieldDefinition): SplExpression {
  const name = fieldOf(fields, definition);
  return fields.define(`folded ${name}`, `${definition.name}_folded`, () => [
    definition.domain === 'ascii' ? spl`lower(${name})` : [...ALPHABET].reduce(foldLetter, name),
  ]);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function foldLetter(text: SplExpression, letter: string): SplExpression {
  return spl`replace(${text}, ${shown(letter)}, ${shown(letter.toLowerCase())})`;
}

function expressionOf(fields: PrivateFields, value: ValueExpr, words: string): SplExpression {
  const part = (of: ValueExpr) =>
    of.kind === 'text' ? shown(of.text) : valueField(fields, of, `${words}_part`);
  const handlers: ValueHandlers<SplExpression> = {
    path: ({ path }) => pathField(fields, path),
    text: ({ text }) => shown(text),
    when: ({ path, equals, then }) => {
      const test = joined(isOneOf(pathField(fields, path), [equals]), ' OR ');
      return spl`if(${test}, ${expressionOf(fields, then, words)}, null())`;
    },
    capture: ({ of, pattern }) => {
      const text = part(of);
      const expression = quotedRegex(pcreOf(pattern));
      return spl`if(match(${text}, ${expression}), replace(${text}, ${expression}, ${GROUP_ONE}), null())`;
    },
    withoutSuffix: ({ of, suffix }) =>
      spl`replace(${part(of)}, ${quotedRegex(regex`${regexOf(suffix, false)}\z`)}, "")`,
    concat: ({ parts }) => {
      const texts = parts.map(part);
      const present = parts.flatMap((of, at) =>
        of.kind === 'text' ? [] : [spl`isnotnull(${texts[at] ?? NULL})`],
      );
      if (present.length === 0) return joined(texts, '.');
      return spl`if(${joined(present, ' AND ')}, ${joined(texts, '.')}, null())`;
    },
    firstOf: ({ of }) => (of.length === 0 ? NULL : spl`coalesce(${joined(of.map(part), ', ')})`),
  };
  return dispatchValue(value, handlers);
}

const NULL = 'null()' as SplExpression;
