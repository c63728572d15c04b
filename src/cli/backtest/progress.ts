/**
 * The line that says how far a backtest has got: share, rate, time left, file.
 *
 * Owns: what it says. Rates are of the last seconds, so that a slow start or a slow folder does not stay in them for the
 * whole read. Must not: draw (report/progress.ts does), or decide what is shown without a terminal.
 */
import type { FilesProgress } from '../../logs/backtest/files.ts';
import { STDIN } from '../../logs/inputs.ts';

const WINDOW_MS = 10_000;
/** Before that a rate says little. */
const SETTLED_MS = 1_000;
const MB = 1_000_000;

/** All that there is to read: files, and their bytes as they lie on the disk. */
export type Total = Pick<FilesProgress, 'files' | 'bytes'>;

/** What to show for each state of the read; `now` in milliseconds of any clock that only goes forward. */
export function progressLines(): (
  progress: FilesProgress,
  total: Total | undefined,
  now: number,
) => { readonly text: string; readonly path: string } {
  let samples: { readonly at: number; readonly bytes: number; readonly events: number }[] = [];
  return ({ files, bytes, events, path }, total, now) => {
    const oldest = samples.findLastIndex(({ at }) => now - at >= WINDOW_MS);
    samples = [...samples.slice(Math.max(oldest, 0)), { at: now, bytes, events }];
    const first = samples[0] ?? { at: now, bytes, events };
    const seconds = (now - first.at) / 1000;
    const parts: string[] = [];
    const share = shareRead(bytes, total);
    if (share !== undefined) parts.push(`${Math.floor(share * 100)} %`);
    parts.push(`${count(events)} events`);
    // Totals are known when the last folder is listed, and never with a pipe.
    if (files > 0 || total !== undefined)
      parts.push(total === undefined ? `${count(files)} files` : `${count(files)}/${counted(total.files)}`);
    if (seconds * 1000 >= SETTLED_MS) {
      const rate = (bytes - first.bytes) / seconds;
      parts.push(`${count(Math.round((events - first.events) / seconds))}/s`);
      if (rate > 0) parts.push(`${(rate / MB).toFixed(rate < 10 * MB ? 1 : 0)} MB/s`);
      if (rate > 0 && share !== undefined && total !== undefined)
        parts.push(`${duration((total.bytes - bytes) / rate)} left`);
    }
    // The name of standard input says nothing to a reader.
    return { text: `${parts.join(' · ')} · `, path: path === STDIN ? 'standard input' : path };
  };
}

/** Between 0 and 1; undefined while the total is not known, or where there are no bytes to count. */
export function shareRead(bytes: number, total: Total | undefined): number | undefined {
  // A file that grows while it is read can give more than was counted.
  return total === undefined || total.bytes <= 0 ? undefined : Math.min(bytes / total.bytes, 1);
}

function duration(seconds: number): string {
  const whole = Math.max(Math.ceil(seconds), 0);
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
  return `${Math.floor(whole / 3600)}:${two(Math.floor((whole % 3600) / 60))} h`;
}

const counted = (files: number) => `${count(files)} ${files === 1 ? 'file' : 'files'}`;
const count = (value: number) => value.toLocaleString('en');
