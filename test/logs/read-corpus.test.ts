/** Public CloudTrail records, where TRAILC_CORPUS names their folder; the numbers are those of its SOURCES.md. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isEvent } from '../../src/cloudtrail/record.ts';
import { readLogs } from '../../src/logs/read.ts';
import { collect } from './read-support.ts';

const corpus = process.env.TRAILC_CORPUS;

describe.skipIf(corpus === undefined)('the corpus', () => {
  it('is read whole, and each record once', async () => {
    const folder = corpus ?? '';
    const names = readdirSync(folder).filter((name) => /(?<!\.index|\.labels)\.jsonl(\.gz)?$/.test(name));
    const items = await collect(readLogs(names.map((name) => join(folder, name))));
    const reasons = items.flatMap((item) =>
      item.kind === 'skipped' || item.kind === 'malformed' ? [item.reason] : [],
    );
    const events = items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
    // Two of the 6,825 records are Insight events.
    expect([events.length, reasons.length]).toEqual([6_823, 2]);
    expect(reasons.every((reason) => reason.includes('Insights'))).toBe(true);
    expect(events.every(isEvent)).toBe(true);
  });

  it('has its indexes and labels reported as no records, and its original forms unwrapped', async () => {
    const items = await collect(readLogs([corpus ?? '']));
    const files = items.flatMap((item) => (item.kind === 'file' ? [item] : []));
    for (const { origin, events, skipped, malformed } of files) {
      if (/\.(index|labels)\.jsonl$/.test(origin.path)) {
        expect([origin.path, events, malformed]).toEqual([origin.path, 0, 0]);
        expect(skipped).toBeGreaterThan(0);
      } else if (!origin.path.endsWith('.md')) {
        expect([origin.path, malformed]).toEqual([origin.path, 0]);
      }
    }
    const original = files.filter(({ origin }) => origin.path.includes('original-forms'));
    expect(original.reduce((sum, { events }) => sum + events, 0)).toBe(17);
  });
});
