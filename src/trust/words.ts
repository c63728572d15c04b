/**
 * Which texts match which of several patterns at once: small automata, so that nothing is tried and nothing is missed.
 *
 * Owns: the states of patterns, and walking over all texts of an alphabet. Must not: know conditions or policies.
 * The work is bounded by `MOST_STATES`; beyond it the answer is `undefined`.
 */
import { createMemo } from './memo.ts';
import type { Token } from './value.ts';

export interface Pattern {
  readonly tokens: readonly Token[];
  readonly ignoreCase: boolean;
  /** In an ARN no wildcard stands for a colon. */
  readonly arn: boolean;
}

export const pattern = (tokens: readonly Token[], ignoreCase = false, arn = false): Pattern => ({
  tokens: tokens.filter((token, at) => token.kind !== 'any' || tokens[at - 1]?.kind !== 'any'),
  ignoreCase,
  arn,
});

/** A text that no other pattern has. */
export const patternKey = ({ tokens, ignoreCase, arn }: Pattern): string =>
  `${ignoreCase ? 'i' : ''}${arn ? 'a' : ''}:${tokens.map(tokenKey).join('')}`;

const tokenKey = (token: Token): string =>
  token.kind === 'any' ? '*' : token.kind === 'one' ? '?' : token.char.replace(/[\\*?]/, '\\$&');

/** Where in a pattern one may be: before the token of that place; in order, each once. */
type Places = readonly number[];
export type State = readonly Places[];

const MOST_STATES = 20_000;
/** Places in all states that are made: what a walk costs. */
const MOST_PLACES = 400_000;

export const startState = (patterns: readonly Pattern[]): State => patterns.map((one) => close([0], one));

/** `places` in order, maybe with doubles; two `any` never stand side by side. */
function close(places: readonly number[], { tokens, arn }: Pattern): Places {
  const found: number[] = [];
  let last = -1;
  let star = 0;
  for (const place of places) {
    if (place > last) {
      if (tokens[place]?.kind === 'any') star = found.length;
      found.push(place);
      last = place;
    }
    if (tokens[place]?.kind === 'any' && place + 1 > last) {
      found.push(place + 1);
      last = place + 1;
    }
  }
  // Whatever matches from before a `*` matches from the `*` too. In an ARN it does not, for a `*` passes no colon.
  return arn || star === 0 ? found : found.slice(star);
}

function step(state: State, char: string, patterns: readonly Pattern[]): State {
  return state.map((places, at) => {
    const { tokens, ignoreCase, arn } = patterns[at] as Pattern;
    const next: number[] = [];
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined) continue;
      if (token.kind === 'char') {
        if (isChar(token.char, char, ignoreCase)) next.push(place + 1);
      } else if (!(arn && char === ':')) {
        next.push(token.kind === 'one' ? place + 1 : place);
      }
    }
    return close(next, patterns[at] as Pattern);
  });
}

export const run = (state: State, text: string, patterns: readonly Pattern[]): State =>
  [...text].reduce((now, char) => step(now, char, patterns), state);

/** For each pattern, whether a text that ends here matches it. */
export const bitsOf = (state: State, patterns: readonly Pattern[]): readonly boolean[] =>
  state.map((places, at) => places.at(-1) === patterns[at]?.tokens.length);

export const matches = (one: Pattern, text: string): boolean =>
  one.tokens.some(({ kind }) => kind !== 'char')
    ? bitsOf(run(startState([one]), text, [one]), [one])[0] === true
    : isText(one, text);

/** Without a wildcard a pattern is one text: no automaton is needed to compare it. */
function isText({ tokens, ignoreCase }: Pattern, text: string): boolean {
  let at = 0;
  for (const char of text) {
    const token = tokens[at];
    if (token?.kind !== 'char' || !isChar(token.char, char, ignoreCase)) return false;
    at += 1;
  }
  return at === tokens.length;
}

const isChar = (wanted: string, char: string, ignoreCase: boolean): boolean =>
  wanted === char || (ignoreCase && wanted.toLowerCase() === char.toLowerCase());

/** No text that goes on can change what matches. */
const isSettled = (state: State, patterns: readonly Pattern[]): boolean =>
  state.every((places, at) => {
    const tokens = patterns[at]?.tokens ?? [];
    return places.length === 0 || (places.at(-1) === tokens.length && tokens.at(-1)?.kind === 'any');
  });

/** Characters that patterns tell apart, and one for all the others: with how many it stands for, and in lower case. */
function classesOf(
  patterns: readonly Pattern[],
  alphabet: string,
): readonly (readonly [string, number, string])[] {
  const named = new Set<string>();
  for (const { tokens, ignoreCase } of patterns) {
    for (const token of tokens) {
      if (token.kind !== 'char') continue;
      named.add(token.char);
      if (ignoreCase) named.add(token.char.toLowerCase()).add(token.char.toUpperCase());
    }
  }
  const told = [...alphabet].filter((char) => named.has(char) || char === ':');
  const others = [...alphabet].filter((char) => !named.has(char) && char !== ':');
  const other = others[0];
  const lower = (char: string) => char.toLowerCase();
  return [
    ...(other === undefined ? [] : [[other, others.length, lower(other)] as const]),
    ...told.map((char) => [char, 1, lower(char)] as const),
  ];
}

type Classes = ReturnType<typeof classesOf>;

/**
 * The classes that lead to different states from here, each with how many characters it stands for: those that no
 * pattern asks for next lead to one state, that of the first of them.
 */
