/**
 * `trailc.lock.json` from the disk, as anybody may have merged it.
 *
 * Owns: that it is JSON, of this schema version, of its shape, and names each id once. Must not: compare it with rules.
 */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import { type SourceText, type Span, startOf } from '../../base/source.ts';
import { readSource, shownPath, shownText } from '../../content/files.ts';
import { locate } from '../../content/find-files.ts';
import { LOCK_FILE, LOCK_SCHEMA_VERSION, type Lock } from './lock.ts';
import { shapeFault } from './shape.ts';

/** 10,000 rules have some 25 MiB of it. In bytes. */
const LARGEST_LOCK = 128 * 1024 * 1024;

export interface FoundLock {
  /** Absolute, links resolved; where the lock is to be written. */
  readonly path: string;
  /** As people are shown it. */
  readonly shownAs: string;
  /** Undefined where there is no file. */
  readonly lock?: Lock;
  /** The text that was read; a file that has another when it is written was changed meanwhile. */
  readonly text?: string;
}

/** The lock beside the configuration in `root`. No file is no fault; no value: it cannot be used. */
export function readLock(root: string): Result<FoundLock> {
  const path = join(root, LOCK_FILE);
  const shownAs = shownPath(path);
  if (isMissing(path)) return succeed({ path, shownAs });
  // A link that leads out of the repository is refused: the file is written too.
  const located = locate(root, LOCK_FILE);
  if (located.value === undefined) return fail(located.diagnostics);
  const source = readSource(located.value.real, shownAs, LARGEST_LOCK);
  if (source.value === undefined) return fail(source.diagnostics);
  const { value: lock, diagnostics } = parseLock(source.value);
  if (lock === undefined) return fail(diagnostics);
  return succeed({ path: located.value.real, shownAs, lock, text: source.value.text });
}

function isMissing(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    // It is there or its folder cannot be looked into; reading it says which.
    return false;
  }
}

/** The lock that the text is. */
export function parseLock(source: SourceText): Result<Lock> {
  const conflict = /^(?:<{7}|={7}|>{7})(?=[ \r\n]|$)/m.exec(source.text);
  if (conflict !== null) {
    const { index } = conflict;
    return fail([diagnose('lock/conflict', { source, start: index, end: index + 7 }, {})]);
  }
  let value: unknown;
  try {
    value = JSON.parse(source.text);
  } catch (error) {
    return fail([diagnose('lock/syntax', placeOfError(error, source), {})]);
  }
  const whole = startOf(source);
  const version = schemaVersionOf(value);
  if (typeof version === 'number' && version > LOCK_SCHEMA_VERSION) {
    return fail([diagnose('lock/newer', whole, { version: String(version) })]);
  }
  const fault = shapeFault(value);
  if (fault !== undefined) {
    const { wanted } = fault;
    return fail([diagnose('lock/shape', whole, { place: shownText(fault.place), wanted })]);
  }
  // Its shape was looked at, part by part.
  const lock = value as Lock;
  const seen = new Set<string>();
  for (const { id } of lock.rules) {
    if (seen.has(id)) return fail([diagnose('lock/same-id', placeOfId(id, source), { id })]);
    seen.add(id);
  }
  return succeed(lock);
}

function schemaVersionOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'schemaVersion' in value
    ? value.schemaVersion
    : undefined;
}

/** V8 says `at position 12` and nothing that is easier to read. */
function placeOfError(error: unknown, source: SourceText): Span {
  const said = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  const at = Math.min(Number(said ?? source.text.length), Math.max(0, source.text.length - 1));
  return { source, start: at, end: at + 1 };
}

/** Where the id stands last. */
function placeOfId(id: string, source: SourceText): Span {
  const at = source.text.lastIndexOf(id);
  return at < 0 ? startOf(source) : { source, start: at, end: at + id.length };
}
