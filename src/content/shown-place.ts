/** `path:line:column` of a span, for diagnostics that name a second place. */
import { positionAt, type Span } from '../base/source.ts';

export function shownPlace({ source, start }: Span): string {
  const { line, column } = positionAt(source, start);
  return `${source.path}:${line}:${column}`;
}
