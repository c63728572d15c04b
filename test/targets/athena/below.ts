/**
 * The conditions and events of test/evaluate/arbitrary.ts, moved below requestParameters: that is where a table holds
 * whatever stands there, objects and arrays too.
 */
import type { CloudTrailEvent, Json } from '../../../src/cloudtrail/event.ts';
import type { Expression } from '../../../src/ir/expression.ts';

const COLUMN = 'requestParameters';

/** Every path from the top of the record, wherever it stands in the plain data of a condition, begins with the column. */
export function belowColumn(expression: Expression): Expression {
  return move(expression) as Expression;
}

function move(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(move);
  if (typeof value !== 'object' || value === null) return value;
  const moved = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'span' ? inner : move(inner)]),
  );
  const { kind, path } = moved as { kind?: unknown; path?: unknown };
  const fromTop = (kind === 'path' || kind === 'when') && Array.isArray(path);
  return fromTop ? { ...moved, path: [COLUMN, ...path] } : moved;
}

/** Numbers that are no integers of at most fifteen digits are outside the contract; they become text. */
export function eventBelowColumn(event: CloudTrailEvent): CloudTrailEvent {
  const text = JSON.stringify(event, (_, value: Json) =>
    typeof value === 'number' && !/^-?[0-9]{1,15}$/.test(String(value)) ? String(value) : value,
  );
  return { [COLUMN]: JSON.parse(text) as Json };
}
