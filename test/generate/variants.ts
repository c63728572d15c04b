/**
 * Values on the boundary of a predicate: those that just meet it, those that just do not, and those that no text is.
 *
 * Owns: what lies next to an operand, for each shape of operator. Whether a value really meets the predicate is not
 * promised: events are questions, not answers. Must not: put values into events.
 */
import type { Json } from '../../src/cloudtrail/event.ts';
import type { Predicate } from '../../src/ir/expression.ts';
import type { LiteralOperand, OrderTest } from '../../src/language/operands.ts';
import { endsOf, nearAddresses } from './networks.ts';
import type { Random } from './random.ts';
import { sampleText } from './sample-pattern.ts';
import { CONTROLS, HOSTILE, lookalikes, nextTo, otherCase } from './texts.ts';

/** undefined: absent. */
export type Value = Json | undefined;

export interface Variants {
  /** Meant to meet the predicate. */
  readonly just: readonly Value[];
  /** One step away. */
  readonly near: readonly Value[];
  /** In another case, or with a letter that only Unicode folds to one of them. Never empty. */
  readonly folds: readonly Value[];
  /** Absent, null, and what stands for them elsewhere. */
  readonly none: readonly Value[];
  /** No text, or a scalar of another type. */
  readonly odd: readonly Value[];
  readonly hostile: readonly Value[];
}

const NONE: readonly Value[] = [undefined, null, 'null', ''];

/** For the field on the left; `other` is the text of the field on the right, where there is one. */
export function variantsOf(predicate: Predicate, other: string | undefined, random: Random): Variants {
  const { just, near } = boundary(predicate, other, random);
  const texts = just.filter((value) => typeof value === 'string');
  const [text = 'x'] = texts;
  return {
    just: [...just, ...just.flatMap(asTyped)],
    near: [...near, ...near.flatMap(asTyped)],
    folds: [...texts.flatMap((one) => [otherCase(one), ...lookalikes(one)]), otherCase(text)],
    none: NONE,
    odd: [true, false, 0, 7, {}, [], { name: text }, { x: null }, [text], [null], [[text]], [{ name: text }]],
    hostile: [random.pick(HOSTILE), random.pick(HOSTILE), random.pick(CONTROLS), text.repeat(40)],
  };
}

/** The same scalar as JSON's own type, where it has one. */
function asTyped(value: Value): readonly Value[] {
  if (typeof value !== 'string') return [];
  if (value === 'true' || value === 'false') return [value === 'true'];
  return /^(?:0|-?[1-9][0-9]{0,14})$/.test(value) ? [Number(value)] : [];
}

interface Boundary {
  readonly just: readonly Value[];
  readonly near: readonly Value[];
}

function boundary(predicate: Predicate, other: string | undefined, random: Random): Boundary {
  switch (predicate.operator) {
    case 'exists':
      return {
        just: ['x', '', 'null', false, 0, { a: 1 }, { a: null }, ['x'], [null]],
        near: [null, {}, [], undefined],
      };
    case 'greaterThan':
    case 'atLeast':
    case 'lessThan':
    case 'atMost':
      return orderBoundary(predicate);
    case 'inCidr': {
      const ends = predicate.networks.map(({ network }) => endsOf(network));
      const inside = ends.flatMap((end) => end.inside);
      return {
        just: inside,
        near: [...ends.flatMap((end) => end.outside), ...nearAddresses(inside[0] ?? '10.0.0.1')],
      };
    }
    case 'matches': {
      const just = predicate.patterns.flatMap(({ pattern }) => [
        sampleText(pattern, random),
        sampleText(pattern, random),
      ]);
      return { just: [...just, ...just.map((text) => `${text}x`)], near: just.slice(0, 2).flatMap(nextTo) };
    }
    case 'inList': {
      const cells = random
        .shuffled(predicate.rows)
        .slice(0, 3)
        .flatMap(({ values }) => values.slice(0, 1));
      return { just: [...cells, ...folded(cells, predicate.ignoreCase)], near: cells.flatMap(nextTo) };
    }
    default: {
      const literals = predicate.operands
        .filter((operand): operand is LiteralOperand => operand.kind === 'literal')
        .map(({ text }) => text);
      const texts = random.shuffled([...literals, ...(other === undefined ? [] : [other])]).slice(0, 3);
      return textBoundary(predicate.operator, [...texts, ...folded(texts, predicate.ignoreCase)]);
    }
  }
}

const folded = (texts: readonly string[], ignoreCase: boolean) => (ignoreCase ? texts.map(otherCase) : []);

function textBoundary(
  operator: 'equals' | 'oneOf' | 'differsFrom' | 'startsWith' | 'endsWith' | 'contains',
  texts: readonly string[],
): Boundary {
  const near = texts.flatMap(nextTo);
  switch (operator) {
    case 'equals':
    case 'oneOf':
      return { just: texts, near };
    case 'differsFrom':
      return { just: near.length === 0 ? ['x'] : near, near: texts };
    case 'startsWith':
      return { just: [...texts, ...texts.map((text) => `${text}\nx`)], near };
    case 'endsWith':
      return { just: [...texts, ...texts.map((text) => `x\n${text}`)], near };
    case 'contains':
      return { just: [...texts, ...texts.map((text) => `x\n${text}\nx`)], near };
  }
}

/** The limit, its neighbours, and spellings of them that are none of the scale. */
function orderBoundary({ operator, scale, limit }: OrderTest & { readonly operator: string }): Boundary {
  const [below, above] = neighbours(scale, limit.text);
  const isMet = {
    greaterThan: [above],
    atLeast: [limit.text, above],
    lessThan: [below],
    atMost: [limit.text, below],
  };
  const just = isMet[operator as keyof typeof isMet] ?? [];
  const others = [below, limit.text, above].filter((text) => !just.includes(text));
  return { just, near: [...others, ...just.flatMap((text) => misspelled(scale, text))] };
}

function neighbours(scale: OrderTest['scale'], text: string): readonly [string, string] {
  if (scale === 'integer') return [String(Number(text) - 1), String(Number(text) + 1)];
  if (scale === 'version') {
    const [major = 0, minor = 0] = text.split('.').map(Number);
    const below = minor > 0 ? `${major}.${minor - 1}` : `${Math.max(major - 1, 0)}.9999`;
    return [below, minor < 9999 ? `${major}.${minor + 1}` : `${major + 1}.0`];
  }
  const time = Date.parse(text);
  const spell = (value: number) => new Date(value).toISOString().replace('.000Z', 'Z');
  return [spell(time - 1000), spell(time + 1000)];
}

function misspelled(scale: OrderTest['scale'], text: string): readonly string[] {
  const common = [`${text} `, ` ${text}`, `${text}\n`, `0${text}`, `+${text}`, `${text}.0`];
  if (scale === 'timestamp')
    return [
      ...common,
      text.toLowerCase(),
      text.replace('Z', '+00:00'),
      text.replace('Z', '.000Z'),
      text.slice(0, 10),
    ];
  if (scale === 'version')
    return [...common, `${text}.1`, text.replace(/\d+$/, ''), text.replace('.', ''), `1${text}0000`];
  return [
    ...common,
    `${text}000000000000000`,
    `-${text}`,
    text.replace(/\d/, (digit) => String.fromCharCode(0x660 + Number(digit))),
  ];
}
