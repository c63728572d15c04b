/**
 * `check --fix`: the fixes of faults, put into the texts and held to what they promise.
 *
 * Owns: which fixes go together, and the proof: the repository is read again, the faults are gone and no other came. A fix
 * without proof is left out and said. Must not: make a fix (those who find a fault do), read a file or write one.
 */
import { diagnose } from './base/catalogue.ts';
import { type Diagnostic, type Edit, sortDiagnostics } from './base/diagnostic.ts';
import { append } from './base/result.ts';
import { positionAt } from './base/source.ts';
import type { Texts } from './content/overlay.ts';

/** Everything wrong in the repository with these texts in the place of those on the disk. */
export type Look = (texts: Texts) => readonly Diagnostic[];

export interface Mended {
  /** The changed files by shown path, sorted. */
  readonly files: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  /** The faults that are gone. */
  readonly mended: readonly Diagnostic[];
  /** What is wrong with the new texts. */
  readonly found: readonly Diagnostic[];
  /** `fix/refused`, one for each fix that is left out. */
  readonly refused: readonly Diagnostic[];
}

/** A mended fault may show the next one. */
const MOST_ROUNDS = 5;
/** Readings of the repository; where more fixes fail than these can tell apart, the rest is left for another run. */
const MOST_LOOKS = 60;

/** Applies what can be proved, in files for which `among` holds. */
export function mend(look: Look, among: (path: string) => boolean = () => true): Mended {
  const mended: Diagnostic[] = [];
  const refused = new Map<string, Diagnostic>();
  let looks = 0;
  const counted: Look = (texts) => {
    looks += 1;
    return look(texts);
  };
  const wanted = (fault: Diagnostic) => among(pathOf(fault)) && !refused.has(keyOf(fault));
  let state: State = { texts: new Map(), originals: new Map(), found: look(new Map()) };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const fixes = together(state.found, wanted);
    if (fixes.length === 0) break;
    const base = state;
    let accepted: readonly Diagnostic[] = [];
    let uncovered: readonly Diagnostic[] = [];
    // Halves of what fails, so that one bad fix among many costs a few readings.
    const grow = (batch: readonly Diagnostic[]): void => {
      if (batch.length === 0 || looks >= MOST_LOOKS) return;
      const tried = attempt(base, [...accepted, ...batch], { look: counted, wanted });
      if (tried.kind === 'proved') {
        accepted = [...accepted, ...batch];
        state = tried.state;
        uncovered = tried.uncovered;
        return;
      }
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) {
        refused.set(keyOf(only), refusal(only, tried.because));
        return;
      }
      grow(batch.slice(0, batch.length >> 1));
      grow(batch.slice(batch.length >> 1));
    };
    grow(fixes);
    append(mended, [...accepted, ...uncovered]);
    if (accepted.length === 0) break;
  }
  return {
    files: changed(state),
    mended: sortDiagnostics(mended),
    found: state.found,
    refused: sortDiagnostics([...refused.values()]),
  };
}

interface State {
  readonly texts: Texts;
  /** Of the same files, as they are on the disk. */
  readonly originals: Texts;
  readonly found: readonly Diagnostic[];
}

type Attempt =
  | { readonly kind: 'proved'; readonly state: State; readonly uncovered: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly because: string };

interface Proof {
  readonly look: Look;
  readonly wanted: (fault: Diagnostic) => boolean;
}

function attempt(base: State, fixes: readonly Diagnostic[], proof: Proof): Attempt {
  const { lines, ...next } = applied(base, fixes.flatMap(editsOf));
  const state = { ...next, found: proof.look(next.texts) };
  const failure = disproof(base.found, state.found, fixes, lines);
  if (failure === undefined) return { kind: 'proved', state, uncovered: [] };
  // A key that is spelled right again shows what is misspelt below it: with the fixes of that too, the proof may hold.
  const more = together(failure.others, proof.wanted);
  if (more.length > 0 && more.length === failure.others.length) {
    const further = applied(state, more.flatMap(editsOf));
    const both = new Map(lines);
    for (const [path, own] of further.lines) both.set(path, new Set([...(lines.get(path) ?? []), ...own]));
    // Where lines have moved, nobody knows any more which of them were touched.
    const moved = [...further.lines.keys()].some((path) => linesIn(further, path) !== linesIn(state, path));
    const found = moved ? [] : proof.look(further.texts);
    if (!moved && disproof(base.found, found, fixes, both) === undefined)
      return { kind: 'proved', state: { ...further, found }, uncovered: more };
  }
  return { kind: 'failed', because: failure.because };
}

const linesIn = ({ texts }: Pick<State, 'texts'>, path: string) =>
  texts.get(path)?.split(/\r\n|[\r\n]/).length;

interface Disproof {
  /** To follow "with it,". */
  readonly because: string;
  /** Faults that were not there before; none where the fault itself is still there. */
  readonly others: readonly Diagnostic[];
}

