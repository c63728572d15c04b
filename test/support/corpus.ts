/**
 * The public CloudTrail records that tests read from the folder in TRAILC_CORPUS. None of them is part of the project.
 *
 * Owns: which files are records. Unset: tests are skipped. Set but unreadable, or without a record: they fail.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { normaliseEvent } from '../../src/cloudtrail/record.ts';

/** The folder, or undefined where the tests that need it are to be skipped: `describe.skipIf(CORPUS === undefined)`. */
export const CORPUS: string | undefined = process.env.TRAILC_CORPUS || undefined;

export interface CorpusRecord {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly event: CloudTrailEvent;
}

/** Not gzipped in the folder, and made of records all the same. */
const PLAIN = 'aws-2021-source-identity-chain.jsonl';

function isRecords(file: string): boolean {
  return file === PLAIN || (file.endsWith('.jsonl.gz') && !/\.(?:index|labels)\.jsonl\.gz$/.test(file));
}

/** Every record, files in order of name, lines in their order. */
export function readCorpus(folder: string): readonly CorpusRecord[] {
  const files = readdirSync(folder).filter(isRecords).sort();
  const records = files.flatMap((file) => readRecords(folder, file));
  if (records.length === 0) throw new Error(`TRAILC_CORPUS holds no records: ${folder}`);
  return records;
}

function readRecords(folder: string, file: string): readonly CorpusRecord[] {
  const bytes = readFileSync(join(folder, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((content, at) => {
    if (content.trim() === '') return [];
    const value: unknown = JSON.parse(content);
    const line = at + 1;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Error(`${file}:${line} is no record`);
    }
    return [{ file, line, event: normaliseEvent(value as CloudTrailEvent) }];
  });
}
