/**
 * A literal event source, or a call of it, that AWS has not published: mostly a slip of spelling, or an IAM prefix in the
 * place of an event source. A clause with it never holds, and says so nowhere.
 */
import { diagnose } from '../base/catalogue.ts';
import { type Diagnostic, listed } from '../base/diagnostic.ts';
import { nearest } from '../base/suggest.ts';
import { type KnownCalls, type KnownSource, knownCalls, SOURCE_SUFFIX } from '../cloudtrail/known-calls.ts';
import type { ListCheck, RuleCheck } from './check.ts';
import { EVENT_SOURCE_HOST } from './list-entry-never-matches.ts';
import { type MentionedCall, mentionedCalls } from './mentioned-calls.ts';

/** To find the nearest of 20,000 names takes a while, and whoever has more than these to mend is not misspelling. */
const MOST_SUGGESTIONS = 20;

/** In the rule's own text. */
export const unknownCall: RuleCheck = ({ rule }) =>
  judge(mentionedCalls(rule.condition).filter(({ list }) => list === undefined));

/** In the entries of a list that rules compare with eventSource or eventName. */
export const unknownListedCall: ListCheck = ({ list, rules }) =>
  judge(
    rules
      .flatMap((rule) => mentionedCalls(rule.condition))
      // What is no host at all, check/list-entry-never-matches has said.
      .filter(
        (call) => call.list === list.name && (call.kind === 'eventName' || EVENT_SOURCE_HOST.test(call.text)),
      ),
  );

function judge(mentioned: readonly MentionedCall[]): readonly Diagnostic[] {
  // The catalogue is read only where there is something to look up.
  if (mentioned.length === 0) return [];
  const calls = knownCalls();
  let minded = 0;
  return mentioned.flatMap((call) => {
    const suggest = minded < MOST_SUGGESTIONS;
    const found =
      call.kind === 'eventSource' ? unknownSource(call, calls, suggest) : unknownName(call, calls, suggest);
    if (found !== undefined) minded += 1;
    return found === undefined
      ? []
      : [diagnose('check/unknown-call', call.span, { ...found, version: calls.version })];
  });
}

interface Finding {
  readonly problem: string;
  readonly suggestion: string;
}

function unknownSource(call: MentionedCall, calls: KnownCalls, suggest: boolean): Finding | undefined {
  const { text, ignoreCase } = call;
  const known = calls.source(text);
  if (known === undefined || (known.source !== text && !ignoreCase)) {
    const meant = known?.source ?? calls.meantBy(text) ?? (suggest ? nearestSource(text, calls) : undefined);
    return { problem: `No event source "${text}" is known.`, suggestion: didYouMean(meant) };
  }
  return withoutCalls(call, known, calls);
}

/** One of several sources, with names beside it of which it has none and another of the sources has one. */
function withoutCalls(call: MentionedCall, known: KnownSource, calls: KnownCalls): Finding | undefined {
  const { other, beside } = call;
  if (other === undefined || beside.length < 2 || known.open) return undefined;
  const hasNone = (source: KnownSource) => other.every((name) => source.name(name) === undefined);
  const others = beside.flatMap((text) => calls.source(text) ?? []);
  if (!hasNone(known) || others.every(hasNone)) return undefined;
  return { problem: `No call ${either(other)} of "${known.source}" is known.`, suggestion: '' };
}

function unknownName(call: MentionedCall, calls: KnownCalls, suggest: boolean): Finding | undefined {
  const { text, ignoreCase, other } = call;
  const sources = other?.map((source) => calls.source(source));
  // A source that is not known has been reported, and what its names are cannot be said.
  if (sources?.includes(undefined)) return undefined;
  const among = sources?.flatMap((source) => source ?? []);
  const candidates = among ?? calls.sourcesOf(text).flatMap((source) => calls.source(source) ?? []);
  const spellings = candidates.flatMap((source) => source.name(text) ?? []);
  if (spellings.includes(text) || (ignoreCase && spellings.length > 0)) return undefined;
  const [spelling] = spellings;
  if (spelling === undefined && among?.some(({ open }) => open)) return undefined;
  const problem =
    other === undefined
      ? `No call "${text}" of any event source is known.`
      : `No call "${text}" of ${either(other)} is known.`;
  if (spelling !== undefined) return { problem, suggestion: didYouMean(spelling) };
  return { problem, suggestion: suggest ? meantCall(text, among, calls) : '' };
}

/** The same call of another source, or the name nearest to it. */
function meantCall(text: string, among: readonly KnownSource[] | undefined, calls: KnownCalls): string {
  const elsewhere = calls.sourcesOf(text);
  if (elsewhere.length > 0 && elsewhere.length <= 3) return ` It is a call of ${either(elsewhere)}.`;
  const sources = among ?? calls.sources().flatMap((source) => calls.source(source) ?? []);
  const names = new Set(sources.flatMap((source) => [...source.names()]));
  return didYouMean(nearest(text, names));
}

/** By the part before the suffix, which would make all of them look alike. */
function nearestSource(text: string, calls: KnownCalls): string | undefined {
  const bare = text.toLowerCase().endsWith(SOURCE_SUFFIX) ? text.slice(0, -SOURCE_SUFFIX.length) : text;
  const known = calls.source(bare + SOURCE_SUFFIX);
  if (known !== undefined) return known.source;
  const found = nearest(
    bare,
    calls.sources().map((source) => source.slice(0, -SOURCE_SUFFIX.length)),
  );
  return found === undefined ? undefined : found + SOURCE_SUFFIX;
}

const didYouMean = (word: string | undefined) => (word === undefined ? '' : ` Did you mean "${word}"?`);

/** `"a"`, or `any of "a", "b"`. */
function either(words: readonly string[]): string {
  const quoted = listed(
    words.map((word) => `"${word}"`),
    5,
  );
  return words.length === 1 ? quoted : `any of ${quoted}`;
}
