/**
 * Words of other tools that people write in `match`, and what to write instead.
 *
 * Owns: those words. Must not: read clauses. An answer names an operator of ours only if the operator table has it.
 */
import { isOperator, OPERATOR_NAMES } from '../language/operators.ts';

interface Translation {
  readonly ours: string;
  /** What follows the operator in the example. */
  readonly value: string;
  readonly remark?: string;
}

const TEXT = (ours: string, remark?: string): Translation => ({
  ours,
  value: "'…'",
  ...(remark === undefined ? {} : { remark }),
});
const CASED = 'Add `ignoreCase: true` if case does not matter.';
const WILDCARDS = 'There are no wildcards: use startsWith, endsWith or contains.';
const PATTERN = 'Often startsWith, endsWith, contains or a list of values says the same.';

/** Lower-case word to operator. */
const OPERATORS_ELSEWHERE: ReadonlyMap<string, Translation> = new Map([
  ['eq', TEXT('equals')],
  ['is', TEXT('equals')],
  ['=', TEXT('equals')],
  ['==', TEXT('equals')],
  ['equal', TEXT('equals')],
  ['ne', TEXT('differsFrom', 'For "is not, or is absent", write `not: { field: value }`.')],
  ['neq', TEXT('differsFrom', 'For "is not, or is absent", write `not: { field: value }`.')],
  ['!=', TEXT('differsFrom', 'For "is not, or is absent", write `not: { field: value }`.')],
  ['notequals', TEXT('differsFrom', 'For "is not, or is absent", write `not: { field: value }`.')],
  ['in', { ours: 'oneOf', value: '[a, b]' }],
  ['notin', { ours: 'not', value: '{ oneOf: [a, b] }' }],
  ['not_in', { ours: 'not', value: '{ oneOf: [a, b] }' }],
  ['startswith', TEXT('startsWith', CASED)],
  ['starts_with', TEXT('startsWith', CASED)],
  ['prefix', TEXT('startsWith', CASED)],
  ['endswith', TEXT('endsWith', CASED)],
  ['ends_with', TEXT('endsWith', CASED)],
  ['suffix', TEXT('endsWith', CASED)],
  ['like', TEXT('contains', WILDCARDS)],
  ['wildcard', TEXT('contains', WILDCARDS)],
  ['includes', TEXT('contains', CASED)],
  ['re', TEXT('matches', PATTERN)],
  ['regex', TEXT('matches', PATTERN)],
  ['regexp', TEXT('matches', PATTERN)],
  ['cidr', TEXT('inCidr')],
  ['cidrmatch', TEXT('inCidr')],
  ['gt', { ours: 'greaterThan', value: '…' }],
  ['gte', { ours: 'atLeast', value: '…' }],
  ['lt', { ours: 'lessThan', value: '…' }],
  ['lte', { ours: 'atMost', value: '…' }],
  ['fieldref', { ours: 'equals', value: '{ field: other.field }' }],
  ['equalsfield', { ours: 'equals', value: '{ field: other.field }' }],
  ['i', { ours: 'ignoreCase', value: 'true' }],
  ['cased', { ours: 'ignoreCase', value: 'false' }],
  ['case_sensitive', { ours: 'ignoreCase', value: 'false' }],
  ['lookup', { ours: 'inList', value: 'listName' }],
]);

function isOurs(word: string): boolean {
  return isOperator(word) || word === 'not' || word === 'ignoreCase';
}

/** What to write instead of an operator of another tool; undefined when it is none. */
export function foreignOperator(word: string): string | undefined {
  const translation = OPERATORS_ELSEWHERE.get(word.toLowerCase());
  if (translation === undefined) return undefined;
  const { ours, value, remark } = translation;
  const answer = isOurs(ours)
    ? `Write \`${ours}: ${value}\`.`
    : `trailc has no operator for it yet; it has ${OPERATOR_NAMES.join(', ')}.`;
  return remark === undefined ? answer : `${answer} ${remark}`;
}

/** What to write instead of `field|modifier|…`; undefined when the key has no modifier. `value` is the text on the right, if it is one. */
export function foreignModifier(key: string, value: string | undefined): string | undefined {
  const [field = '', ...modifiers] = key.split('|').map((part) => part.trim());
  if (modifiers.length === 0) return undefined;
  const words = modifiers.map((modifier) => modifier.toLowerCase());
  const shown = value === undefined ? '…' : `'${value.replaceAll("'", "''")}'`;
  if (words.includes('exists')) return `Write \`${field}: { exists: ${value ?? 'true'} }\`.`;
  if (words.includes('all')) {
    return `Write \`all:\` with a list, one item for each value: \`- ${field}: { contains: … }\`.`;
  }
  const operator = words.map((word) =>
    word === 'contains' ? 'contains' : OPERATORS_ELSEWHERE.get(word)?.ours,
  );
  const known = operator.find((word) => word !== undefined && word !== 'ignoreCase');
  if (known === undefined || !isOurs(known)) {
    const answer = words.map((word) => foreignOperator(word)).find((text) => text !== undefined);
    const fallback = `Write \`${field}: { operator: value }\` with one of ${OPERATOR_NAMES.join(', ')}.`;
    return words.includes('cased') ? `Write \`${field}: ${shown}\`; case counts.` : (answer ?? fallback);
  }
  if (words.includes('fieldref')) return `Write \`${field}: { ${known}: { field: ${value ?? '…'} } }\`.`;
  const cased = words.includes('cased') ? '' : ', ignoreCase: true';
  return `Write \`${field}: { ${known}: ${shown}${cased} }\`.`;
}

/** What to write instead of a word that joins or names clauses elsewhere; undefined for any other key. */
export function foreignWord(word: string): string | undefined {
  if (/^(?:and|&&)$/i.test(word))
    return 'Write `all:` with a list of clauses; or put them in one mapping, which means "and".';
  if (/^(?:or|\|\|)$/i.test(word)) return 'Write `any:` with a list of clauses.';
  if (/^none$/i.test(word)) return 'Write `not:` with `any:` and a list of clauses below it.';
  if (/^filter[A-Za-z0-9_]*$/i.test(word)) return 'Write the clauses of the filter below `not:`.';
  if (/^selection[A-Za-z0-9_]*$/i.test(word)) {
    return 'Write its clauses directly in `match`; several selections joined by "or" are a list below `any:`.';
  }
  if (/^condition$/i.test(word)) return 'Remove it: a mapping means "and", `any:` "or", `not:` "not".';
  if (/^(?:detection|keywords|timeframe)$/i.test(word)) {
    return 'Write clauses on fields, such as `eventName: AssumeRole`.';
  }
  const lower = word.toLowerCase();
  if (word !== lower && ['all', 'any', 'not', 'inlist'].includes(lower)) {
    return `Write \`${lower === 'inlist' ? 'inList' : lower}:\`.`;
  }
  return undefined;
}
