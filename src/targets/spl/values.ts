/**
 * Values of the catalogue as SPL.
 *
 * Owns: what each kind of `ValueExpr` is in `eval`; NULL is "absent" throughout. A value of the record gets a private
 * field, a value of an element stands where it is used. Must not: know operators or profiles.
 */
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import { dispatchValue, type FieldPath, type ValueExpr, type ValueHandlers } from '../../cloudtrail/value.ts';
import { type Definer, INLINE } from './fields.ts';
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
import { isOneOf } from './one-of.ts';
import { pcreOf } from './pattern.ts';
import type { Scope } from './reader.ts';

/** The text of a catalogue field; derived fields get a private field of their own name. */
export function fieldOf(scope: Scope, { name, value }: FieldDefinition): SplExpression {
  return valueField(scope, value, name);
}

/** The text of a value; equal values share a private field. */
export function valueField(scope: Scope, value: ValueExpr, words: string): SplExpression {
  if (value.kind === 'path') return scope.reader.text(scope.fields, value.path);
  if (value.kind === 'element') return scope.reader.elementText(elementOf(scope), value.path);
  return definerFor(scope, value).define(`value ${JSON.stringify(value)}`, words, [
    () => expressionOf(scope, value, words),
  ]);
}

/** An expression that is not NULL where the field exists: by its path, or, derived, by its value. */
export function presenceOf(scope: Scope, definition: FieldDefinition): SplExpression {
  const { value, derived } = definition;
  if (derived) return fieldOf(scope, definition);
  if (value.kind === 'path') return scope.reader.presence(scope.fields, value.path);
  if (value.kind === 'element') return scope.reader.elementPresence(elementOf(scope), value.path);
  return fieldOf(scope, definition);
}

/** The text with A-Z folded to a-z and nothing else: `lower` folds more, so the letters are replaced one by one. */
export function foldedOf(scope: Scope, definition: FieldDefinition): SplExpression {
  const name = fieldOf(scope, definition);
  return definerFor(scope, definition.value).define(`folded ${name}`, `${definition.name}_folded`, [
    () => [...ALPHABET].reduce(foldLetter, name),
  ]);
}

/** Where something made from a value may be kept: a value of an element has no field of its own. */
export function definerFor(scope: Scope, value: ValueExpr): Definer {
  return elementPathsOf(value).length > 0 ? INLINE : scope.fields;
}

/** The paths that a value reads below an element, in order of first use. */
export function elementPathsOf(value: ValueExpr): readonly FieldPath[] {
  return dispatchValue<readonly FieldPath[]>(value, {
    path: () => [],
    element: ({ path }) => [path],
    text: () => [],
    when: ({ then }) => elementPathsOf(then),
    capture: ({ of }) => elementPathsOf(of),
    withoutSuffix: ({ of }) => elementPathsOf(of),
    concat: ({ parts }) => parts.flatMap(elementPathsOf),
    firstOf: ({ of }) => of.flatMap(elementPathsOf),
  });
}

/** Lowering lets no element stand outside a `some`. */
const elementOf = ({ element }: Scope) => element ?? NULL;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function foldLetter(text: SplExpression, letter: string): SplExpression {
  return spl`replace(${text}, ${shown(letter)}, ${shown(letter.toLowerCase())})`;
}

function expressionOf(scope: Scope, value: ValueExpr, words: string): SplExpression {
  const part = (of: ValueExpr) =>
    of.kind === 'text' ? shown(of.text) : valueField(scope, of, `${words}_part`);
  const handlers: ValueHandlers<SplExpression> = {
    path: () => valueField(scope, value, words),
    element: () => valueField(scope, value, words),
    text: ({ text }) => shown(text),
    when: ({ path, equals, then }) => {
      const test = joined(isOneOf(scope.reader.text(scope.fields, path), [equals]), ' OR ');
      return spl`if(${test}, ${expressionOf(scope, then, words)}, null())`;
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
