/**
 * "The text is one of these."
 *
 * Owns: `=`, `in` and their fallback, so that numbers and awkward characters are thought of once. Must not: know
 * operators.
 */
import {
  joined,
  oneOfRegexes,
  plainText,
  quoted,
  quotedRegex,
  regex,
  regexOf,
  type SplExpression,
  spl,
} from './literals.ts';

/** Whether Splunk could take the text for a number: anything that does not begin with a letter, and `inf` and `nan`. */
function readsAsNumber(text: string): boolean {
  return !/^[A-Za-z]/.test(text) || /^(inf|nan)/i.test(text);
}

/**
 * Tests of which one holds where `key`, an expression, is one of the texts; none for no texts. Splunk compares two
 * texts that read as numbers by their value, so unless no literal can be read as one, a letter goes before both sides.
 */
export function isOneOf(key: SplExpression, texts: readonly string[]): readonly SplExpression[] {
  const prefixed = texts.some(readsAsNumber);
  const left = prefixed ? spl`"x".${key}` : key;
  const right = texts.flatMap((text) => plainText(prefixed ? `x${text}` : text) ?? []).map(quoted);
  const awkward = texts.filter((text) => plainText(text) === undefined).map((text) => regexOf(text, false));
  const [only] = right;
  const tests: SplExpression[] = [];
  if (only !== undefined && right.length === 1)
    tests.push(prefixed ? spl`(${left})=${only}` : spl`${left}=${only}`);
  else if (only !== undefined) tests.push(spl`in(${joined([left, ...right], ', ')})`);
  if (awkward.length > 0) tests.push(spl`match(${key}, ${quotedRegex(regex`^${oneOfRegexes(awkward)}\z`)})`);
  return tests;
}
