/**
 * One thing that is looked for in an app.
 *
 * Owns: the shape. Must not: know any point (points.ts lists them).
 */
import { type DiagnosticArgs, type DiagnosticCode, diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Span } from '../../base/source.ts';
import type { App } from './app.ts';

export interface Point {
  readonly code: DiagnosticCode;
  /** Checks of AppInspect 4.3.1 that look for the same; none: AppInspect does not look for it. */
  readonly appinspect: readonly string[];
  readonly find: (app: App) => readonly Diagnostic[];
}

/** Where it is, and the values that its diagnostic speaks of. */
export type Found<C extends DiagnosticCode> = readonly [at: Span | string, args: DiagnosticArgs<C>];

export function point<C extends DiagnosticCode>(
  code: C,
  appinspect: readonly string[],
  find: (app: App) => readonly Found<C>[],
): Point {
  return { code, appinspect, find: (app) => find(app).map(([at, args]) => diagnose(code, at, args)) };
}
