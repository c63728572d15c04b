/** `trailc sessions` on small logs: every format, and cells that are attacks. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/cloudtrail/event.ts';
import { assume, role, use, user } from '../logs/trace/records.ts';
import { inProcess } from './in-process.ts';
import { folder } from './support.ts';

const ann = user('ann');
const dev = role('Dev', 'ann', 'ASIADEV', '10:00:00');
const ops = role('Ops', '=cmd|x!A1', 'ASIAOPS', '10:10:00');
const EVENTS = [
  assume('c-1', '10:00:00', ann, dev),
  assume('c-2', '10:10:00', dev, ops),
  use('u-1', '10:20:00', ops, { readOnly: false }),
];
const logs = (events: readonly JsonObject[], more = '') =>
  join(
    folder({ 'a.jsonl': `${events.map((event) => JSON.stringify(event)).join('\n')}\n${more}` }),
    'a.jsonl',
  );

describe('trailc sessions', () => {
  it('lists them as a table, renamed ones first', async () => {
    const { code, out, err } = await inProcess(['sessions', logs(EVENTS)]);
    expect([code, err]).toEqual([0, '']);
    const lines = out.split('\n');
    expect(lines[1]).toMatch(/ann +Ops\/=cmd\|x!A1 .*ann → =cmd\|x!A1/);
    expect(lines[2]).toContain('Dev/ann');
    expect(lines[3]).toBe('2 sessions, 1 with a rename on the way');
  });

  it('prints JSON that is one document, with as many sessions as --top says', async () => {
    const all = JSON.parse((await inProcess(['sessions', logs(EVENTS), '--format', 'json'])).out);
    expect([all.schemaVersion, all.total, all.renamed, all.sessions.length]).toEqual([1, 2, 1, 2]);
    expect(all.sessions[0]).toMatchObject({ root: { name: 'ann' }, certain: true, mutating: 1 });
    const top = JSON.parse(
      (await inProcess(['sessions', logs(EVENTS), '--format', 'json', '--top', '1'])).out,
    );
    expect([top.total, top.sessions.length]).toEqual([2, 1]);
    const empty = JSON.parse((await inProcess(['sessions', logs([]), '--format', 'json'])).out);
    expect(empty.sessions).toEqual([]);
  });

  it('prints CSV in which no cell is a formula', async () => {
    const names = ['=1+1', '+1', '-1', '@x', 'plain', 'a,"b"'];
    const sessions = names.map((name, at) =>
      use(`u-${at}`, '10:00:00', role('Dev', name, `=K${at}`, '09:00:00')),
    );
    const { out } = await inProcess(['sessions', logs(sessions), '--format', 'csv']);
    const [head, ...rows] = parse(out);
    const column = head?.indexOf('name') ?? -1;
    expect(rows.map((row) => row[column]).sort()).toEqual(["'+1", "'-1", "'=1+1", "'@x", 'a,"b"', 'plain']);
    for (const row of rows) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows.every(({ length }) => length === head?.length)).toBe(true);
  });

  it('prints Markdown whose cells hold their text', async () => {
    const { code, out } = await inProcess(['sessions', logs(EVENTS), '--format', 'markdown']);
    expect(code).toBe(0);
    expect(out).toMatch(/^## trailc sessions\n/);
    const rows = out.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(4);
    expect(rows[2]).toContain('cmd\\|x!A1');
  });

  it('ends with 1 where something is malformed, and with 2 for a wrong option', async () => {
    expect((await inProcess(['sessions', logs(EVENTS, '{"eventName":\n')])).code).toBe(1);
    expect((await inProcess(['sessions', logs(EVENTS), '--top', '0'])).code).toBe(2);
    expect((await inProcess(['sessions', '/no/such/logs'])).code).toBe(2);
  });
});

/** RFC 4180, without looking at the printer. */
function parse(text: string): readonly (readonly string[])[] {
  return text
    .replace(/\r\n$/, '')
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
        quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
}
