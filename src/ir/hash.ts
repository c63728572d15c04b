/**
 * The fingerprint of a condition's meaning: equal for two conditions that differ only in where and how they were
 * written.
 *
 * Owns: what counts as meaning, and JSON with sorted keys. Must not: name an operator; a new one is hashed by its shape.
 */
import { createHash } from 'node:crypto';
import type { Expression, Predicate } from './expression.ts';
import { normalForm } from './normal.ts';
import type { RuleIr } from './rule.ts';

/**
 * Keys of a predicate and its operands that never change a verdict: where a part stands, how it was spelled, through
 * which param or list the texts came, why a row is there.
 */
const WITHOUT_MEANING: ReadonlySet<string> = new Set([
  'span',
  'spelled',
  'param',
  'list',
  'column',
  'reason',
]);

/** Keys that hold alternatives, any one of which suffices, so that their order and repetition say nothing. */
const ALTERNATIVES: ReadonlySet<string> = new Set(['operands', 'rows', 'patterns', 'networks']);

/** SHA-256 in lower-case hexadecimal; a text is hashed as UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** JSON without white space, the keys of every object in code-unit order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(withSortedKeys(value));
}

/** A copy whose keys stand in code-unit order at every depth, and whose absent values are left out. */
export function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // `fromEntries` defines own properties, so a key `__proto__` is only a key.
  return Object.fromEntries(entries.map(([key, held]) => [key, withSortedKeys(held)]));
}

/** A condition is hashed once for each target that states the hash. */
const hashes = new WeakMap<Expression, string>();

/**
 * SHA-256 of a condition's meaning, which is that of its normal form. The order of clauses, operands and rows is left out, as are spans and spellings;
 * the definition of each field is left in, so that a derived field that comes to mean something else is seen.
 */
export function conditionHash(condition: Expression): string {
  const known = hashes.get(condition) ?? sha256(meaningOf(normalForm(condition)));
  hashes.set(condition, known);
  return known;
}

/** SHA-256 of the values that a rule's params have, whether or not its condition reads them. */
export function paramsHash({ params }: RuleIr): string {
  return sha256(canonicalJson(Object.fromEntries(params)));
}

function meaningOf(expression: Expression): string {
  switch (expression.kind) {
    case 'predicate':
      return meaningOfPredicate(expression);
    case 'not':
      return `["not",${meaningOf(expression.of)}]`;
    case 'some':
      return `["some",${canonicalJson(expression.array.value)},${meaningOf(expression.of)}]`;
    case 'all':
    case 'any': {
      const parts = distinct(expression.of.map(meaningOf));
      const [only] = parts;
      // A group of one is that one, as in the normal form.
      return parts.length === 1 && only !== undefined ? only : `["${expression.kind}",${parts.join(',')}]`;
    }
  }
}

function meaningOfPredicate(predicate: Predicate): string {
  return canonicalJson(meaningOfValue('', predicate));
}

function meaningOfValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map((part) => meaningOfValue('', part));
    if (!ALTERNATIVES.has(key)) return parts;
    return distinct(parts.map(canonicalJson));
  }
  if (typeof value !== 'object' || value === null) return value;
  if ('kind' in value && value.kind === 'field' && 'definition' in value) return fieldOf(value.definition);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !WITHOUT_MEANING.has(name))
      .map(([name, held]) => [name, meaningOfValue(name, held)]),
  );
}

/** Of a field's definition, what decides a verdict: where its value comes from, and how it is compared. */
function fieldOf(definition: unknown): unknown {
  const { type, value } = definition as { readonly type: unknown; readonly value: unknown };
  return { kind: 'field', type, value };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
