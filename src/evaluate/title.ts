/**
 * Alert titles.
 *
 * Owns: filling a title from an event. Must not: parse titles (lowering does).
 */
import type { CloudTrailEvent } from '../cloudtrail/event.ts';
import type { TitlePart } from '../ir/rule.ts';
import { compileValue } from './value.ts';

/** Shown in place of a field that is absent or has no text. */
const ABSENT = '(absent)';

/** Compiles a title once, for many events. */
export function compileTitle(parts: readonly TitlePart[]): (event: CloudTrailEvent) => string {
  const reads = parts.map((part) => {
    if (part.kind === 'text') return () => part.text;
    const read = compileValue(part.definition.value);
    return (event: CloudTrailEvent) => read(event) ?? ABSENT;
  });
  return (event) => {
    let title = '';
    for (const read of reads) title += read(event);
    return title;
  };
}

/** The title of one alert. Values are inserted as they are: whoever prints it makes control characters harmless. */
export function renderTitle(parts: readonly TitlePart[], event: CloudTrailEvent): string {
  return compileTitle(parts)(event);
}
