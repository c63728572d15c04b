/**
 * What every phase returns: a value where there is one, and everything that was found wrong on the way.
 *
 * Owns: the shape and a few helpers. Must not: know any phase.
 */
import type { Diagnostic } from './diagnostic.ts';

export interface Result<T> {
  /** Absent when the input is too broken to go on with. May be present beside errors. */
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function succeed<T>(value: T, diagnostics: readonly Diagnostic[] = []): Result<T> {
  return { value, diagnostics };
}

export function fail(diagnostics: readonly Diagnostic[]): Result<never> {
  return { diagnostics };
}

/** Appends to a list of any length: arguments of a call, as in `push(...more)`, are limited by the stack. */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const item of more) list.push(item);
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
