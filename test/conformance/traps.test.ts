/** Each of the 60 traps is covered, by something that is there. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { athenaTarget } from '../../src/targets/athena/index.ts';
import { splTarget } from '../../src/targets/spl/index.ts';
import { assumptionNames, onlySearch, splFiles } from '../oracle/spl/artefacts.ts';
import { athenaVerdicts } from '../support/duckdb.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { documentOf, ruleOf } from '../support/rule.ts';
import { type Covered, readTraps } from './traps.ts';

const traps = readTraps();
const NUMBERS = Array.from({ length: 60 }, (_, at) => at + 1);

/** As text, so that a test that is renamed or removed is missed. A string of the file, in any quotes. */
function isThere(by: Covered): boolean {
  switch (by.kind) {
    case 'case':
      return true;
    case 'cannot':
      return by.why.length > 10;
    case 'elsewhere': {
      if (!existsSync(by.file)) return false;
      const text = readFileSync(by.file, 'utf8');
      return ["'", '"', '`'].some((mark) => text.includes(mark + by.test + mark));
    }
    case 'decided':
      return existsSync(by.file) && readFileSync(by.file, 'utf8').replace(/\s+/g, ' ').includes(by.says);
  }
}

describe('traps', () => {
  it('have the numbers 1 to 60, a title of their own, and something that covers each', () => {
    expect(traps.map(({ number }) => number)).toEqual(NUMBERS);
    expect(traps.filter(({ title }) => title === '')).toEqual([]);
    expect(new Set(traps.map(({ title }) => title)).size).toBe(traps.length);
    expect(traps.filter(({ covered }) => covered.length === 0)).toEqual([]);
  });

  it('are covered by what is there', () => {
    const lost = traps.flatMap(({ number, covered }) =>
      covered.filter((by) => !isThere(by)).map((by) => ({ number, by })),
    );
    expect(lost).toEqual([]);
  });

  it('are met by cases that know both verdicts, but for those no condition can meet', () => {
    const without = traps.filter(({ covered }) => !covered.some(({ kind }) => kind === 'case'));
    // The reader of YAML, the size of a record, delivery, envelopes.
    expect(without.map(({ number }) => number)).toEqual([27, 36, 54, 55, 56, 59]);
  });

  // Trap 36: Splunk's automatic extraction ends after 5,000 bytes, and readOnly stands near the end of a record.
  it('reads a record above 5000 bytes to its end', async () => {
    const record = (readOnly: boolean): CloudTrailEvent => ({
      eventVersion: '1.11',
      eventName: 'PutBucketPolicy',
      requestParameters: { bucketPolicy: { Statement: 'x'.repeat(20_000), Sid: 'last' } },
      responseElements: null,
      readOnly,
      recipientAccountId: '123456789012',
      eventCategory: 'Management',
    });
    const events = [record(false), record(true)];
    const rule = ruleOf(
      documentOf({
        readOnly: false,
        'requestParameters.bucketPolicy.Sid': 'last',
        eventCategory: 'Management',
      }),
    );
    expect(events.map(compileCondition(rule.condition))).toEqual([true, false]);
    const sql = athenaTarget.compile(rule, ENVIRONMENT, 'extended').value?.condition ?? '';
    expect(await athenaVerdicts([sql], events)).toEqual([[true, false]]);
    const query = String(splTarget.compile(rule, ENVIRONMENT).value?.artefacts[0]?.view.query);
    // The only field that it reads is the record itself; every other name is one that it made.
    const made = new Set([...query.matchAll(/\beval (ct_\w+)=/g)].map(([, name]) => name));
    const read = [...query.matchAll(/\bct_\w+/g)].map(([name]) => name);
    expect(read.filter((name) => !made.has(name))).toEqual([]);
    expect(query).not.toMatch(/'[\w.{}]+'/);
    const { answer, files } = splFiles(rule, ENVIRONMENT, 'raw');
    const readings = events.map((event) =>
      onlySearch(files).verdicts(JSON.stringify(event), assumptionNames(answer)),
    );
    expect(readings.map((all) => all.map(({ verdict }) => verdict))).toEqual([[true], [false]]);
  });
});
