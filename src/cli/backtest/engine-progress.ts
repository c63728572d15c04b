/**
 * The line that says how far an engine has got.
 *
 * Owns: what it says. Must not: draw (report/progress.ts does).
 */
import type { EngineProgress } from '../../engines/engine.ts';
import { bytesInWords } from '../report/backtest/source.ts';

/** What to show, `ms` milliseconds after the first query was sent. */
export function engineLine({ queries, ended, rows, bytes, events }: EngineProgress, ms: number): string {
  const parts = [
    events === undefined ? `${count(ended)}/${count(queries)} queries` : `${count(events)} events`,
    `${count(rows)} rows`,
    ...(bytes === null ? [] : [`${bytesInWords(bytes)} read`]),
    `${count(Math.floor(ms / 1000))} s`,
  ];
  return parts.join(' · ');
}

const count = (value: number) => value.toLocaleString('en');
