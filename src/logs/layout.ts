/**
 * What a path says of the log files below it, where it has the layout in which CloudTrail delivers to S3:
 *
 *   AWSLogs/[o-ORGANISATION/]ACCOUNT/CloudTrail/REGION/yyyy/MM/dd/ACCOUNT_CloudTrail_REGION_yyyyMMddTHHmmZ_UNIQUE.json.gz
 *
 * Owns: the layout, when the files of a path were delivered, and which of them cannot hold events of a time. Must not:
 * touch the disk.
 *
 * Source: "CloudTrail log file examples" and "Finding your CloudTrail log files" of the CloudTrail user guide. Folders and
 * names say when a file was delivered (UTC), and "a log file delivered at a specific time can contain records written at
 * any point before that time".
 */
import { resolve, sep } from 'node:path';
import type { SkipReason } from '../cloudtrail/envelopes.ts';
import type { Range } from './backtest/range.ts';

/** When files were delivered: from (inclusive) and to (exclusive), in milliseconds since 1970 (UTC). */
export interface Delivered {
  readonly from: number;
  readonly to: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * How long after `to` a file may have been delivered that is still opened. AWS: "typically within an average of about
 * 5 minutes", "not guaranteed". There is no bound; a delivery that fails is tried again for 30 days.
 */
export const LATE_MS = DAY_MS;

const REGION = '[a-z]{2,4}(?:-[a-z]+)+-\\d{1,2}';
/** Nothing but the folder: what stands before is the bucket, a prefix, or wherever the files were copied to. */
const DAY_FOLDER = new RegExp(`(?:^|/)\\d{12}/CloudTrail/${REGION}/(\\d{4})(?:/(\\d\\d)(?:/(\\d\\d))?)?$`);
const FILE_NAME = new RegExp(
  `(?:^|/)\\d{12}_CloudTrail_${REGION}_(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)Z_[A-Za-z0-9]+\\.json(?:\\.gz)?$`,
);
const OTHER_KIND = new RegExp(
  `(?:^|/)(?:\\d{12}/CloudTrail-(Digest|Insight)(?=/|$)|CloudTrail-(Digest|Insight)/${REGION}(?=/|$))`,
);

/** When the file was delivered, or the files of a folder; undefined where the path does not have the layout. */
export function deliveredBy(path: string, isFolder: boolean): Delivered | undefined {
  const text = withSlashes(path);
  if (isFolder) return deliveredInFolder(text);
  const name = FILE_NAME.exec(text);
  if (name === null) return deliveredInFolder(text.slice(0, text.lastIndexOf('/')));
  const [, year, month, day, hour, minute] = name;
  const [from] = daySpan(year, month, day) ?? [];
  if (from === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const start = from + (Number(hour) * 60 + Number(minute)) * MINUTE_MS;
  return { from: start, to: start + MINUTE_MS };
}

function deliveredInFolder(path: string): Delivered | undefined {
  const found = DAY_FOLDER.exec(path);
  const span = found === null ? undefined : daySpan(found[1], found[2], found[3]);
  return span && { from: span[0], to: span[1] };
}

/** The time of a year, month or day; undefined for one that no calendar has, such as 2026/02/30. */
function daySpan(year = '', month?: string, day?: string): readonly [number, number] | undefined {
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const from = Date.UTC(y, m, d);
  if (new Date(from).getUTCMonth() !== m || new Date(from).getUTCDate() !== d || y < 1000) return undefined;
  if (month === undefined) return [from, Date.UTC(y + 1, 0, 1)];
  return [from, day === undefined ? Date.UTC(y, m + 1, 1) : from + DAY_MS];
}

/**
 * Whether the path says that no event of the range is in the file, or below the folder. That is certain before `from`;
 * after `to` it holds for all that was delivered within `LATE_MS`. Paths are taken from the working folder.
 */
export function pruneByPath({ from, to }: Range): (path: string, isFolder: boolean) => boolean {
  if (from === undefined && to === undefined) return () => false;
  return (path, isFolder) => {
    const delivered = deliveredBy(resolve(path), isFolder);
    if (delivered === undefined) return false;
    return (
      (from !== undefined && delivered.to <= from) || (to !== undefined && delivered.from >= to + LATE_MS)
    );
  };
}

/** Why the files at or below a path hold no events by their place in the layout: digest files, Insight events. */
export function skippedByPath(path: string): SkipReason | undefined {
  const found = OTHER_KIND.exec(withSlashes(resolve(path)));
  if (found === null) return undefined;
  return (found[1] ?? found[2]) === 'Digest' ? 'digest' : 'insight';
}

const withSlashes = (path: string) => (sep === '/' ? path : path.split(sep).join('/'));
