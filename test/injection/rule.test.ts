/**
 * Hostile text in a whole rule: what is built holds it where a benign one would stand, in the same tree, and nowhere
 * else. The files are read by readers of this folder, not by anything that trailc prints or parses with.
 */
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { TargetName } from '../../src/content/document.ts';
import { type Built, build, literal, type Slots } from './build.ts';
import { HOSTILE, isWhole, letters, neighbourOf } from './hostile.ts';
import { readConf } from './read-conf.ts';
import { readSigma, type SigmaLeaf } from './read-sigma.ts';
import { readSpl as splTokens } from './read-spl.ts';
import { readJsonPath, readSql as sqlTokens } from './read-sql.ts';
import { differing, type Token, treeOf } from './tokens.ts';

const file = ({ files }: Built, ending: string): string => {
  const [found] = [...files].filter(([path]) => path.endsWith(ending));
  if (found === undefined) throw new Error(`no file ends in ${ending}: ${[...files.keys()].join(' ')}`);
  return found[1];
};
const searchOf = (conf: string) =>
  readConf(conf).stanzas[0]?.settings.find(([name]) => name === 'search')?.[1] ?? '';

/** A query is read once, however many places look at it. */
function memoized(read: (query: string) => readonly Token[]): (query: string) => readonly Token[] {
  const known = new Map<string, readonly Token[]>();
  return (query) => {
    const tokens = known.get(query) ?? read(query);
    known.set(query, tokens);
    return tokens;
  };
}
const readSpl = memoized(splTokens);
const readSql = memoized(sqlTokens);

/** Twins, and what two tests look at, are built once. */
const twins = new Map<string, Built>();
function twinBuilt(slots: Partial<Slots>, targets?: readonly TargetName[]): Built {
  const key = JSON.stringify([slots, targets]);
  const built = twins.get(key) ?? build(slots, targets);
  twins.set(key, built);
  return built;
}

/** Texts that nobody sees, which the reader of a rule takes for none. */
const BLANK = /^[ \t\n\r]*$/;

/** Everything that a build gives, as the readers see it, but for what the text itself may change. */
const shapes = new WeakMap<Built, ReturnType<typeof readShape>>();
function shapeOf(built: Built) {
  const shape = shapes.get(built) ?? readShape(built);
  shapes.set(built, shape);
  return shape;
}

function readShape(built: Built) {
  const conf = readConf(file(built, '.conf'));
  return {
    paths: [...built.files.keys()],
    comments: conf.comments.length,
    stanzas: conf.stanzas.map(({ settings }) => settings.map(([name]) => name)),
    stray: conf.stray,
    search: treeOf(readSpl(searchOf(file(built, '.conf')))),
    spl: treeOf(readSpl(file(built, '.spl'))),
    sql: treeOf(readSql(file(built, '.sql'))),
    sigma: readSigma(load(file(built, '.yml'))).map(({ path }) => path),
    sigmaComments: file(built, '.yml')
      .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
      .filter((line) => line.startsWith('#')).length,
    manifest: readSigma(JSON.parse(file(built, 'manifest.json'))).map(({ path }) => path),
  };
}

/** Every place that holds text for people, but the title. */
const prose = (text: string): Partial<Slots> => ({
  description: text,
  author: text,
  license: text,
  falsePositive: text,
  triage: text,
  alertTitle: text,
  testName: text,
  because: text,
  listReason: text,
  listOwner: text,
  paramDescription: text,
});
/** With the title too: what a title may hold is built once for both of the following. */
const titled = (text: string): Built => twinBuilt({ ...prose(text), title: text });

describe('text for people', () => {
  const benign = shapeOf(build(prose('benign')));

  const holds = (text: string) => {
    const built = titled(text).errors.length === 0 ? titled(text) : build(prose(text));
    expect(built.errors).toEqual([]);
    expect(shapeOf(built)).toEqual(benign);
    const conf = readConf(file(built, '.conf'));
    const settings = new Map(conf.stanzas[0]?.settings);
    expect([letters(text), `${letters(text)}.`, '-']).toContain(letters(settings.get('description') ?? ''));
    const sigma = load(file(built, '.yml')) as Record<string, unknown>;
    for (const line of [sigma.author, sigma.license, (sigma.falsepositives as unknown[])[0]])
      expect([letters(text), 'Unknown']).toContain(letters(String(line)));
    expect(letters(String(sigma.description)).startsWith(letters(text))).toBe(true);
    const manifest = JSON.parse(file(built, 'manifest.json'));
    expect(manifest.rules[0].answers.sigma.exampleTest).toBe(text);
    // The title of the alert is a value of both queries: the very text, but for what no query can say.
    const other = twinBuilt(prose('benign'));
    expect(shownIn(readSql, file(built, '.sql'), file(other, '.sql'))).toEqual([
      text.replace(/\p{Cs}/gu, '\ufffd'),
    ]);
    const sayable = text.replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, '\ufffd');
    for (const searchIn of [(one: Built) => file(one, '.spl'), (one: Built) => searchOf(file(one, '.conf'))])
      expect(shownIn(readSpl, searchIn(built), searchIn(other))).toEqual([sayable]);
  };
  it.each(HOSTILE.filter((text) => !BLANK.test(text)))('%j', holds);
});

