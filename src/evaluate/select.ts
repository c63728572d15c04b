/**
 * Which of many rules an event could match at all.
 *
 * Owns: an index of rules by what their condition requires (ir/facts.ts): the eventName, else the eventSource, else one of a few
 * fields that say less. Sound: a rule is left out only for events on which its condition is false. Must not: evaluate a condition.
 */
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import type { FieldPath } from '../cloudtrail/value.ts';
import type { Expression } from '../ir/expression.ts';
import { requiredFacts } from '../ir/facts.ts';
import { compileValue, type ReadText } from './value.ts';

/** One path, and what stands there for the rules that require it. */
interface Shelf<T> {
  readonly key: string;
  readonly read: ReadText;
  readonly isOfCall: boolean;
  readonly byText: Map<string, T[]>;
}

/** The narrower first: an eventName belongs to few rules, an eventSource to many. */
export const INDEXED: readonly FieldPath[] = [['eventName'], ['eventSource']];

/** Of what requires neither: fewer events are of one of these than of any. */
const BROAD: readonly FieldPath[] = [['errorCode'], ['readOnly'], ['userIdentity', 'type']];

/**
 * Indexes items by their conditions. The result calls `visit` for every item whose condition may hold for an event, each
 * once, in no promised order, and says whether the item asks for calls: for an eventName or an eventSource.
 */
export function indexByFacts<T extends { readonly condition: Expression }>(
  items: readonly T[],
): (event: CloudTrailEvent, visit: (item: T, isOfCall: boolean) => void) => void {
  const shelves: readonly Shelf<T>[] = [...INDEXED, ...BROAD].map((path) => ({
    key: keyOf(path),
    read: compileValue({ kind: 'path', path }),
    isOfCall: INDEXED.includes(path),
    byText: new Map(),
  }));
  const always: T[] = [];
  for (const item of items) {
    const facts = new Map(requiredFacts(item.condition).map(({ path, texts }) => [keyOf(path), texts]));
    const shelf = shelves.find(({ key }) => facts.has(key));
    if (shelf === undefined) always.push(item);
    else for (const text of new Set(facts.get(shelf.key))) put(shelf.byText, text, item);
  }
  return (event, visit) => {
    for (const { read, isOfCall, byText } of shelves) {
      const text = read(event);
      // Absent: the fact says that a text stands there, so the condition is false.
      if (text === undefined) continue;
      const found = byText.get(text);
      if (found !== undefined) for (const item of found) visit(item, isOfCall);
    }
    for (const item of always) visit(item, false);
  };
}

const keyOf = (path: FieldPath) => JSON.stringify(path);

function put<T>(byText: Map<string, T[]>, text: string, item: T): void {
  const known = byText.get(text);
  if (known === undefined) byText.set(text, [item]);
  else known.push(item);
}
