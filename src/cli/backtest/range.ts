/**
 * `--from` and `--to` of `backtest`.
 *
 * Owns: how a time is written, and which bounds are none. A time without a zone is UTC, as CloudTrail's are and as
 * `trace --at` takes it; the report says which bounds were asked for. Must not: know what is read.
 */
import type { Range } from '../../logs/backtest/range.ts';
import { UsageError } from '../io.ts';
import { escapeForTerminal } from '../report/terminal.ts';

export interface RangeOptions {
  readonly from?: string;
  readonly to?: string;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):?(\d\d))?$/;
const AGO = /^(\d{1,5})([dh])$/;

const HOUR_MS = 3_600_000;
const HOURS = { d: 24, h: 1 } as const;

/** From is inclusive, to exclusive. `now` is what `7d` counts back from. Throws UsageError. */
export function rangeOf({ from: first, to: last }: RangeOptions, now: number = Date.now()): Range {
  const from = first === undefined ? undefined : (agoOf(first, now) ?? timeOf('--from', first));
  const to = last === undefined ? undefined : timeOf('--to', last);
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UsageError(
      `nothing is between --from ${iso(from)} and --to ${iso(to)}.`,
      '--from is the first moment that counts, --to the first that no longer does: for one day, --from 2026-11-01 --to 2026-11-02.',
    );
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function agoOf(text: string, now: number): number | undefined {
  const [, count, unit] = AGO.exec(text) ?? [];
  if (count === undefined) return undefined;
  const time = now - Number(count) * HOURS[unit === 'd' ? 'd' : 'h'] * HOUR_MS;
  if (Number(count) === 0 || time < 0) {
    throw new UsageError(
      `--from ${text} is ${time < 0 ? 'before there were logs' : 'now'}.`,
      'Write how far back to go, such as --from 7d or --from 36h.',
    );
  }
  return time;
}

function timeOf(flag: string, text: string): number {
  const found = DATE.exec(text) ?? TIME.exec(text);
  const time = found === null ? undefined : momentOf(found);
  if (time !== undefined) return time;
  const shown = escapeForTerminal(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  if (AGO.test(text)) {
    throw new UsageError(
      `${flag} takes a date or a time; only --from counts back from now.`,
      `Write ${flag} 2026-11-01 or ${flag} 2026-11-01T12:00Z.`,
    );
  }
  const ago = flag === '--from' ? `, or ${flag} 7d or ${flag} 36h to count back from now` : '';
  throw new UsageError(
    `${flag} "${shown}" is ${found === null ? 'no date and no time' : 'in no calendar'}.`,
    `Write ${flag} 2026-11-01 (midnight UTC) or ${flag} 2026-11-01T12:00Z${ago}.`,
  );
}

/** Undefined for what no calendar and no clock has: 30 February, 25:00. */
function momentOf(found: RegExpExecArray): number | undefined {
  const part = (index: number) => Number(found[index] ?? 0);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(part);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return undefined;
  if (part(10) > 23 || part(11) > 59) return undefined;
  const midnight = new Date(0);
  // Date.UTC takes the years 0 to 99 for those of a century.
  midnight.setUTCFullYear(year, month - 1, day);
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
  const seconds = (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0);
  const offset = (found[9] === '-' ? -1 : 1) * (part(10) * 60 + part(11)) * 60;
  const fraction = Number((found[7] ?? '').slice(0, 3).padEnd(3, '0'));
  return midnight.getTime() + (seconds - offset) * 1000 + fraction;
}

const iso = (time: number) => new Date(time).toISOString();
