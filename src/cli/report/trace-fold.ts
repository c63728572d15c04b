/**
 * Which parts of a trace a reader needs to see.
 *
 * Owns: what decides a verdict, and how many of many parts are shown. Must not: render.
 */
import type { GroupTrace, TraceNode } from '../../evaluate/trace.ts';

export type Shown =
  /** With all that is below it. */
  | { readonly kind: 'whole'; readonly node: TraceNode }
  /** One line, because it did not decide. */
  | { readonly kind: 'line'; readonly node: TraceNode }
  | { readonly kind: 'more'; readonly count: number; readonly verdict: boolean };

/** Of neighbours that decide, of neighbours that do not: more than the first number are cut to the second. */
const [DECIDING, OTHERS] = [
  [12, 10],
  [6, 4],
] as const;

/** A part decides where it has the verdict of the whole: the failing parts of an `all`, those of an `any` that hold. */
export function foldParts({ kind, verdict, of }: GroupTrace): readonly Shown[] {
  if (kind === 'not') return of.map((node) => ({ kind: 'whole', node }));
  return runsOf(of).flatMap((run): readonly Shown[] => {
    const decides = run.verdict === verdict;
    const [most, kept] = decides ? DECIDING : OTHERS;
    const count = run.of.length > most ? kept : run.of.length;
    const shown = run.of.slice(0, count).map((node): Shown => ({ kind: decides ? 'whole' : 'line', node }));
    const more = run.of.length - count;
    return more === 0 ? shown : [...shown, { kind: 'more', count: more, verdict: run.verdict }];
  });
}

interface Run {
  readonly verdict: boolean;
  readonly of: TraceNode[];
}

/** Neighbours with one verdict. */
function runsOf(of: readonly TraceNode[]): readonly Run[] {
  const runs: Run[] = [];
  for (const node of of) {
    const last = runs.at(-1);
    if (last?.verdict === node.verdict) last.of.push(node);
    else runs.push({ verdict: node.verdict, of: [node] });
  }
  return runs;
}
