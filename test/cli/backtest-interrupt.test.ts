/** A backtest that is stopped: what is printed, what it says of itself, and how the process ends. Real processes. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { linkSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineLine } from '../../src/cli/backtest/engine-progress.ts';
import { runWatched, stoppedAt } from '../../src/cli/backtest/interrupt.ts';
import { progressLines } from '../../src/cli/backtest/progress.ts';
import { openStatusLine } from '../../src/cli/report/progress.ts';
import { widthOf } from '../../src/cli/report/width.ts';
import type { EngineProgress } from '../../src/engines/engine.ts';
import { backtestItems } from '../../src/logs/backtest/backtest.ts';
import type { FilesProgress } from '../../src/logs/backtest/files.ts';
import type { LogItem } from '../../src/logs/item.ts';
import { folder, trailc } from './support.ts';

const record = (id: string) => ({
  eventVersion: '1.11',
  eventTime: '2026-11-01T10:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  eventID: id,
  userIdentity: { type: 'IAMUser', userName: 'alice' },
});

/** A repository whose rule matches every record. */
function repository(files: Readonly<Record<string, Buffer>> = {}): string {
  const cwd = folder(files);
  trailc(['init', '.'], { cwd });
  return cwd;
}

interface Running {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Until the first output, which NDJSON has while it reads. */
  readonly begun: Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

function start(args: readonly string[], cwd: string): Running {
  const child = spawn(process.execPath, [resolve('bin/trailc.js'), 'backtest', ...args], {
    cwd,
    env: { ...process.env, LC_ALL: 'C.UTF-8', FORCE_COLOR: undefined, NO_COLOR: undefined },
  });
  let [out, err] = ['', ''];
  const begun = new Promise<void>((done) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      done();
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<{ code: number | null; signal: string | null }>((done) => {
    child.on('close', (code, signal) => done({ code, signal }));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, out: () => out, err: () => err, begun, ended };
}

/** Sends records for ever. */
function feed({ child }: Running): void {
  let next = 0;
  const more = setInterval(() => {
    for (let count = 0; count < 50; count += 1)
      child.stdin?.write(`${JSON.stringify(record(`e-${next++}`))}\n`);
  }, 5);
  child.on('close', () => clearInterval(more));
}

const lastLine = (text: string) => JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');

describe('the first signal', () => {
  it.each([
    ['SIGINT', 130, 'Ctrl-C'],
    ['SIGTERM', 143, 'SIGTERM'],
  ] as const)(
    '%s while a pipe is read that never ends: the report so far, and %i',
    async (name, code, says) => {
      const running = start(['-', '--format', 'ndjson'], repository());
      feed(running);
      await running.begun;
      running.child.kill(name);
      expect(await running.ended).toEqual({ code, signal: null });
      const report = lastLine(running.out());
      expect(report.complete).toBe(false);
      expect(report.stopped).toMatch(new RegExp(`^${says} after 0.* and \\d+ events, in standard input$`));
      expect(report.source.events.read).toBeGreaterThan(0);
      expect(report.source.events.malformed).toBe(0);
      // Each line is whole, and there is one for each match that is counted.
      const lines = running
        .out()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const counted = report.rules.reduce(
        (sum: number, { matches }: { matches: number }) => sum + matches,
        0,
      );
      expect(lines.length - 1).toBe(counted);
      expect(running.err()).toBe('');
    },
  );

  it('while files are read: says how many of how many, and where', async () => {
    const records = Array.from({ length: 5_000 }, (_, index) => record(`e-${index}`));
    const cwd = repository({ 'logs/0.json.gz': gzipSync(JSON.stringify({ Records: records })) });
    for (let index = 1; index < 300; index += 1)
      linkSync(join(cwd, 'logs/0.json.gz'), join(cwd, `logs/${index}.json.gz`));
    const running = start(['logs', '--format', 'ndjson'], cwd);
    await running.begun;
    running.child.kill('SIGINT');
    expect(await running.ended).toEqual({ code: 130, signal: null });
    const { complete, stopped, source } = lastLine(running.out());
    expect(complete).toBe(false);
    expect(stopped).toMatch(
      /^Ctrl-C after \d+ of 300 files and \d+ events \(\d+ % of the bytes\), in logs\/\d+\.json\.gz$/,
    );
    expect(source.files).toBeLessThan(300);
  });

  it('while a named pipe is read that says nothing: the process ends all the same', async () => {
    const records = Array.from({ length: 1_000 }, (_, index) => record(`e-${index}`));
    const cwd = repository({ 'a.json': Buffer.from(JSON.stringify({ Records: records })) });
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const running = start(['a.json', 'pipe', '--format', 'ndjson'], cwd);
    await running.begun;
    running.child.kill('SIGINT');
    const { code, signal } = await running.ended;
    // A shell shows 130 for both.
    expect(code === 130 || signal === 'SIGINT').toBe(true);
    expect(lastLine(running.out())).toMatchObject({ complete: false, source: { events: { malformed: 0 } } });
  });
});

it('files that vanish while others are read are said to be gone, and nothing is counted twice', async () => {
  const count = availableParallelism() * 8 + 60;
  const name = (at: number) => `logs/${String(at).padStart(4, '0')}.json`;
  const files = Array.from({ length: count }, (_, at) => [
    name(at),
    Buffer.from(JSON.stringify(record(`e-${at}`))),
  ]);
  const cwd = repository(Object.fromEntries(files));
  // The first to be read waits for us; no thread is so far ahead of it that it has read the last ones.
  execFileSync('mkfifo', [join(cwd, 'pipe')]);
  const running = start(['pipe', 'logs', '--format', 'json'], cwd);
  const pipe = await open(join(cwd, 'pipe'), 'w');
  for (let at = count - 10; at < count; at += 1) rmSync(join(cwd, name(at)));
  await pipe.write(`${JSON.stringify(record('e-pipe'))}\n`);
  await pipe.close();
  expect(await running.ended).toEqual({ code: 1, signal: null });
  const { complete, source, rules } = JSON.parse(running.out());
  expect([complete, source.events.read, rules[0].matches, rules[0].duplicates]).toEqual([
    true,
    count - 9,
    count - 9,
    0,
  ]);
  // Those whose names were read before they went.
  expect([0, 10]).toContain(source.events.malformed);
});

it('a second signal ends the process at once', async () => {
  const before = process.listenerCount('SIGINT');
  const io = { err: () => {}, interactive: false, stdin: Readable.from([]) };
  const item: LogItem = { kind: 'event', event: record('a'), origin: { path: 'x', record: 1 } };
  let during: number | undefined;
  async function* forEver() {
    yield item;
    process.emit('SIGINT', 'SIGINT');
    during = process.listenerCount('SIGINT');
    await new Promise(() => {});
  }
  const left: string[] = [];
  const { report, code } = await runWatched(
    io,
    ({ signal }) => backtestItems([], forEver(), { signal }),
    undefined,
    (ending) => void left.push(ending),
  );
  // Whoever sends it again meets what Node does without listeners: the end.
  expect(during).toBe(before);
  expect(left).toEqual(['SIGINT']);
  expect(code).toBe(130);
  expect(report).toMatchObject({ complete: false, stopped: 'Ctrl-C after 0 files and 1 event' });
  expect(io.stdin.destroyed).toBe(true);
});

describe('progress', () => {
  const state = (more: Partial<FilesProgress> = {}): FilesProgress => ({
    files: 3,
    bytes: 50_000_000,
    events: 120_000,
    path: 'logs/a.json.gz',
    ...more,
  });

  it('says share, rate and time left as far as they are known', () => {
    const show = progressLines();
    expect(show(state({ files: 0, bytes: 0, events: 0, path: '-' }), undefined, 0)).toEqual({
      text: '0 events · ',
      path: 'standard input',
    });
    expect(show(state(), undefined, 2_000).text).toBe('120,000 events · 3 files · 60,000/s · 25 MB/s · ');
    expect(show(state(), { files: 12, bytes: 200_000_000 }, 2_000).text).toBe(
      '25 % · 120,000 events · 3/12 files · 60,000/s · 25 MB/s · 6 s left · ',
    );
    expect(show(state(), { files: 12, bytes: 25_000_000_000 }, 2_000).text).toContain('16:38 min left');
    expect(show(state(), { files: 12, bytes: 2_500_000_000_000 }, 2_000).text).toContain('27:46 h left');
    // A file that grew.
    expect(show(state(), { files: 12, bytes: 10 }, 2_000).text).toContain('100 % · ');
    expect(show(state(), { files: 12, bytes: 10 }, 2_000).text).toContain('0 s left');
  });

  it('of an engine says what the engine says', () => {
    const state: EngineProgress = { queries: 1_200, ended: 3, rows: 45_678, bytes: null };
    expect(engineLine(state, 61_900)).toBe('3/1,200 queries · 45,678 rows · 61 s');
    expect(engineLine({ ...state, bytes: 12_345_678 }, 0)).toBe(
      '3/1,200 queries · 45,678 rows · 12.3 MB read · 0 s',
    );
    expect(engineLine({ ...state, events: 20_000 }, 0)).toBe('20,000 events · 45,678 rows · 0 s');
  });

  it('goes by the last seconds', () => {
    const show = progressLines();
    show(state({ events: 0, bytes: 0 }), undefined, 0);
    for (let second = 1; second <= 30; second += 1)
      show(state({ events: 1_000, bytes: 10 }), undefined, second * 1_000);
    expect(show(state({ events: 11_000, bytes: 10 }), undefined, 40_000).text).toContain(' 1,000/s');
  });

  it('is one line of any terminal, drawn a few times a second, and wiped at the end', () => {
    const written: string[] = [];
    let now = 0;
    for (const columns of [1, 10, 40, 80, 200]) {
      written.length = 0;
      const line = openStatusLine(
        (text) => void written.push(text),
        () => columns,
        () => now,
      );
      const shown = {
        text: '25 % · 120,000 events · ',
        path: `\u001b[2J\n日本/${'x'.repeat(90)}/end.json.gz`,
      };
      line.draw(() => shown);
      line.draw(() => shown);
      now += 1_000;
      line.draw(() => shown);
      line.end();
      line.end();
      now += 1_000;
      line.draw(() => shown);
      expect(written).toHaveLength(3);
      const [first = '', , last] = written;
      expect(first.startsWith('\r\u001b[2K')).toBe(true);
      expect(last).toBe('\r\u001b[2K');
      const text = first.slice('\r\u001b[2K'.length);
      expect(widthOf(text)).toBeLessThan(Math.max(columns, 2));
      expect(text).not.toMatch(/\p{Cc}/u);
      if (columns >= 40) expect(text.endsWith('end.json.gz')).toBe(true);
    }
  });

  it('is for terminals alone', async () => {
    const written: string[] = [];
    const run = (interactive: boolean) =>
      runWatched(
        { err: (text) => void written.push(text), interactive, stdin: Readable.from([]) },
        async ({ onProgress, signal }) => {
          onProgress(state());
          return backtestItems([], Readable.from([]), { signal });
        },
      );
    expect((await run(false)).code).toBeUndefined();
    expect(written).toEqual([]);
    await run(true);
    expect(written.join('')).toContain('120,000 events');
    expect(written.at(-1)).toBe('\r\u001b[2K');
  });
});

it('says how far it got as far as that is known', async () => {
  const report = await backtestItems([], Readable.from([]));
  expect(stoppedAt('Ctrl-C', report, undefined, undefined)).toBe('Ctrl-C after 0 files and 0 events');
});
