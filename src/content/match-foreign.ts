/**
 * Words of other tools that people write in `match`, and what to write instead.
 *
 * Owns: those words. Must not: read clauses. An answer names an operator of ours only if the operator table has it.
 */
import { isOperator, OPERATOR_NAMES, OPERATORS } from '../language/operators.ts';

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
const BLOCK: Translation = { ours: 'inCidr', value: '10.0.0.0/8' };
const ELEMENT: Translation = {
  ours: 'some',
  value: '{ key: … }',
  remark: "It stands below a path that ends in [], as in 'resources[]'. For several values, `oneOf: [a, b]`.",
};

const words = (spellings: readonly string[], translation: Translation) =>
  spellings.map((spelling) => [spelling, translation] as const);

/** Lower-case word to operator. */
const OPERATORS_ELSEWHERE: ReadonlyMap<string, Translation> = new Map<string, Translation>([
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
  ...words(
    ['re', 'regex', 'regexp', 'match', 'rlike', 'regexp_like', 'regex_match'],
    TEXT('matches', PATTERN),
  ),
  ...words(['cidr', 'cidrmatch', 'cidr_match', 'cidrs', 'ip_in', 'ipmatch'], BLOCK),
  ...words(['gt', '>', 'greater', 'greater_than', 'after'], { ours: 'greaterThan', value: '…' }),
  ...words(['gte', 'ge', '>=', 'min', 'minimum', 'greater_or_equal'], { ours: 'atLeast', value: '…' }),
  ...words(['lt', '<', 'less', 'less_than', 'before'], { ours: 'lessThan', value: '…' }),
  ...words(['lte', 'le', '<=', 'max', 'maximum', 'less_or_equal'], { ours: 'atMost', value: '…' }),
  ['between', { ours: 'atLeast', value: '…, atMost: …' }],
  ...words(['any', 'anyof', 'any_match', 'elemmatch', 'contains_any'], ELEMENT),
  ['fieldref', { ours: 'equals', value: '{ field: other.field }' }],
  ['equalsfield', { ours: 'equals', value: '{ field: other.field }' }],
  ['i', { ours: 'ignoreCase', value: 'true' }],
  ['cased', { ours: 'ignoreCase', value: 'false' }],
  ['case_sensitive', { ours: 'ignoreCase', value: 'false' }],
  ['lookup', { ours: 'inList', value: 'listName' }],
]);

function isOurs(word: string): boolean {
  return isOperator(word) || word === 'not' || word === 'ignoreCase' || word === 'some';
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
  // In quotes, a key may hold any character.
  if (modifiers.length === 0 || field.includes('"')) return undefined;
  const names = modifiers.map((modifier) => modifier.toLowerCase());
  const quoted = value === undefined ? '…' : `'${value.replaceAll("'", "''")}'`;
  if (names.includes('exists')) return `Write \`${field}: { exists: ${value ?? 'true'} }\`.`;
  if (names.includes('all')) {
    return `Write \`all:\` with a list, one item for each value: \`- ${field}: { contains: … }\`.`;
  }
  const operator = names.map((word) =>
    word === 'contains' ? 'contains' : OPERATORS_ELSEWHERE.get(word)?.ours,
  );
  const known = operator.find((word) => word !== undefined && word !== 'ignoreCase');
  if (known === undefined || !isOurs(known)) {
    const answer = names.map((word) => foreignOperator(word)).find((text) => text !== undefined);
    const fallback = `Write \`${field}: { operator: value }\` with one of ${OPERATOR_NAMES.join(', ')}.`;
    return names.includes('cased') ? `Write \`${field}: ${quoted}\`; case counts.` : (answer ?? fallback);
  }
  if (names.includes('fieldref')) return `Write \`${field}: { ${known}: { field: ${value ?? '…'} } }\`.`;
  // Sigma ignores case but where it is told not to, and in regular expressions.
  const folds = isOperator(known) && OPERATORS[known].foldsCase;
  const ignores = known === 'matches' ? names.includes('i') : folds && !names.includes('cased');
  const shown = value !== undefined && /^(?:0|[1-9][0-9]*)$/.test(value) ? value : quoted;
  return `Write \`${field}: { ${known}: ${folds ? quoted : shown}${ignores ? ', ignoreCase: true' : ''} }\`.`;
}

/** What to write instead of a word that joins or names clauses elsewhere; undefined for any other key. */
export function foreignWord(word: string): string | undefined {
  if (/^(?:and|&&)$/i.test(word))
    return 'Write `all:` with a list of clauses; or put them in one mapping, which means "and".';
  if (/^(?:or|\|\|)$/i.test(word)) return 'Write `any:` with a list of clauses.';
  if (word === 'some') return "Write it below the path of an array: 'resources[]': { some: { … } }.";
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
