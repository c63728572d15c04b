/**
 * What paths of the AWSLogs layout say. Expected is what the CloudTrail user guide says of folders and file names
 * ("CloudTrail log file examples"): the time of delivery, and that a file holds records from any point before it.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin } from '../../src/logs/backtest/range.ts';
import { deliveredBy, LATE_MS, pruneByPath, skippedByPath } from '../../src/logs/layout.ts';

const TRAIL = 'bucket/AWSLogs/111122223333/CloudTrail/us-east-2';
const AWS_NAME = '111122223333_CloudTrail_us-east-2_20150801T0210Z_Mu0KsOhtH1ar15ZZ.json.gz';
const at = (text: string) => Date.parse(text);
const span = (path: string, isFolder: boolean) => {
  const found = deliveredBy(path, isFolder);
  return found && [found.from, found.to].map((time) => new Date(time).toISOString().slice(0, 16));
};

describe('when files were delivered', () => {
  it.each([
    [`${TRAIL}/2015`, ['2015-01-01T00:00', '2016-01-01T00:00']],
    [`${TRAIL}/2015/12`, ['2015-12-01T00:00', '2016-01-01T00:00']],
    [`${TRAIL}/2016/02/29`, ['2016-02-29T00:00', '2016-03-01T00:00']],
    [
      'AWSLogs/o-exampleorgid/111122223333/CloudTrail/us-gov-west-1/2015/08/01',
      ['2015-08-01T00:00', '2015-08-02T00:00'],
    ],
    ['/111122223333/CloudTrail/eu-west-1/2015/08/01', ['2015-08-01T00:00', '2015-08-02T00:00']],
  ])('is known of the folder %s', (path, expected) => {
    expect(span(path, true)).toEqual(expected);
  });

  it('is known of a file by its name, wherever it lies, and else by its folder', () => {
    const minute = ['2015-08-01T02:10', '2015-08-01T02:11'];
    expect(span(AWS_NAME, false)).toEqual(minute);
    expect(span(`${TRAIL}/2015/08/01/${AWS_NAME}`, false)).toEqual(minute);
    expect(span(`downloads/${AWS_NAME.replace('.gz', '')}`, false)).toEqual(minute);
    expect(span(`${TRAIL}/2015/08/01/renamed.json`, false)).toEqual(['2015-08-01T00:00', '2015-08-02T00:00']);
  });

  it.each([
    ['logs/2015/08/01', true],
    ['CloudTrail/us-east-2/2015/08/01', true],
    ['1234/CloudTrail/us-east-2/2015/08/01', true],
    [`${TRAIL}/2015/02/30`, true],
    [`${TRAIL}/2015/13`, true],
    [`${TRAIL}/2015/08/01/extra`, true],
    [`${TRAIL}/2015/08/1`, true],
    [TRAIL, true],
    ['111122223333/CloudTrail-Digest/us-east-2/2015/08/01', true],
    [AWS_NAME, true],
    [AWS_NAME.replace('T0210', 'T2510'), false],
    [AWS_NAME.replace('0801T', '0832T'), false],
    [`all-${AWS_NAME}`, false],
    [AWS_NAME.replace('.json', ' (1).json'), false],
    [`${AWS_NAME}.part`, false],
  ])('is not known of %s', (path, isFolder) => {
    expect(deliveredBy(path, isFolder)).toBeUndefined();
  });
});

describe('pruning', () => {
  const day = (name: string) => `${TRAIL}/${name}`;

  it('leaves out the days before, and those a day and more after', () => {
    const prune = pruneByPath({ from: at('2026-11-03T12:00Z'), to: at('2026-11-04T00:00Z') });
    const kept = ['01', '02', '03', '04', '05', '06'].filter((name) => !prune(day(`2026/11/${name}`), true));
    expect(kept).toEqual(['03', '04']);
    expect(prune(day('2026'), true)).toBe(false);
    expect(['2025', '2026/10', '2026/12', '2027'].map((name) => prune(day(name), true))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('goes by the minute of a file: its events are older than the end of it', () => {
    const name = (time: string) => AWS_NAME.replace('20150801T0210Z', time);
    const prune = pruneByPath({ from: at('2026-11-03T12:00Z'), to: at('2026-11-03T13:00Z') });
    expect(prune(name('20261103T1159Z'), false)).toBe(true);
    expect(prune(name('20261103T1200Z'), false)).toBe(false);
    expect(prune(name('20261104T1259Z'), false)).toBe(false);
    expect(prune(name('20261104T1300Z'), false)).toBe(true);
    // Half a minute into it, which its name does not show.
    expect(pruneByPath({ from: at('2026-11-03T12:00:30Z') })(name('20261103T1200Z'), false)).toBe(false);
  });

  it('takes paths from the working folder, and nothing else without bounds', () => {
    expect(pruneByPath({})(day('1999'), true)).toBe(false);
    expect(pruneByPath({ from: 0 })('.', true)).toBe(false);
    expect(pruneByPath({ from: at('2026-01-01') })(`./x/../${day('2025')}`, true)).toBe(true);
  });

  it('knows where it is when it starts within the layout', () => {
    const root = mkdtempSync(join(tmpdir(), 'trailc-layout-'));
    const before = process.cwd();
    try {
      mkdirSync(join(root, TRAIL), { recursive: true });
      process.chdir(join(root, TRAIL));
      const prune = pruneByPath({ from: at('2026-01-01') });
      expect(['2025', './2025/12', '2026', '.'].map((path) => prune(path, true))).toEqual([
        true,
        true,
        false,
        false,
      ]);
    } finally {
      process.chdir(before);
      rmSync(root, { recursive: true });
    }
  });

  const MINUTE = 60_000;
  const time = fc.integer({ min: at('2023-12-30'), max: at('2024-03-02') });
  it('never loses an event whose file was delivered within a day, and opens none that was delivered before', () => {
    let lost = 0;
    let pruned = 0;
    fc.assert(
      fc.property(
        time,
        fc.integer({ min: 0, max: LATE_MS }),
        time,
        fc.integer({ min: 1, max: 40 * LATE_MS }),
        fc.constantFrom('', 'o-exampleorgid/'),
        fc.boolean(),
        (event, late, from, long, organisation, isNamed) => {
          const range = { from, to: from + long };
          const delivered = new Date(event + late).toISOString();
          const folder = `/x/AWSLogs/${organisation}111122223333/CloudTrail/eu-west-1/${delivered.slice(0, 10).replaceAll('-', '/')}`;
          const name = isNamed
            ? AWS_NAME.replace('20150801T0210', delivered.slice(0, 16).replaceAll(/[-:]/g, ''))
            : 'a.json';
          const prune = pruneByPath(range);
          const folders = [folder, dirname(folder), dirname(dirname(folder))];
          const isPruned = prune(`${folder}/${name}`, false) || folders.some((path) => prune(path, true));
          if (isPruned) pruned += 1;
          if (isPruned && isWithin(range, new Date(event).toISOString())) lost += 1;
          // The other way round: what was delivered before the first moment cannot hold it.
          if (isNamed && event + late < from - MINUTE) expect(isPruned).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(lost).toBe(0);
    expect(pruned).toBeGreaterThan(500);
  });
});

it.each([
  ['/b/AWSLogs/111122223333/CloudTrail-Digest', 'digest'],
  ['/b/AWSLogs/o-exampleorgid/111122223333/CloudTrail-Insight/us-east-2/2015/08/01/a.json.gz', 'insight'],
  ['/copied/CloudTrail-Digest/us-east-2', 'digest'],
  ['/copied/CloudTrail-Digest', undefined],
  ['/copied/CloudTrail-Digest/notes.json', undefined],
  ['/b/AWSLogs/111122223333/CloudTrail-Digests', undefined],
  ['/b/AWSLogs/111122223333/CloudTrail/us-east-2', undefined],
])('says what is in %s', (path, expected) => {
  expect(skippedByPath(path)).toBe(expected);
});