/** Why the fixes are not what they promise. */
function disproof(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  fixes: readonly Diagnostic[],
  lines: ReadonlyMap<string, ReadonlySet<number>>,
): Disproof | undefined {
  const [had, has, promised] = [tally(before), tally(after), tally(fixes)];
  for (const [key, count] of promised) {
    if ((has.get(key) ?? 0) > (had.get(key) ?? 0) - count)
      return { because: 'the fault is still there.', others: [] };
  }
  const onlyWarnings = fixes.every(({ severity }) => severity === 'warning');
  const shows = fixes.some((fault) => !isLater(fault));
  const isTouched = ({ span }: Diagnostic): boolean => {
    if (span === undefined) return true;
    const [first, last] = [span.start, Math.max(span.start, span.end - 1)].map(
      (at) => positionAt(span.source, at).line,
    );
    return [...(lines.get(span.source.path) ?? [])].some(
      (line) => line >= (first ?? line) && line <= (last ?? line),
    );
  };
  const others = after.filter((fault) => {
    if ((has.get(keyOf(fault)) ?? 0) <= (had.get(keyOf(fault)) ?? 0)) return false;
    if (fault.severity === 'warning' && !onlyWarnings) return false;
    // A file that could not be read keeps faults of its meaning to itself; in lines that nobody touched, they were there.
    return !(shows && isLater(fault) && !isTouched(fault));
  });
  const [first] = others;
  return first && { because: `there is another fault: ${first.what}`, others };
}

/** Found once a file has been read without errors. */
const isLater = ({ code }: Diagnostic) => /^(?:meaning|check|compile|target)\//.test(code);

/** The fixes that can be made at once: of those that touch each other, the first. */
function together(
  found: readonly Diagnostic[],
  wanted: (fault: Diagnostic) => boolean,
): readonly Diagnostic[] {
  // What an anchor or a tag stands for is said at another place than it is written at.
  const shared = new Set(found.filter(({ code }) => SHARED.has(code)).map(pathOf));
  const taken = new Map<string, Edit[]>();
  return sortDiagnostics(found).filter((fault) => {
    const edits = editsOf(fault);
    const path = pathOf(fault);
    if (edits.length === 0 || shared.has(path) || !wanted(fault)) return false;
    const others = taken.get(path) ?? [];
    if (edits.some((edit) => others.some((other) => touch(edit, other)))) return false;
    taken.set(path, [...others, ...edits]);
    return true;
  });
}

const SHARED: ReadonlySet<string> = new Set(['yaml/anchor', 'yaml/alias', 'yaml/merge-key', 'yaml/tag']);

const touch = ({ span: a }: Edit, { span: b }: Edit) => a.start <= b.end && b.start <= a.end;

interface Applied extends Omit<State, 'found'> {
  /** The lines of the new texts that hold what was written, from 1. */
  readonly lines: ReadonlyMap<string, ReadonlySet<number>>;
}

/** The texts after the edits, none of which touches another. */
function applied({ texts, originals }: Omit<State, 'found'>, edits: readonly Edit[]): Applied {
  const next = new Map(texts);
  const before = new Map(originals);
  const lines = new Map<string, ReadonlySet<number>>();
  for (const path of new Set(edits.map(({ span }) => span.source.path))) {
    const own = edits.filter(({ span }) => span.source.path === path);
    const old = own[0]?.span.source.text ?? '';
    const places: number[] = [];
    let text = '';
    let at = 0;
    for (const edit of [...own].sort((a, b) => a.span.start - b.span.start)) {
      text += old.slice(at, edit.span.start);
      places.push(text.length);
      text += edit.text;
      at = edit.span.end;
    }
    text += old.slice(at);
    next.set(path, text);
    if (!texts.has(path)) before.set(path, old);
    const source = { path, text };
    lines.set(path, new Set(places.map((place) => positionAt(source, place).line)));
  }
  return { texts: next, originals: before, lines };
}

function refusal(fault: Diagnostic, because: string): Diagnostic {
  const args = { code: fault.code, says: fault.fix?.says ?? '', because };
  return diagnose('fix/refused', fault.span ?? pathOf(fault), args);
}

function changed({ originals, texts }: State): Mended['files'] {
  const files = [...texts].flatMap(([path, after]) => {
    const before = originals.get(path);
    return before === undefined || before === after ? [] : [[path, { before, after }] as const];
  });
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const editsOf = ({ fix }: Diagnostic) => fix?.edits ?? [];
/** The file that is mended, which may be another than the one that is blamed. */
const pathOf = (fault: Diagnostic) =>
  fault.fix?.edits[0]?.span.source.path ?? fault.span?.source.path ?? fault.path ?? '';
const keyOf = ({ code, what, span, path }: Diagnostic) =>
  JSON.stringify([code, what, span?.source.path ?? path]);

function tally(faults: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(keyOf(fault), (counts.get(keyOf(fault)) ?? 0) + 1);
  return counts;
}
