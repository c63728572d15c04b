/** Public records: each kind of call yields a rule that is valid, tested, covered and formatted at once. */
import { describe, expect, it } from 'vitest';
import { isEvent } from '../../src/cloudtrail/record.ts';
import { CORPUS, readCorpus } from '../support/corpus.ts';
import { faultsOf } from './made.ts';

/** Of about 570 calls so many are tried, evenly spread, and every tenth of them with its mutants too. */
const MOST = 80;

describe.skipIf(CORPUS === undefined)('a rule from a public record', () => {
  it('has no faults, for a record of each of many calls', () => {
    const byCall = new Map<string, () => readonly string[]>();
    for (const { event, file, line } of readCorpus(CORPUS ?? '')) {
      const call = `${event.eventSource} ${event.eventName}`;
      if (!isEvent(event) || byCall.has(call)) continue;
      const mutate = byCall.size % 10 === 0;
      byCall.set(call, () => faultsOf(event, { mutate }).map((fault) => `${file}:${line} ${call}: ${fault}`));
    }
    const calls = [...byCall.values()];
    expect(calls.length).toBeGreaterThan(500);
    const step = Math.ceil(calls.length / MOST);
    expect(calls.filter((_, at) => at % step === 0).flatMap((faults) => faults())).toEqual([]);
  });
});
