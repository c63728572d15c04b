/**
 * Paths into one event, as the `set` and `unset` of a test write them: `resources[0].ARN`, `a."x-amz-acl"`.
 *
 * Owns: that grammar. Unlike the path of a field it points at one place, so it has indexes and no `[]`.
 * Must not: know fields or follow the path.
 */

/** A key of an object, or an index of a list. */
export type PathStep = string | number;

export type ParsedPath =
  | { readonly ok: true; readonly steps: readonly PathStep[] }
  /** `problem` ends a sentence, `fix` is one. */
  | { readonly ok: false; readonly problem: string; readonly fix: string };

/** Deeper than any record, and shallow enough for every recursion that follows. */
export const LONGEST_PATH = 64;

const PLAIN = /[A-Za-z0-9_]/;
const FORM =
  'Write keys with dots between them, and an index in brackets: requestParameters.roleArn, resources[0].ARN.';

/** `key(.key|[index])*`; a key is letters, digits and `_`, or any text in double quotes with `\"` and `\\`. */
export function parseEventPath(path: string): ParsedPath {
  const steps: PathStep[] = [];
  let at = 0;
  if (path === '') return refuse('it is empty', FORM);
  while (at < path.length) {
    if (steps.length >= LONGEST_PATH)
      return refuse(`it has more than ${LONGEST_PATH} parts`, 'Set a parent as a whole.');
    if (steps.length > 0 && path[at] === '[') {
      const close = path.indexOf(']', at);
      const digits = close === -1 ? '' : path.slice(at + 1, close);
      if (digits === '' && close !== -1) {
        return refuse(
          '"[]" means any item, and a change needs one',
          'Say which item, counted from 0: resources[0].',
        );
      }
      if (!/^(?:0|[1-9][0-9]{0,5})$/.test(digits)) {
        return refuse('what stands after "[" is no index', 'Write a number, counted from 0: resources[0].');
      }
      steps.push(Number(digits));
      at = close + 1;
      continue;
    }
    if (steps.length > 0) {
      if (path[at] !== '.') return refuseKey(path, at);
      at += 1;
    }
    const key = path[at] === '"' ? quotedKey(path, at) : plainKey(path, at);
    if (key === undefined)
      return path[at] === '"' ? refuse('a quote is never closed', FORM) : refuseKey(path, at);
    if (key.text === '__proto__') return refuse('no record has the key "__proto__"', 'Remove it.');
    steps.push(key.text);
    at = key.end;
  }
  return { ok: true, steps };
}

/** A path as one would write it; what messages show. */
export function printEventPath(steps: readonly PathStep[]): string {
  return steps
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const key = /^[A-Za-z0-9_]+$/.test(step) ? step : JSON.stringify(step);
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}

interface Key {
  readonly text: string;
  readonly end: number;
}

function plainKey(path: string, from: number): Key | undefined {
  let end = from;
  while (end < path.length && PLAIN.test(path[end] ?? '')) end += 1;
  return end === from ? undefined : { text: path.slice(from, end), end };
}

function quotedKey(path: string, from: number): Key | undefined {
  let text = '';
  for (let at = from + 1; at < path.length; at += 1) {
    const character = path[at] ?? '';
    if (character === '"') return { text, end: at + 1 };
    if (character === '\\') at += 1;
    text += path[at] ?? '';
  }
  return undefined;
}

const refuse = (problem: string, fix: string): ParsedPath => ({ ok: false, problem, fix });

/** A character that no plain key holds: most often `x-amz-acl`, or an empty part. */
function refuseKey(path: string, at: number): ParsedPath {
  const before = /[A-Za-z0-9_]*$/.exec(path.slice(0, at))?.[0] ?? '';
  const word = before + (/^[^.[\]"]*/.exec(path.slice(at))?.[0] ?? '');
  if (word === before) return refuse('a key is missing between its parts', FORM);
  return refuse(
    `"${word}" is no plain word`,
    `Put the key in double quotes, and the whole path in single ones: '${quoteIn(path, at - before.length, word)}'.`,
  );
}

const quoteIn = (path: string, from: number, word: string) =>
  `${path.slice(0, from)}${JSON.stringify(word)}${path.slice(from + word.length)}`;
