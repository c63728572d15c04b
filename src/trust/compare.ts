/**
 * One condition against the value of its key.
 *
 * Owns: the operators' truth, with absent keys, sets and IfExists. Where AWS's documentation leaves the answer open it is
 * `unknown`. Must not: know what a policy is for. Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
import type { Operator, Test } from './policy.ts';
import { partsOf, tokensOf } from './value.ts';
import { matches, pattern } from './words.ts';

export type Truth = boolean | 'unknown';

type Known = Exclude<Operator, { kind: 'unknown' }>;

/** What a key has in a request: nothing, one value, or several. */
export type Value = undefined | string | readonly string[];

export interface Context {
  readonly variables: boolean;
  /** Of a key in lower case. */
  readonly valueOf: (key: string) => string | undefined;
}

export function truthOf({ operator, values }: Test, value: Value, context: Context): Truth {
  if (operator.kind === 'unknown') return 'unknown';
  if (operator.kind === 'null') return nullTruth(values, value === undefined);
  const texts = values.map((one) =>
    tokensOf(partsOf(one, context.variables), operator.wildcards, context.valueOf),
  );
  const hits = (actual: string): Truth => {
    let found: Truth = false;
    for (const tokens of texts) {
      if (tokens === undefined) continue;
      const hit =
        operator.kind === 'string' || operator.kind === 'arn'
          ? matches(pattern(tokens, operator.ignoreCase, operator.kind === 'arn'), actual)
          : compareTyped(
              operator,
              tokens.map((token) => (token.kind === 'char' ? token.char : '*')).join(''),
              actual,
            );
      if (hit === true) return true;
      if (hit === 'unknown') found = 'unknown';
    }
    return found;
  };
  const truth = withAbsence(operator, value, hits);
  // "If AWS cannot resolve a variable this might cause the entire statement to be invalid."
  return texts.includes(undefined) && truth !== false ? 'unknown' : truth;
}

export function nullTruth(values: readonly string[], absent: boolean): Truth {
  const wanted = values.map((value) => value.toLowerCase());
  if (wanted.some((value) => value !== 'true' && value !== 'false')) return 'unknown';
  return wanted.some((value) => (value === 'true') === absent);
}

/** The answer for an absent key. */
function absentTruth({ ifExists, set, negated }: Known): boolean {
  return ifExists || set === 'all' || (set === 'one' && negated);
}

function withAbsence(operator: Known, value: Value, hits: (actual: string) => Truth): Truth {
  if (value === undefined) return absentTruth(operator);
  const answers = (typeof value === 'string' ? [value] : value).map((actual): Truth => {
    const hit = hits(actual);
    return hit === 'unknown' ? hit : hit !== operator.negated;
  });
  // One value is a set of one; several without a set operator are not defined.
  if (operator.set === 'one' && answers.length !== 1) return 'unknown';
  const decides = operator.set !== 'all';
  if (answers.includes(decides)) return decides;
  return answers.includes('unknown') ? 'unknown' : !decides;
}

function compareTyped(operator: Known, wanted: string, actual: string): Truth {
  switch (operator.kind) {
    case 'number':
      return compareNumbers(operator, Number(wanted), Number(actual));
    case 'date':
      return compareNumbers(operator, secondsOf(wanted), secondsOf(actual));
    case 'bool':
      return wanted.toLowerCase() === actual.toLowerCase();
    case 'ip':
      return isInRange(wanted, actual);
    case 'string':
    case 'arn':
    case 'null':
      return 'unknown';
  }
}

function compareNumbers({ compare }: Known, wanted: number, actual: number): Truth {
  if (Number.isNaN(wanted) || Number.isNaN(actual)) return 'unknown';
  switch (compare) {
    case 'equal':
      return actual === wanted;
    case 'less':
      return actual < wanted;
    case 'atMost':
      return actual <= wanted;
    case 'greater':
      return actual > wanted;
    case 'atLeast':
      return actual >= wanted;
  }
}

export const secondsOf = (text: string): number =>
  /^[0-9]+$/.test(text) ? Number(text) : Date.parse(text) / 1000;

/** Of an IPv4 address in decimal parts. */
export function ipOf(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^[0-9]{1,3}$/.test(part) || Number(part) > 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isInRange(range: string, actual: string): Truth {
  const [network = '', length = '32'] = range.split('/');
  const from = ipOf(network);
  const ip = ipOf(actual);
  if (from === undefined || ip === undefined || !/^[0-9]{1,2}$/.test(length) || Number(length) > 32)
    return 'unknown';
  const size = 2 ** (32 - Number(length));
  return Math.floor(from / size) === Math.floor(ip / size);
}
