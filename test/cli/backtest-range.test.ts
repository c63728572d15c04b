/** `--from` and `--to`: what they take, what they refuse, and which events are then counted. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rangeOf } from '../../src/cli/backtest/range.ts';
import { folder, trailc } from './support.ts';

const NOW = Date.parse('2026-11-22T10:30:00Z');
const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());
const from = (text: string) => iso(rangeOf({ from: text }, NOW).from);

describe('a bound', () => {
  it.each([
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T12:00Z', '2026-11-01T12:00:00.000Z'],
    ['2026-11-01t12:00:05z', '2026-11-01T12:00:05.000Z'],
    ['2026-11-01T12:00:05.57Z', '2026-11-01T12:00:05.570Z'],
    ['2026-11-01T12:00:05.1239Z', '2026-11-01T12:00:05.123Z'],
    ['2026-11-01T01:00+02:00', '2026-10-31T23:00:00.000Z'],
    ['2026-11-01T23:30:00-0130', '2026-11-02T01:00:00.000Z'],
    ['2026-11-01T12:00', '2026-11-01T12:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['7d', '2026-11-15T10:30:00.000Z'],
    ['36h', '2026-11-20T22:30:00.000Z'],
  ])('is %s', (text, expected) => {
    expect(from(text)).toBe(expected);
    if (!/[dh]$/.test(text)) expect(iso(rangeOf({ to: text }).to)).toBe(expected);
  });

  it.each([
    ['', 'is no date and no time'],
    ['yesterday', 'is no date and no time'],
    ['2026-11', 'is no date and no time'],
    ['2026-11-01 12:00Z', 'is no date and no time'],
    ['11/01/2026', 'is no date and no time'],
    ['1793491200', 'is no date and no time'],
    ['-7d', 'is no date and no time'],
    ['2026-02-30', 'is in no calendar'],
    ['2026-13-01', 'is in no calendar'],
    ['2026-11-01T24:00Z', 'is in no calendar'],
    ['2026-11-01T12:60Z', 'is in no calendar'],
    ['2026-11-01T12:00+24:00', 'is in no calendar'],
    ['0d', 'is now'],
    ['99999d', 'is before there were logs'],
  ])('is not "%s"', (text, why) => {
    expect(() => rangeOf({ from: text }, NOW)).toThrow(why);
    try {
      rangeOf({ from: text }, NOW);
    } catch (error) {
      expect(error).toMatchObject({ hint: expect.stringContaining('--from') });
    }
  });

  it('counts back from now with --from alone', () => {
    expect(() => rangeOf({ to: '7d' }, NOW)).toThrow('only --from counts back');
  });

  it('is before the other one', () => {
    expect(() => rangeOf({ from: '2026-11-02', to: '2026-11-01' })).toThrow('nothing is between');
    expect(() => rangeOf({ from: '2026-11-02', to: '2026-11-02' })).toThrow('nothing is between');
    expect(rangeOf({})).toEqual({});
  });
});

const delivery = (day: string, time: string, id: string) => {
  const name = `111122223333_CloudTrail_eu-west-1_${day.replaceAll('-', '')}T2300Z_abcdefgh12345678.json.gz`;
  const record = {
    eventVersion: '1.11',
    eventTime: time,
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateAccessKey',
    eventID: id,
  };
  return [
    `AWSLogs/111122223333/CloudTrail/eu-west-1/${day.replaceAll('-', '/')}/${name}`,
    gzipSync(JSON.stringify({ Records: [record] })),
  ] as const;
};

describe('trailc backtest', () => {
  it('counts what happened from the first moment on, and before the last', () => {
    const cwd = folder(
      Object.fromEntries([
        delivery('2026-11-01', '2026-11-01T10:00:00Z', 'a'),
        delivery('2026-11-02', '2026-11-02T00:00:00Z', 'b'),
        delivery('2026-11-03', '2026-11-02T23:59:59Z', 'late'),
        delivery('2026-11-04', '2026-11-03T00:00:00Z', 'c'),
      ]),
    );
    const made = trailc(['init', '.'], { cwd });
    expect(made.err + made.out).not.toContain('internal error');
    const { code, out, err } = trailc(
      ['backtest', 'AWSLogs', '--from', '2026-11-02', '--to', '2026-11-03', '--format', 'json'],
      { cwd },
    );
    expect([code, err]).toEqual([0, '']);
    const report = JSON.parse(out);
    expect(report.range).toEqual({ from: '2026-11-02T00:00:00.000Z', to: '2026-11-03T00:00:00.000Z' });
    expect(report.complete).toBe(true);
    const { files, prunedFiles, events } = report.source;
    expect(files + prunedFiles).toBe(4);
    expect(events.read).toBe(2);
  });

  it('refuses other bounds before it reads anything', () => {
    const cwd = folder();
    trailc(['init', '.'], { cwd });
    const { code, out, err } = trailc(['backtest', 'nothing-here', '--to', 'tomorrow\u001b[31m'], { cwd });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('--to "tomorrow\\u001b[31m" is no date and no time');
    expect(err).toContain('Write --to 2026-11-01');
  });
});
