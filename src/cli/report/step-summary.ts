/**
 * The summary of a step in GitHub Actions: Markdown that is added to the file that GITHUB_STEP_SUMMARY names.
 *
 * Owns: adding to that file within what GitHub takes. Must not: write anything but Markdown made elsewhere.
 */
import { appendFileSync, lstatSync } from 'node:fs';
import type { Io } from '../io.ts';
import { reasonOf } from './report-file.ts';

/** GitHub takes 1 MiB a step and nothing of a larger summary. In bytes. */
const LARGEST = 1024 * 1024;

/** Adds the summary where a step runs; elsewhere nothing. A summary that cannot be written is said, and no fault. */
export function addStepSummary(make: (room: number) => string, io: Io, env = process.env): void {
  const path = env.GITHUB_STEP_SUMMARY;
  if (path === undefined || path === '') return;
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && !stats.isFile()) {
      io.err('trailc: GITHUB_STEP_SUMMARY names no ordinary file; the summary is left out.\n');
      return;
    }
    const size = stats?.size ?? 0;
    const text = make(LARGEST - size - 1);
    if (Buffer.byteLength(text) + size < LARGEST) appendFileSync(path, text);
  } catch (error) {
    io.err(`trailc: the step summary cannot be written: ${reasonOf(error)}.\n`);
  }
}
