/**
 * Whether a value is a lock, and the first place where it is not.
 *
 * Owns: that question; lock/schema.ts publishes the same shape (a test holds the two together). Must not: know files.
 */

export interface ShapeFault {
  /** `the rule 3e0f…, "version"`. */
  readonly place: string;
  /** To follow "is not". */
  readonly wanted: string;
}

type Check = (value: unknown) => string | undefined;

/** As `uuid` and `version` of language/shapes.ts, which a test holds them to. */
export const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const VERSION = /^(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})$/;
const SHA256 = /^[0-9a-f]{64}$/;
const DIGEST = /^[0-9a-f]{16}$/;
/** Rules nest 64 deep at most, and each level may be a negation and a group. */
const DEEPEST = 300;

const text: Check = (value) => (typeof value === 'string' && value !== '' ? undefined : 'a text');
const like = (pattern: RegExp, wanted: string): Check => {
  return (value) => (typeof value === 'string' && pattern.test(value) ? undefined : wanted);
};

const TOP: Readonly<Record<string, Check>> = {
  schemaVersion: (value) => (value === 1 ? undefined : 'the number 1'),
  trailc: text,
  rules: (value) => (Array.isArray(value) ? undefined : 'a list of rules'),
};

const RULE: Readonly<Record<string, Check>> = {
  id: like(ID, 'a UUID in lower case'),
  stem: text,
  title: text,
  version: like(VERSION, 'a version `major.minor.patch`'),
  removed: (value) => (value === true ? undefined : '`true`, or left out'),
  meaning: like(SHA256, 'a SHA-256'),
  text: like(SHA256, 'a SHA-256'),
  tuning: recordOf(like(DIGEST, 'a digest'), 'digests by key'),
  metadata: recordOf(like(DIGEST, 'a digest'), 'digests by key'),
  params: recordOf(text, 'types by param'),
  logic: (value) =>
    Array.isArray(value) && value.every((clause) => isMeaning(clause, 0)) ? undefined : 'a list of clauses',
};

const OPTIONAL: ReadonlySet<string> = new Set(['removed']);

export function shapeFault(value: unknown): ShapeFault | undefined {
  const top = recordFault(value, TOP, 'the file');
  if (top !== undefined) return top;
  for (const [at, rule] of (value as { readonly rules: readonly unknown[] }).rules.entries()) {
    const id = isRecord(rule) && typeof rule.id === 'string' ? ` (${rule.id.slice(0, 40)})` : '';
    const fault = recordFault(rule, RULE, `rule ${at + 1}${id}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function recordFault(
  value: unknown,
  checks: Readonly<Record<string, Check>>,
  place: string,
): ShapeFault | undefined {
  if (!isRecord(value)) return { place, wanted: 'a mapping' };
  for (const [key, check] of Object.entries(checks)) {
    if (!Object.hasOwn(value, key)) {
      if (OPTIONAL.has(key)) continue;
      return { place: `"${key}" of ${place}`, wanted: 'there' };
    }
    const wanted = check(value[key]);
    if (wanted !== undefined) return { place: `"${key}" of ${place}`, wanted };
  }
  const odd = Object.keys(value).find((key) => !Object.hasOwn(checks, key));
  return odd === undefined
    ? undefined
    : { place: `"${odd.slice(0, 40)}" of ${place}`, wanted: 'a key of a lock' };
}

function recordOf(check: Check, wanted: string): Check {
  return (value) =>
    isRecord(value) && Object.values(value).every((held) => check(held) === undefined) ? undefined : wanted;
}

function isMeaning(value: unknown, depth: number): boolean {
  if (!isRecord(value) || depth > DEEPEST) return false;
  const inner = (part: unknown) => isMeaning(part, depth + 1);
  switch (value.kind) {
    case 'all':
    case 'any':
      return Array.isArray(value.of) && value.of.every(inner);
    case 'not':
      return inner(value.of);
    case 'some':
      return typeof value.array === 'string' && inner(value.of);
    case 'test':
      return isTest(value);
    default:
      return false;
  }
}

function isTest({ operator, field, columns, list, values, scale, ignoreCase }: Record<string, unknown>) {
  const maybeText = (part: unknown) => part === undefined || typeof part === 'string';
  return (
    typeof operator === 'string' &&
    maybeText(field) &&
    maybeText(list) &&
    maybeText(scale) &&
    (ignoreCase === undefined || ignoreCase === true) &&
    (columns === undefined || (isRecord(columns) && Object.values(columns).every(maybeText))) &&
    (values === undefined || (Array.isArray(values) && values.every((one) => typeof one === 'string')))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
