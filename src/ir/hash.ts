/**
 * The fingerprint of a condition's meaning: equal for two conditions that differ only in where and how they were
 * written.
 *
 * Owns: what counts as meaning, and JSON with sorted keys. Must not: name an operator; a new one is hashed by its shape.
 */
import { createHash } from 'node:crypto';
import type { Expression, Predicate, PredicateOf } from './expression.ts';
import { WITHOUT_MEANING } from './meaning.ts';
import { normalForm } from './normal.ts';
import type { RuleIr } from './rule.ts';

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

/** A condition is hashed once for all that state the hash. */
const hashes = new WeakMap<Expression, string>();

/**
 * SHA-256 of a condition's meaning, which is that of its normal form. The order of clauses, operands and rows is left
 * out, as are spans and spellings; the definition of each field is left in, so that a derived field that comes to mean
 * something else is seen.
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
  const folded = 'ignoreCase' in predicate && predicate.ignoreCase;
  return written('', 'columns' in predicate ? inFixedOrder(predicate) : predicate, folded);
}

/** A membership with its columns in the order of their fields, and every row in that order. */
function inFixedOrder(test: PredicateOf<'inList'>): PredicateOf<'inList'> {
  if (test.columns.length < 2) return test;
  const order = test.columns
    .map((column, at) => ({ column, at, key: fieldOf(column.field.definition) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  if (order.every(({ at }, place) => at === place)) return test;
  const rows = test.rows.map((row) => ({ ...row, values: order.map(({ at }) => row.values[at] ?? '') }));
  return { ...test, columns: order.map(({ column }) => column), rows };
}

/** Keys whose texts are compared with the field's, so that their case says nothing where it is ignored. */
const COMPARED: ReadonlySet<string> = new Set(['text', 'values']);

/** A list's rows are the same for every rule that asks it. */
const rowsWritten = new WeakMap<object, string>();

/** The JSON of what means something in a value, in one pass: rules are hashed by the thousand. */
function written(key: string, value: unknown, folded: boolean): string {
  if (typeof value === 'string')
    return JSON.stringify(folded && COMPARED.has(key) ? asciiLowerCase(value) : value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) {
    const keep = key === 'rows' && !folded;
    const known = keep ? rowsWritten.get(value) : undefined;
    if (known !== undefined) return known;
    const inner = COMPARED.has(key) ? key : '';
    const parts = value.map((part) => written(inner, part, folded));
    const text = `[${(ALTERNATIVES.has(key) ? distinct(parts) : parts).join(',')}]`;
    if (keep) rowsWritten.set(value, text);
    return text;
  }
  if ('kind' in value && value.kind === 'field' && 'definition' in value) return fieldOf(value.definition);
  // Of what was parsed, the text is only one of its spellings.
  const parsed = 'pattern' in value || 'network' in value;
  const parts: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const held = (value as Readonly<Record<string, unknown>>)[name];
    if (held === undefined || WITHOUT_MEANING.has(name) || (parsed && name === 'text')) continue;
    parts.push(`${JSON.stringify(name)}:${written(name, held, folded)}`);
  }
  return `{${parts.join(',')}}`;
}

/** ASCII A-Z folded and nothing else, as `ignoreCase` does (docs/semantics.md §4). */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

const fields = new WeakMap<object, string>();

/** Of a field's definition, what decides a verdict: where its value comes from, and how it is compared. */
function fieldOf(definition: unknown): string {
  const held = definition as { readonly type: unknown; readonly value: unknown };
  const known = fields.get(held) ?? canonicalJson({ kind: 'field', type: held.type, value: held.value });
  fields.set(held, known);
  return known;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
