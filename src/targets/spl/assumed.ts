/**
 * What an exact answer of this target rests on.
 *
 * Owns: which assumption is needed for what. Each can be looked up on the Splunk that runs the search: docs/splunk.md
 * has a canary for every one. Must not: hold their sentences (shared/assumptions.ts does).
 */
import { pathsOf } from '../../cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate, type Predicate, predicatesOf } from '../../ir/expression.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import { needsLookup } from './lookup-file.ts';
import { mayTryLong, needsCharacters } from './pcre.ts';
import { prefilterTerms } from './prefilter.ts';
import { MAYBE_STRING } from './reader.ts';

/** For what both profiles print alike. */
function common(condition: Expression): readonly AssumptionName[] {
  return [
    ...(prefilterTerms(condition).length > 0 ? (['ascii-unescaped'] as const) : []),
    ...predicatesOf(condition).flatMap(ofPredicate),
    ...(hasSome(condition) ? (['splunk-mvmap'] as const) : []),
  ];
}

export function rawAssumptions(condition: Expression): readonly AssumptionName[] {
  const elements: readonly AssumptionName[] = hasSome(condition) ? ['splunk-json-elements'] : [];
  return ['splunk-canary', 'no-twin-key', ...elements, ...common(condition)];
}

export function extractedAssumptions(condition: Expression): readonly AssumptionName[] {
  const paths = predicatesOf(condition)
    .flatMap(fieldsOfPredicate)
    .flatMap(({ definition }) => pathsOf(definition.value));
  const arrays = arraysOf(condition);
  const below = [...paths, ...arrays].some(
    ([first, second]) => first !== undefined && second !== undefined && MAYBE_STRING.has(first),
  );
  const exists = predicatesOf(condition).some(({ operator }) => operator === 'exists');
  return [
    'splunk-if',
    'extracted-whole',
    'extracted-once',
    'extracted-empty',
    'extracted-names',
    'no-null-twin',
    ...(paths.some((path) => path.join('.') === 'errorCode') ? (['no-outcome-code'] as const) : []),
    ...(below ? (['parameters-are-objects'] as const) : []),
    ...(exists ? (['no-object-here'] as const) : []),
    ...common(condition),
  ];
}

/** A text that is compared by a regular expression which writes these by their codes: bytes have no such codes. */
const CODED_BEYOND_BYTES = /[\u2028\u2029]/;

function textsOf(predicate: Predicate): readonly string[] {
  if ('rows' in predicate) return predicate.rows.flatMap(({ values }) => values);
  if ('patterns' in predicate) return predicate.patterns.map(({ text }) => text);
  if (!('operands' in predicate)) return [];
  return predicate.operands.flatMap((operand) => (operand.kind === 'literal' ? operand.text : []));
}

function ofPredicate(predicate: Predicate): readonly AssumptionName[] {
  const coded = textsOf(predicate).some((text) => CODED_BEYOND_BYTES.test(text));
  return [...(coded ? (['pcre-characters'] as const) : []), ...ofOperator(predicate)];
}

function ofOperator(predicate: Predicate): readonly AssumptionName[] {
  if ('patterns' in predicate) {
    const patterns = predicate.patterns.map(({ pattern }) => pattern);
    return [
      ...(patterns.some(needsCharacters) ? (['pcre-characters'] as const) : []),
      ...(patterns.some(mayTryLong) ? (['pcre-limits'] as const) : []),
    ];
  }
  if ('limit' in predicate) return ['splunk-numbers'];
  if ('networks' in predicate) return ['cidr-ipv6'];
  return 'rows' in predicate && needsLookup(predicate) ? ['splunk-lookup'] : [];
}

function hasSome(condition: Expression): boolean {
  return arraysOf(condition).length > 0;
}

function arraysOf(condition: Expression): readonly (readonly string[])[] {
  switch (condition.kind) {
    case 'predicate':
      return [];
    case 'not':
      return arraysOf(condition.of);
    case 'some':
      return [condition.array.value.path, ...arraysOf(condition.of)];
    case 'all':
    case 'any':
      return condition.of.flatMap(arraysOf);
  }
}