function shownIn(read: (query: string) => readonly Token[], one: string, other: string): readonly string[] {
  return differing(read(one), read(other)).map(([text]) => text);
}

describe('a title', () => {
  const benign = shapeOf(twinBuilt(prose('benign')));

  it.each(HOSTILE.filter((text) => !BLANK.test(text)))('%j', (text) => {
    const built = titled(text);
    // docs/language.md: one line of at most 256 characters, all of them visible.
    const shown = !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Cn}\p{Co}]/u.test(text) && [...text].length <= 256;
    if (built.errors.length > 0) {
      expect(built.errors).toEqual([expect.stringMatching(/^rule\/title 4:11$/)]);
      expect(shown && text === text.trim()).toBe(false);
      return;
    }
    expect(shapeOf(built)).toEqual(benign);
    const conf = readConf(file(built, '.conf'));
    expect([letters(text), `${letters(text)}.`]).toContain(letters(conf.comments[0] ?? ''));
    const [name = ''] = conf.stanzas.map((stanza) => letters(stanza.name));
    const bare = letters(text.replace(/[[\]]/g, ''));
    expect(
      [bare, `${bare}.`, `${bare}rule`, '-'].some(
        (one) => name === one || (bare.length > 90 && one.startsWith(name)),
      ),
    ).toBe(true);
    expect(letters(readSql(file(built, '.sql'))[0]?.text ?? '')).toBe(letters(text));
    // SigmaHQ's casing of titles: nothing else differs.
    expect(fold(String((load(file(built, '.yml')) as Record<string, unknown>).title))).toBe(fold(text));
    expect(JSON.parse(file(built, 'manifest.json')).rules[0].title).toBe(text);
  });
});

