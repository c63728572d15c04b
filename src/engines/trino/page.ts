/**
 * A page of Trino's protocol, read from what a server answered.
 *
 * Owns: that nothing of another shape is taken for one. Must not: fetch.
 */
import type { Row } from '../engine.ts';

/** `QueryResults` of "Trino client REST API", as far as it is used. */
export interface Page {
  readonly id: string;
  readonly nextUri: string | undefined;
  readonly rows: readonly Row[];
  /** Bytes read so far. */
  readonly bytes: number | undefined;
  readonly error: { readonly name: string; readonly message: string } | undefined;
}

/** The page, or what is wrong with the text. */
export function readPage(text: string): Page | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return /^\s*</.test(text) ? 'it answers with a page of HTML' : 'its answer is no JSON';
  }
  if (!isObject(json) || typeof json.id !== 'string') return 'its answer is JSON, and no page of results';
  const rows = rowsOf(json.data);
  if (rows === undefined) return 'a page holds values that are no texts';
  return {
    id: json.id,
    nextUri: typeof json.nextUri === 'string' ? json.nextUri : undefined,
    rows,
    bytes: bytesOf(json.stats),
    error: errorOf(json.error),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every column that is asked for is a varchar. */
function rowsOf(data: unknown): readonly Row[] | undefined {
  if (data === undefined || data === null) return [];
  if (!Array.isArray(data)) return undefined;
  const whole = data.every(
    (row) => Array.isArray(row) && row.every((value) => value === null || typeof value === 'string'),
  );
  return whole ? data : undefined;
}

/** What was read from storage, or, from an older server, what scans gave. */
function bytesOf(stats: unknown): number | undefined {
  if (!isObject(stats)) return undefined;
  const found = [stats.physicalInputBytes, stats.processedBytes].find((bytes) => typeof bytes === 'number');
  return typeof found === 'number' ? found : undefined;
}

function errorOf(error: unknown): Page['error'] {
  if (!isObject(error)) return undefined;
  const { errorName, message } = error;
  return {
    name: typeof errorName === 'string' ? errorName : 'an error without a name',
    message: typeof message === 'string' ? message : '',
  };
}
