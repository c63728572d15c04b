/**
 * Published names close to a name of an event: those that a rule with a wider operator would take for it.
 *
 * Owns: the choice. Must not: judge whether a name exists.
 */
import { closedValues } from '../cloudtrail/closed-values.ts';
import { knownCalls } from '../cloudtrail/known-calls.ts';

export interface NearNames {
  /** Begins with the name, and goes on. */
  readonly longer?: string;
  /** Ends with the name, and begins with something else. */
  readonly prefixed?: string;
  /** Neither: another name of the same kind. */
  readonly other: string;
}

/** Names of calls: of the same service where it has such. */
export function nearCalls(eventSource: string | undefined, eventName: string): NearNames {
  const calls = knownCalls();
  const own = eventSource === undefined ? [] : [...(calls.source(eventSource)?.names() ?? [])].sort();
  return nearest(eventName, [own, allNames], eventName === 'ConsoleLogin' ? 'CheckMfa' : 'ConsoleLogin');
}

let known: readonly string[] | undefined;

/** Put together once: there are 20,000. */
function allNames(): readonly string[] {
  const { sources, source } = knownCalls();
  known ??= [...new Set(sources().flatMap((one) => [...(source(one)?.names() ?? [])]))].sort();
  return known;
}

export const nearSources = (eventSource: string): NearNames =>
  nearest(
    eventSource,
    [knownCalls().sources()],
    eventSource === 's3.amazonaws.com' ? 'sts.amazonaws.com' : 's3.amazonaws.com',
  );

export const nearTypes = (type: string): NearNames =>
  nearest(type, [closedValues('userIdentity.type') ?? []], type === 'AWSService' ? 'IAMUser' : 'AWSService');

type Names = readonly string[] | (() => readonly string[]);

/** From the first of several lists that has one. */
function nearest(name: string, lists: readonly Names[], fallback: string): NearNames {
  const first = (fits: (known: string) => boolean) => {
    for (const list of lists) {
      const found = (typeof list === 'function' ? list() : list).find(
        (known) => known !== name && fits(known),
      );
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const longer = first((known) => known.startsWith(name));
  const prefixed = first((known) => known.endsWith(name));
  const [own] = lists;
  const sibling = Array.isArray(own)
    ? (own as readonly string[]).find(
        (known) => known !== name && !known.startsWith(name) && !known.endsWith(name),
      )
    : undefined;
  return {
    ...(longer === undefined ? {} : { longer }),
    ...(prefixed === undefined ? {} : { prefixed }),
    other: sibling ?? fallback,
  };
}