describe('values', () => {
  /** A harmless text that a target prints in the same form: what begins with a letter, and what Splunk cannot quote. */
  const twinOf = (text: string) =>
    (/\p{L}/u.test(text) ? `${/^[A-Za-z]/.test(text) ? 'b' : '('}e nign` : '(1 2') +
    (/[\t\n\r$`]/.test(text) ? '\t' : '') +
    (/[\u2028\u2029]/.test(text) ? '\u2028' : '');
  const escaped = (text: string) => text.replace(/[.^$*+?{}[\]|()\\]/g, '\\$&');
  const places = (text: string): Partial<Slots> => ({
    listValue: text,
    param: text,
    clause: {
      'requestParameters.e': literal(text),
      'requestParameters.d': { differsFrom: literal(text), ignoreCase: false },
      'requestParameters.s': { startsWith: literal(text), ignoreCase: false },
      'requestParameters.n': { endsWith: literal(text), ignoreCase: false },
      'requestParameters.c': { contains: literal(text), ignoreCase: false },
      'requestParameters.m': { matches: `^${escaped(text)}$`, ignoreCase: false },
      'requestParameters.i': { equals: literal(text), ignoreCase: true },
    },
  });
  /** Control characters are text for no search, and half a pair for nobody: docs/splunk.md, docs/athena.md. */
  const isRefused = (text: string) => /[^\P{Cc}\t\n\r]/u.test(text) || !isWhole(text);
  const usual = HOSTILE.filter((text) => !BLANK.test(text) && text.length <= 200);

  it.each(usual.filter(isRefused))('%j is refused at its place', (text) => {
    const { errors } = build(places(text));
    // Half a pair is no pattern in the first place; then nothing is compiled.
    const code = isWhole(text) ? 'compile/unsupported' : 'meaning/pattern';
    for (const error of errors) expect(error).toMatch(new RegExp(`^${code} [0-9]+:[0-9]+$`));
    // A pattern may name a control character of ASCII, by its code.
    expect(errors.length).toBeGreaterThanOrEqual(isWhole(text) ? 8 : 1);
  });

  const holds = (text: string) => {
    const twin = twinOf(text);
    const [built, other] = [build(places(text)), twinBuilt(places(twin))];
    expect(built.errors).toEqual([]);
    expect(other.errors).toEqual([]);
    expect(shapeOf(built)).toEqual(shapeOf(other));
    for (const [read, one, two] of [
      [readSpl, file(built, '.spl'), file(other, '.spl')],
      [readSpl, searchOf(file(built, '.conf')), searchOf(file(other, '.conf'))],
      [readSql, file(built, '.sql'), file(other, '.sql')],
    ] as const) {
      const pairs = differing(read(one), read(two));
      // List, param and seven operators, each once.
      expect(pairs.length).toBeGreaterThanOrEqual(9);
      for (const [mine, theirs] of pairs) {
        expect([mine, says(mine, text)]).toEqual([mine, true]);
        expect([theirs, says(theirs, twin)]).toEqual([theirs, true]);
      }
    }
    const leaves = readSigma(load(file(built, '.yml')));
    const theirs = readSigma(load(file(other, '.yml')));
    const changed = leaves.filter(({ value }, at) => value !== theirs[at]?.value);
    expect(changed.length).toBeGreaterThanOrEqual(9);
    for (const leaf of changed)
      expect([leaf, isDigest(leaf) || saysInSigma(leaf, text)]).toEqual([leaf, true]);
  };
  it.each(usual.filter((text) => !isRefused(text)))('%j', holds);
});

/** A fingerprint of the condition or the params: another text has another. */
const isDigest = ({ value }: SigmaLeaf) => /^[0-9a-f]{64}$/.test(String(value));
const fold = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** The text itself, with a letter before it (so that Splunk makes no number of it), folded, or a pattern of it alone. */
function says(literalText: string, text: string): boolean {
  return [text, `x${text}`, fold(text)].includes(literalText) || isPatternOf(literalText, text);
}

function isPatternOf(pattern: string, text: string): boolean {
  const written = pattern.replace(/\\(x[0-9A-F]{2}|x\{[0-9A-F]+\}|[\s\S])/g, (all, sign: string) => {
    if (sign === 'A') return '^';
    if (sign === 'z') return '$';
    if (sign.startsWith('x{')) return `\\u${sign.slice(1)}`;
    return sign.length === 3 || /[\^$.|?*+()[\]{}/-]|\\|[nrt]/.test(sign) ? all : sign;
  });
  try {
    const regex = new RegExp(written, 'u');
    return regex.test(text) && !regex.test(neighbourOf(text));
  } catch {
    return false;
  }
}

/** Specification 2.1.0: `*` and `?` are wildcards unless a backslash stands before them; `re` is a regular expression. */
function saysInSigma({ path, value }: SigmaLeaf, text: string): boolean {
  if (/\|re\b/.test(path)) return isPatternOf(String(value), text);
  const plain = String(value).replace(
    /\\([\\*?])|[*?]/g,
    (all, sign: string | undefined) => sign ?? `<${all}>`,
  );
  return [text, fold(text)].includes(plain);
}

describe('keys of a path', () => {
  const places = (key: string): Partial<Slots> => ({
    clause: { [`requestParameters."${key.replace(/["\\]/g, '\\$&')}"`]: { oneOf: ['be nign'] } },
  });
  const TWIN = 'x-y';
  const keys = HOSTILE.filter((text) => !BLANK.test(text) && text.length <= 200);
  /** What a target does not say it refuses at the place; the others go on. */
  const REFUSED = /^(?:meaning\/[a-z-]+|compile\/unsupported|match\/[a-z-]+) \d+:\d+$/;

  it.each(keys)('%j in SQL', (key) => {
    const built = build(places(key), ['athena']);
    for (const error of built.errors) expect(error).toMatch(REFUSED);
    if (built.errors.length > 0) {
      expect(isWhole(key)).toBe(false);
      return;
    }
    const tokens = readSql(file(built, '.sql'));
    // A key that reads as a number rests on one more assumption, which is a comment.
    const tree = (of: readonly Token[]) => treeOf(of).filter((token) => token !== 'comment');
    expect(tree(tokens)).toEqual(tree(readSql(file(twinBuilt(places(TWIN), ['athena']), '.sql'))));
    const head = tokens.findIndex(({ kind }) => kind !== 'comment');
    expect(tokens.slice(head).filter(({ kind }) => kind === 'comment')).toEqual([]);
    const paths = tokens.flatMap(({ kind, text }) => (kind === 'string' ? [readJsonPath(text)] : []));
    expect(paths.filter((path) => path?.length === 1 && path[0] === key)).toHaveLength(1);
  });

  const holdsInSpl = (key: string) => {
    const built = build(places(key), ['spl']);
    for (const error of built.errors) expect(error).toMatch(REFUSED);
    // docs/splunk.md: no control character, $ or backtick in a key.
    if (built.errors.length > 0) {
      expect(key).toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}$`]/u);
      return;
    }
    const twin = twinBuilt(places(/^[A-Za-z_]\w*$/.test(key) ? 'xy' : TWIN), ['spl']);
    const tokens = readSpl(searchOf(file(built, '.conf')));
    // A private field is named after the words of the key.
    const tree = (of: readonly Token[]) =>
      treeOf(of).map((token) => token.replace(/ct_requestParameters_?\w*/, 'ct_p'));
    expect(tree(tokens)).toEqual(tree(readSpl(searchOf(file(twin, '.conf')))));
    expect(tokens.filter(({ kind, text }) => kind === 'string' && text === key).length).toBeGreaterThan(0);
  };
  it.each(keys)('%j in SPL', holdsInSpl);

  it.each(keys)('%j in Sigma', (key) => {
    const built = build(places(key), ['sigma']);
    for (const error of built.errors) expect(error).toMatch(REFUSED);
    // docs/sigma.md: a key that is no plain word is no part of a field name.
    if (built.errors.length > 0) {
      expect(key).toMatch(/[^A-Za-z0-9_-]/);
      return;
    }
    const { selection_3: selection } = (load(file(built, '.yml')) as { detection: Record<string, object> })
      .detection;
    expect(Object.keys(selection ?? {})).toContain(`requestParameters.${key}|cased`);
  });
});