function toldFrom(
  state: State,
  patterns: readonly Pattern[],
  classes: Classes,
): readonly (readonly [string, number])[] {
  const asked = new Set<string>();
  const askedAnyCase = new Set<string>();
  let colons = false;
  for (const [at, places] of state.entries()) {
    const { tokens, ignoreCase, arn } = patterns[at] as Pattern;
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined) continue;
      if (token.kind !== 'char') colons ||= arn;
      else if (ignoreCase) askedAnyCase.add(token.char.toLowerCase());
      else asked.add(token.char);
    }
  }
  const told: [string, number][] = [];
  let rest: [string, number] | undefined;
  for (const [char, count, lower] of classes) {
    if (asked.has(char) || (colons && char === ':') || askedAnyCase.has(lower)) {
      told.push([char, count]);
    } else if (rest === undefined) {
      rest = [char, count];
      told.push(rest);
    } else {
      rest[1] += count;
    }
  }
  return told;
}

export interface Walk {
  readonly alphabet: string;
  readonly shortest: number;
  readonly longest: number;
  /** Where the patterns are before the first character. */
  readonly start: State;
}

const keyOf = (state: State) => state.map((places) => places.join(',')).join('|');

const walked = createMemo<readonly string[] | undefined>();

/** One text for each way in which texts match the patterns; the shortest. */
export function representatives(patterns: readonly Pattern[], walk: Walk): readonly string[] | undefined {
  const { alphabet, shortest, longest, start } = walk;
  const key = JSON.stringify([patterns.map(patternKey), alphabet, shortest, longest, keyOf(start)]);
  return walked(key, () => walkAll(patterns, walk));
}

function walkAll(patterns: readonly Pattern[], walk: Walk): readonly string[] | undefined {
  const classes = classesOf(patterns, walk.alphabet);
  const words = new Map<string, string>();
  // A state is met again at another length while lengths still matter.
  const seen = new Set<string>();
  let layer: readonly (readonly [State, string])[] = [[walk.start, '']];
  let cost = 0;
  for (let length = 0; length <= walk.longest && layer.length > 0; length += 1) {
    const next: [State, string][] = [];
    for (const [state, word] of layer) {
      if (length >= walk.shortest) {
        const vector = bitsOf(state, patterns).join();
        if (!words.has(vector)) words.set(vector, word);
      }
      if (length === walk.longest) continue;
      for (const [char] of toldFrom(state, patterns, classes)) {
        const after = step(state, char, patterns);
        const key = `${Math.min(length, walk.shortest)}|${keyOf(after)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        cost += 1 + after.reduce((sum, places) => sum + places.length, 0);
        if (seen.size > MOST_STATES || cost > MOST_PLACES) return undefined;
        next.push([after, word + char]);
      }
    }
    layer = next;
  }
  return [...words.values()];
}

export type Accepts = (bits: readonly boolean[]) => boolean;

export interface Found {
  /** For each question the shortest text that it accepts. */
  readonly words: readonly (string | undefined)[];
  /** Of the first question: the largest share of all texts of one length that it accepts, 0 to 1. */
  readonly share: number;
}

/** A state met once: what it says, and where it leads, filled when it is asked. */
interface Node {
  readonly state: State;
  readonly answers: readonly boolean[];
  readonly settled: boolean;
  /** With the first character that leads there, and how many do. */
  next?: readonly { readonly to: Node; readonly char: string; count: number }[];
}

/** Asks several questions about all texts at once. */
export function search(
  patterns: readonly Pattern[],
  questions: readonly Accepts[],
  walk: Walk,
): Found | undefined {
  const classes = classesOf(patterns, walk.alphabet);
  const letters = classes.reduce((sum, [, count]) => sum + count, 0);
  const nodes = new Map<string, Node>();
  let cost = 0;
  const nodeOf = (state: State): Node => {
    const key = keyOf(state);
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const bits = bitsOf(state, patterns);
    const answers = questions.map((accepts) => accepts(bits));
    const node: Node = { state, answers, settled: isSettled(state, patterns) };
    nodes.set(key, node);
    cost += state.reduce((sum, places) => sum + places.length, 1);
    return node;
  };
  const nextOf = (node: Node): NonNullable<Node['next']> => {
    const next = new Map<Node, { readonly to: Node; readonly char: string; count: number }>();
    for (const [char, count] of toldFrom(node.state, patterns, classes)) {
      const to = nodeOf(step(node.state, char, patterns));
      const known = next.get(to);
      if (known === undefined) next.set(to, { to, char, count });
      else known.count += count;
    }
    return [...next.values()];
  };
  const words: (string | undefined)[] = questions.map(() => undefined);
  let share = 0;
  let layer = new Map([[nodeOf(walk.start), { word: '', part: 1 }]]);
  for (let length = 0; length <= walk.longest; length += 1) {
    if (length >= walk.shortest) {
      let accepted = 0;
      for (const [{ answers }, { word, part }] of layer) {
        for (const [at, yes] of answers.entries()) if (yes) words[at] ??= word;
        if (answers[0] === true) accepted += part;
      }
      share = Math.max(share, accepted);
      if ([...layer.keys()].every(({ settled }) => settled)) break;
    }
    const next: typeof layer = new Map();
    for (const [node, { word, part }] of layer) {
      node.next ??= nextOf(node);
      for (const { to, char, count } of node.next) {
        const known = next.get(to);
        const more = (part * count) / letters;
        if (known === undefined) next.set(to, { word: word + char, part: more });
        else known.part += more;
      }
    }
    if (nodes.size > MOST_STATES || cost > MOST_PLACES) return undefined;
    layer = next;
  }
  return { words, share };
}
