/**
 * Times as CloudTrail and its copies write them, in milliseconds.
 *
 * Owns: the spellings. Records carry ISO 8601 in UTC; old records write creationDate without separators
 * (`20131102T010628Z`), data lakes a blank for the `T`. A time without a zone is UTC. Must not: know the clock.
 */
import type { Json } from '../../cloudtrail/event.ts';

const COMPACT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const OTHER = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

/** Milliseconds since 1970, or null where the value is no time. */
export function timeOf(value: Json | undefined): number | null {
  if (typeof value !== 'string') return null;
  if (value.length === 20 && value.charCodeAt(10) === 84 && value.charCodeAt(19) === 90) return usual(value);
  const compact = COMPACT.exec(value);
  const other = OTHER.exec(value);
  const iso =
    compact !== null
      ? `${compact[1]}-${compact[2]}-${compact[3]}T${compact[4]}:${compact[5]}:${compact[6]}Z`
      : other !== null
        ? `${other[1]}T${other[2]}${(other[3] ?? '').slice(0, 4)}${zoned(other[4])}`
        : undefined;
  if (iso === undefined) return null;
  const parsed = Date.parse(iso);
  return Number.isNaN(parsed) ? null : parsed;
}

/** `2026-01-31T10:00:00Z`, as nearly every record has it; five times as fast as Date.parse. */
function usual(text: string): number | null {
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  const second = pair(text, 17);
  // An impossible number, or a day that the month may lack: the slow way knows.
  const plain =
    year >= 1000 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 28 &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (
    plain &&
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58
  ) {
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/** Two digits; a number that no plausible time has where they are none. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1e6;
}

function zoned(zone: string | undefined): string {
  if (zone === undefined) return 'Z';
  return zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
}

/** A time as trailc prints it: whole seconds, UTC. */
export function shownTime(at: number): string {
  // It always ends with `.123Z`.
  return `${new Date(at).toISOString().slice(0, -5)}Z`;
}
