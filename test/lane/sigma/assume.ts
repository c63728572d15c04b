/**
 * Which events break what a Sigma answer assumes.
 *
 * Owns: one test for each assumption that the Sigma target names, written from its sentence (targets/shared/assumptions.ts)
 * and as narrow: it looks only at what the condition reads. Where an assumption speaks of engines, the engine's own
 * behaviour decides. Must not: look at verdicts.
 */
import type { CloudTrailEvent, Json } from '../../../src/cloudtrail/event.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import type { Breaks } from '../executor.ts';
import { foldsBeyondAscii, spelledOtherwise } from './spelling.ts';
import { type Asked, standingOf, testsAsked } from './standing.ts';

/** What the assumptions on engines come to with one of them, by its documentation. */
export interface Traits {
  /** Takes a JSON number, true or false for text in a comparison with a literal. */
  readonly scalarsAsText: boolean;
  /** And in a comparison of two fields, where the other is a text. */
  readonly scalarsAsTextInFieldref: boolean;
  /** `$` matches before a last line break. */
  readonly dollarBeforeLineBreak: boolean;
}

/** `conditionOf` gives what the answer says: the rule's own condition, or what stands in for it. */
export function sigmaBreaks(traits: Traits, conditionOf: (rule: RuleIr) => Expression): Breaks {
  const tests: Readonly<Record<string, (asked: Asked) => boolean>> = {
    'no-object-here': holdsNoText,
    'no-empty-object': existsOfObject,
    'one-spelling': spelledOtherwise,
    'ascii-case-only': foldsBeyondAscii,
    'scalars-as-text': (asked) => comparesScalar(asked, traits),
    'json-integer': isNoInteger,
    'plain-addresses': isNoPlainAddress,
    'no-last-line-break': (asked) => traits.dollarBeforeLineBreak && endsInLineBreak(asked),
    // Both witnesses read a dotted name through arrays, or are not asked about any.
    'any-element': () => false,
  };
  return (assumption, rule, event) => {
    if (assumption === 'assumed-role-arn') return hasOtherArn(event);
    const test = tests[assumption];
    if (test === undefined) throw new Error(`no test of the assumption ${assumption}: add it to assume.ts`);
    return testsAsked(conditionOf(rule), event).some(test);
  };
}

/**
 * An object or an array stands at a path that is read as text, or an array on the way there. `exists` reads no text of a
 * field of the record, but a derived field is made of texts.
 */
function holdsNoText(asked: Asked): boolean {
  if (asked.predicate.operator === 'exists' && !asked.predicate.field.definition.derived) return false;
  return standingOf(asked).some(
    ({ value, behindArray }) => behindArray || (typeof value === 'object' && value !== null),
  );
}

/**
 * `exists` asks where `{}` or `[]` stands, which Sigma engines take for a value; or, inside an array, where any object or
 * array stands, which the regular expression that stands for `exists` there does not find.
 */
function existsOfObject(asked: Asked): boolean {
  if (asked.predicate.operator !== 'exists') return false;
  return standingOf(asked).some(({ value, behindArray }) => {
    if (behindArray) return true;
    if (typeof value !== 'object' || value === null) return false;
    return asked.element !== undefined || Object.keys(value).length === 0;
  });
}

/** A number, true or false where a text is compared. Fields that hold booleans are printed both ways. */
function comparesScalar(asked: Asked, traits: Traits): boolean {
  const { predicate } = asked;
  if ('scale' in predicate && predicate.scale === 'integer') return false;
  if (predicate.operator === 'exists' || predicate.operator === 'inCidr') return false;
  const found = standingOf(asked).map(({ value }) => value);
  const scalars = found.filter((value) => typeof value === 'number' || typeof value === 'boolean');
  if (scalars.length === 0) return false;
  const isFieldref = 'operands' in predicate && predicate.operands.some(({ kind }) => kind === 'field');
  if (!traits.scalarsAsText) return true;
  return isFieldref && !traits.scalarsAsTextInFieldref && found.some((value) => typeof value === 'string');
}

/** Put in order as a whole number, and no JSON integer of at most 15 digits. */
function isNoInteger(asked: Asked): boolean {
  const { predicate } = asked;
  if (!('scale' in predicate) || predicate.scale !== 'integer') return false;
  return standingOf(asked).some(({ value }) => {
    if (value === undefined || value === null || typeof value === 'object') return false;
    return typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) >= 1e15;
  });
}

/** A zone, IPv4 written as IPv6, or a number of an IPv4 address with leading zeros. */
function isNoPlainAddress(asked: Asked): boolean {
  if (asked.predicate.operator !== 'inCidr') return false;
  return standingOf(asked).some(
    ({ value }) =>
      typeof value === 'string' &&
      (/:.*%/.test(value) || isMapped(value) || /^(?:\d+\.)*0\d+(?:\.\d+)*$/.test(value)),
  );
}

/** `::ffff:10.0.0.1`, `::ffff:a00:1`, and with zeros written out. */
const isMapped = (text: string) => /^(?:::|(?:0{1,4}:){1,5}:?(?:0{1,4}:)*)ffff:[0-9a-f.:]+$/i.test(text);

/** Compared with a regular expression, and ending in a line break. Times and versions are put in order by such. */
function endsInLineBreak(asked: Asked): boolean {
  const { predicate } = asked;
  const isOrder = 'scale' in predicate && predicate.scale !== 'integer';
  if (predicate.operator !== 'matches' && !isOrder) return false;
  return standingOf(asked).some(({ value }) => typeof value === 'string' && value.endsWith('\n'));
}

/** The caller's ARN is a text, and not of the form that AssumedRole has. */
function hasOtherArn({ userIdentity }: CloudTrailEvent): boolean {
  const { type, arn } = (userIdentity ?? {}) as Readonly<Record<string, Json>>;
  if (typeof type !== 'string' || type.toLowerCase() !== 'assumedrole' || typeof arn !== 'string')
    return false;
  return !/^arn:[^:]+:sts::[0-9]*:assumed-role\/[^/]+\/[^/]+$/.test(arn);
}
