/** `trailc trace` on small logs: every format, exit codes, and names that are attacks. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/cloudtrail/event.ts';
import { assume, role, use, user } from '../logs/trace/records.ts';
import { inProcess } from './in-process.ts';
import { folder } from './support.ts';

const ann = user('ann');
const dev = role('Dev', 'ann', 'ASIADEV', '10:00:00');
const ops = role('Ops', 'bob', 'ASIAOPS', '10:10:00');
const EVENTS = [
  assume('c-1', '10:00:00', ann, dev),
  assume('c-2', '10:10:00', dev, ops),
  use('u-1', '10:20:00', ops, { readOnly: false, eventName: 'DeleteRole' }),
];

const logs = (events: readonly JsonObject[], more = '') =>
  join(
    folder({ 'a.jsonl': `${events.map((event) => JSON.stringify(event)).join('\n')}\n${more}` }),
    'a.jsonl',
  );

describe('trailc trace', () => {
  it('shows the person above the calls, and the calls above what was asked for', async () => {
    const { code, out, err } = await inProcess(['trace', 'u-1', logs(EVENTS)]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Behind it: IAMUser ann of account 111122223333, every link strong\.\n/);
    const places = [
      'IAMUser ann',
      'AssumeRole as "ann"',
      'AssumeRole as "bob"',
      'renamed: "ann" became "bob"',
      'iam:DeleteRole',
    ].map((text) => out.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(-1);
  });

  it('takes a key and an ARN as well, and shows with --forward what was done', async () => {
    const path = logs(EVENTS);
    const byKey = await inProcess(['trace', 'ASIADEV', path, '--forward']);
    expect(byKey.code).toBe(0);
    expect(byKey.out).toContain('did 1 event, 1 of them mutating');
    expect(byKey.out).toContain('1 × iam:DeleteRole (mutating)');
    const byArn = await inProcess(['trace', String(ops.arn), path, '--format', 'json']);
    const answer = JSON.parse(byArn.out);
    expect([answer.schemaVersion, answer.end.name, answer.certain, answer.hops.length]).toEqual([
      1,
      'ann',
      true,
      2,
    ]);
    expect([answer.windowHours, answer.input.events, answer.forward]).toEqual([36, 3, null]);
  });

  it('leaves out the middle of a chain of hundreds of calls, and says how many', async () => {
    const time = (at: number) => new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString().slice(11, 19);
    const sessions = Array.from({ length: 100 }, (_, at) => role('Dev', `link${at}`, `ASIA${at}`, time(at)));
    const events = sessions.map((session, at) =>
      assume(`c-${at}`, time(at), sessions[at - 1] ?? ann, session),
    );
    for (const format of ['pretty', 'mermaid', 'html']) {
      const { code, out } = await inProcess(['trace', 'ASIA99', logs(events), '--format', format]);
      expect([format, code]).toEqual([format, 0]);
      expect(out).toContain('60 calls more in between');
      for (const shown of ['link0', 'link19', 'link80', 'link99'])
        expect(out).toMatch(new RegExp(`\\b${shown}\\b`));
      expect(out).not.toMatch(/\blink(?:20|50|78)\b/);
    }
    const json = await inProcess(['trace', 'ASIA99', logs(events), '--format', 'json']);
    expect(JSON.parse(json.out).hops.length).toBe(100);
  });

  it('prints no session token in any format', async () => {
    for (const format of ['pretty', 'json', 'mermaid', 'html']) {
      const { code, out } = await inProcess(['trace', 'u-1', logs(EVENTS), '--forward', '--format', format]);
      expect([format, code, out.includes('TOKEN')]).toEqual([format, 0, false]);
    }
  });

  it('ends with 2 where nothing is found or several are, and with 1 where something is malformed', async () => {
    const none = await inProcess(['trace', 'ASIANOBODY', logs(EVENTS)]);
    expect([none.code, none.out]).toEqual([2, '']);
    expect(none.err).toContain('nothing in 3 events of 1 files has "ASIANOBODY"');
    const again = use('u-2', '12:00:00', role('Ops', 'bob', 'ASIATWO', '11:00:00'));
    const several = await inProcess(['trace', String(ops.arn), logs([...EVENTS, again])]);
    expect([several.code, several.out]).toEqual([2, '']);
    expect(several.err).toContain('names 2 sessions');
    expect(several.err).toContain('u-2  ASIATWO');
    const damaged = await inProcess(['trace', 'u-1', logs(EVENTS, '{"eventName":\n')]);
    expect(damaged.code).toBe(1);
    expect(damaged.out).toContain('Behind it: IAMUser ann');
    expect(damaged.err).toContain('1 malformed records were left out');
    const missing = await inProcess(['trace', 'u-1', '/no/such/logs']);
    expect([missing.code, missing.out]).toEqual([2, '']);
  });

  it('refuses a window that is no number of hours', async () => {
    for (const window of ['0', '-1', 'x', '1e9', '9999']) {
      const { code, err } = await inProcess(['trace', 'u-1', logs(EVENTS), `--window=${window}`]);
      expect([window, code, err.includes('--window')]).toEqual([window, 2, true]);
    }
    const narrow = await inProcess(['trace', 'u-1', logs(EVENTS), '--window', '0.05', '--format', 'json']);
    expect(JSON.parse(narrow.out).missing.reason).toBe('outside-window');
  });
});

describe('hostile names', () => {
  const NAME =
    '"]; click n0 "javascript:alert(1)" %% <script>alert(1)</script> `x` \u001b[31m\u202e #quot; & |end';
  const hostile = (at: string) => role('Dev', NAME.replaceAll('/', '\\'), 'ASIAEVIL', at);
  const path = () =>
    logs([assume('c-1', '10:00:00', ann, hostile('10:00:00')), use('u-1', '10:01:00', hostile('10:00:00'))]);

  it('stay inside the labels of Mermaid', async () => {
    const { out } = await inProcess(['trace', 'u-1', path(), '--forward', '--format', 'mermaid']);
    const LABEL = '"(?:[A-Za-z0-9 .,/@_+=-]|#[0-9]+;|<br/>)*"';
    const LINE = new RegExp(
      `^(?:flowchart TD|  [vn][0-9]*\\[${LABEL}\\]|  [vn][0-9]* (?:---|(?:-->|-\\.->)\\|${LABEL}\\|) n[0-9]+)$`,
    );
    for (const line of out.trimEnd().split('\n')) expect(line).toMatch(LINE);
    expect(out).toContain('#60;script#62;');
  });

  it('are text in HTML, which needs no other file', async () => {
    const { out } = await inProcess(['trace', 'u-1', path(), '--format', 'html']);
    expect(out).not.toMatch(/<script|<img|javascript:alert\(1\)"/);
    expect(out).toContain('&lt;script&gt;alert(1)&lt;\\script&gt;');
    expect(out).not.toMatch(/\b(?:src|href)=|url\(|@import|https?:/);
    expect(
      [...out.matchAll(/<\/?([a-z0-9]+)/g)]
        .map(([, tag]) => tag)
        .filter((tag) => !/^(?:html|head|meta|title|style|body|h1|div|ul|li|span|p)$/.test(tag ?? '')),
    ).toEqual([]);
  });

  it('do not reach the terminal', async () => {
    for (const format of ['pretty', 'json', 'mermaid', 'html']) {
      const { out } = await inProcess(['trace', 'u-1', path(), '--format', format]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
    const { err } = await inProcess(['trace', '\u001b[31mx', path()]);
    expect(err).not.toContain('\u001b');
  });
});
