/**
 * What people can get wrong in files, as a real process: each input has a readable diagnostic with a known code, an exit
 * code, and hides no fault of another file. Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folder, type Ran, trailc } from './support.ts';

const CONFIG = `trailc: 1
environments:
  production: { params: { spare: x } }
`;

/** A rule in lines that the cases change. */
const RULE = `trailc: 1
id: 5b3f2f64-6f0d-4a55-9b0c-6a4b9f0c1d2e
title: Key made
version: 1.0.0
status: test
level: low
author: Security Engineering
date: 2026-01-01
description: A key was made.
triage: Ask.
source: aws.cloudtrail
match:
  eventSource: iam.amazonaws.com
  eventName: CreateAccessKey
alert: { title: A key was made }
schedule: { every: 15m, lookback: 75m }
tests:
  - name: one
    event: { inline: { eventSource: iam.amazonaws.com, eventName: CreateAccessKey } }
    expect: match
  - name: other
    event: { inline: { eventSource: iam.amazonaws.com, eventName: DeleteAccessKey } }
    expect: no-match
`;

/** Stands beside every broken file; that its warning is seen shows that nothing was lost. */
const SENTINEL = `${RULE.replace('5b3f2f64', '0b3f2f64').replace('Key made', 'Sentinel')}params:
  spare: { type: text, example: x, description: Used by nobody. }
`;
const SEEN = 'check/unused-param';

type Files = Readonly<Record<string, string | Buffer>>;

const LIST = (entries: string) => `trailc: 1\nname: people\ndescription: People.\nentries:\n${entries}`;
const FIXTURE = (body: string) => `trailc: 1\ndescription: An event.\n${body}\n`;
const rule = (...changes: readonly (readonly [string, string])[]): Files => {
  const text = changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the rule has no ${from}`);
    return changed.replace(from, () => to);
  }, RULE);
  return { 'detections/bad.yml': text };
};
const bytes = (content: string | Buffer): Files => ({ 'detections/bad.yml': content });
const EVENT_NAME = '  eventName: CreateAccessKey\n';
const OTHER_EVENT = '{ inline: { eventSource: iam.amazonaws.com, eventName: DeleteAccessKey } }';

function repository(files: Files, config = CONFIG): string {
  return folder({ 'trailc.config.yml': config, 'detections/sentinel.yml': SENTINEL, ...files });
}

/** Nothing that a program says to itself, and no path of the machine. */
function expectReadable({ out, err }: Ran, cwd: string): void {
  const text = out + err;
  expect(text).not.toMatch(/internal error|^\s+at .+:\d+|\[object|undefined/m);
  expect(text).not.toContain(cwd);
  expect(text).not.toContain(process.cwd());
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
}

interface Shown {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly do: string;
}

/** Codes of `check`, each once, without the sentinel's. Every text must be a sentence. */
function codesOf(ran: Ran): readonly string[] {
  const { diagnostics } = JSON.parse(ran.out) as { readonly diagnostics: readonly Shown[] };
  for (const { what, why, do: remedy } of diagnostics) {
    for (const text of [what, why, remedy]) expect(text).toMatch(/^\S.*[.?!]$/s);
  }
  const codes = diagnostics.map(({ code }) => code);
  expect(codes).toContain(SEEN);
  return [...new Set(codes)].filter((code) => code !== SEEN).sort();
}

/** The files of a case, in folders of their own. */
function renamed(files: Files, at: number): Files {
  const entries = Object.entries(files);
  return Object.fromEntries(
    entries.map(([path, content]) => [path.replace(/^(detections|lists)\//, `$1/${at}/`), content]),
  );
}

const CASES: readonly (readonly [string, Files, readonly string[]])[] = [
  ['a quote that is never closed', rule(['title: Key made', "title: 'Key made"]), ['yaml/unclosed-quote']],
  ['a bracket that is never closed', rule(['triage: Ask.', 'tags: [a.b']), ['yaml/unclosed-bracket']],
  ['a wrong indentation', rule([EVENT_NAME, '   eventName: x\n']), ['yaml/indentation']],
  ['a text where a mapping is wanted', bytes('hello\n'), ['yaml/wrong-type']],
  ['an empty file', bytes(''), ['yaml/empty']],
  ['a tab', rule([EVENT_NAME, '\teventName: x\n']), ['yaml/tab']],
  ['a duplicate key', rule([EVENT_NAME, EVENT_NAME.repeat(2)]), ['yaml/duplicate-key']],
  [
    'anchor, alias, merge key and tag',
    rule([
      EVENT_NAME,
      '  eventName: &a x\n  userAgent: *a\n  awsRegion: !t x\n  requestParameters.x: { <<: *a }\n',
    ]),
    ['yaml/alias', 'yaml/anchor', 'yaml/merge-key', 'yaml/tag'],
  ],
  ['a file of 50 MB', bytes(Buffer.alloc(50 * 1024 * 1024, 0x61)), ['file/too-large']],
  ['brackets nested deeply', bytes(`match: ${'['.repeat(100_000)}`), ['yaml/too-deep']],
  [
    'clauses nested deeply',
    rule([
      `match:\n  eventSource: iam.amazonaws.com\n${EVENT_NAME}`,
      `match: ${'{ not: '.repeat(70)}{ eventName: x }${' }'.repeat(70)}\n`,
    ]),
    ['yaml/too-deep'],
  ],
  ['a binary file', bytes(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])), ['file/binary']],
  ['UTF-16', bytes(Buffer.from(`\ufeff${RULE}`, 'utf16le')), ['file/not-utf8']],
  ['invalid UTF-8', bytes(Buffer.concat([Buffer.from(RULE), Buffer.from([0xc3, 0x28])])), ['file/not-utf8']],
  ['a folder in the place of a rule', { 'detections/bad.yml/readme.txt': '' }, ['file/folder']],
  ['a folder in the place of a list', { 'lists/bad.yml/readme.txt': '' }, ['file/folder']],
  ['unknown keys', rule(['level: low', 'levle: low\nfoo: bar']), ['yaml/unknown-key']],
  [
    'wrong types',
    rule(
      ['level: low', 'level: 3'],
      ['date: 2026-01-01', 'date: [2026]'],
      ['author: Security Engineering', 'author: 5'],
      ['triage: Ask.', 'triage:'],
    ),
    ['yaml/no-value', 'yaml/not-a-word', 'yaml/number-not-text', 'yaml/wrong-type'],
  ],
  [
    'unquoted account ids',
    rule([EVENT_NAME, '  recipientAccountId: 012345678901\n  userIdentity.accountId: 123456789012\n']),
    ['match/number', 'match/number-for-text'],
  ],
  [
    'an unquoted account id in a test',
    rule(['DeleteAccessKey', 'x, recipientAccountId: 012345678901']),
    ['test/number'],
  ],
  [
    'an unquoted account id in a list',
    { 'lists/a.yml': LIST('  - { value: 012345678901, reason: x }\n') },
    ['list/not-text'],
  ],
  [
    'entries of a list that are expired, due on no day, doubled, or without a reason',
    {
      'lists/a.yml': LIST(
        '  - { value: a, reason: x, expires: 2020-01-31 }\n  - { value: b, reason: x, expires: 2020-02-31 }\n' +
          '  - { value: a, reason: y }\n  - { value: c }\n',
      ),
    },
    ['check/list-entry-expired', 'list/date', 'list/duplicate-entry', 'list/missing-reason'],
  ],
  [
    'two lists with one name',
    { 'lists/a.yml': LIST('  []\n'), 'lists/b.yml': LIST('  []\n') },
    ['list/same-name'],
  ],
  ['a list that is no list', { 'lists/a.yml': 'a: [' }, ['yaml/unclosed-bracket']],
  [
    'two rules with one id and title',
    { 'detections/twin.yml': SENTINEL },
    ['file/same-rule-id', 'file/same-rule-title'],
  ],
  [
    'two rules with one file stem',
    { 'detections/z/sentinel.yml': RULE.replace('eventName: C', 'evntName: C') },
    ['file/same-rule-stem', 'meaning/unknown-field'],
  ],
  [
    'circular fixtures',
    {
      'fixtures/a.yml': FIXTURE('base: fixtures/b'),
      'fixtures/b.yml': FIXTURE('base: fixtures/a'),
      'fixtures/c.yml': FIXTURE('base: fixtures/c'),
      ...rule([OTHER_EVENT, '{ base: fixtures/a }']),
    },
    ['test/broken-fixture', 'test/circular-fixture'],
  ],
  ['a fixture that is not there', rule([OTHER_EVENT, '{ base: fixtures/gone }']), ['test/unknown-fixture']],
  ['a fixture that is no JSON', { 'fixtures/a.json': '{"eventName": ' }, ['yaml/unclosed-bracket']],
  ['a title that breaks the line', rule(['title: Key made', 'title: "a\\nb"']), ['rule/title']],
];

describe('a broken file in a repository', () => {
  it.each(CASES)('%s: is named by check, and hides no other fault', (_, files, codes) => {
    const root = repository(files);
    const ran = trailc(['check', '--format', 'json'], { cwd: root });
    expectReadable(ran, root);
    expect(codesOf(ran)).toEqual(codes);
    expect(ran).toMatchObject({ code: 1, err: '' });
  });

  it('keeps build from writing, and tells people why', () => {
    const root = repository(Object.assign({}, ...CASES.map(([, files], at) => renamed(files, at))));
    const ran = trailc(['build'], { cwd: root });
    // What only `check` looks for is not said here; all that makes a file unreadable is.
    const codes = CASES.flatMap(([, , found]) => found).filter((code) => !/^(?:check|meaning)\//.test(code));
    expectReadable(ran, root);
    expect(ran).toMatchObject({ code: 1, out: '' });
    for (const code of codes) expect(ran.err).toContain(`error[${code}]`);
    for (const code of codes)
      expect(ran.err).toMatch(new RegExp(`error\\[${code}\\].*(?:\\n .*)+\\n  why: .+\\n  do: {2}`));
    expect(readdirSync(root)).not.toContain('dist');
  });

  it('does not keep test, explain, compile and backtest from saying so', () => {
    const root = repository(bytes('trailc: 1\ntags: [\n'));
    const event = '{"eventName":"CreateAccessKey","eventSource":"iam.amazonaws.com","eventID":"e"}';
    const tested = trailc(['test'], { cwd: root });
    expect(tested).toMatchObject({
      code: 1,
      out: expect.stringContaining('2 passed, 0 failed'),
    });
    expect(tested.err).toContain('error[yaml/unclosed-bracket] detections/bad.yml:2:7');
    const compiled = trailc(['compile', 'bad', '--target', 'spl'], { cwd: root });
    expect(compiled).toMatchObject({ code: 1, out: '' });
    expect(compiled.err).toContain('error[yaml/unclosed-bracket]');
    const explained = trailc(['explain', 'bad', event], { cwd: root });
    expect(explained).toMatchObject({ code: 2, out: '' });
    expect(explained.err).toContain('error[yaml/unclosed-bracket]');
    expect(trailc(['explain', 'sentinel', event], { cwd: root })).toMatchObject({ code: 0, err: '' });
    const tried = trailc(['backtest', '-'], { cwd: root, input: event });
    expect(tried).toMatchObject({ code: 1, out: '' });
    expect(tried.err).toContain('error[yaml/unclosed-bracket]');
    for (const ran of [tested, compiled, explained, tried]) expectReadable(ran, root);
  });

  it('shows the other faults of the file with a syntax error', () => {
    const [name = '', text = ''] =
      Object.entries(
        rule(
          ['triage: Ask.', 'triage: [a'],
          ['level: low', 'levle: low\nid: twice'],
          [EVENT_NAME, '  evntName: x\n'],
        ),
      )[0] ?? [];
    const ran = trailc(['check', '--format', 'json'], {
      cwd: repository({ [name]: `${text}params: { a: 5 }\n` }),
    });
    expect(codesOf(ran)).toEqual([
      'yaml/duplicate-key',
      'yaml/unclosed-bracket',
      'yaml/unknown-key',
      'yaml/wrong-type',
    ]);
  });

  it('is named where it cannot be read, or leads nowhere, or in a circle, or outside', () => {
    const root = repository(rule());
    const outside = folder({ 'secret.yml': 'secret' });
    symlinkSync('gone.yml', join(root, 'detections/dangling.yml'));
    symlinkSync('circle.yml', join(root, 'detections/circle.yml'));
    symlinkSync(join(outside, 'secret.yml'), join(root, 'detections/outside.yml'));
    spawnSync('mkfifo', [join(root, 'detections/pipe.yml')]);
    const ran = trailc(['check', '--format', 'json'], { cwd: root });
    expect(codesOf(ran)).toEqual(['file/missing', 'file/outside', 'file/special', 'file/unreadable']);
    expect(ran.code).toBe(1);
    expectReadable(ran, root);
  });

  const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
  const asOther = nobody === undefined ? {} : { uid: nobody };
  const runs = trailc(['--version'], asOther).code === 0;

  it.skipIf(!runs)('is named where permission is missing', () => {
    const root = repository(rule());
    for (const path of ['', 'detections']) chmodSync(join(root, path), 0o755);
    chmodSync(join(root, 'detections/bad.yml'), 0o000);
    const ran = trailc(['check', '--format', 'json'], { cwd: root, ...asOther });
    expect(codesOf(ran)).toEqual(['file/unreadable']);
    expect(ran.code).toBe(1);
    chmodSync(join(root, 'detections'), 0o000);
    expect(trailc(['check'], { cwd: root, ...asOther })).toMatchObject({
      code: 1,
      out: expect.stringContaining('error[file/unreadable] detections\n'),
    });
    chmodSync(join(root, 'detections'), 0o755);
  });

  it('is counted and not listed line by line where it is something else altogether', () => {
    const root = repository(
      bytes(`${RULE}${Array.from({ length: 100_000 }, (_, at) => `k${at}: x\n`).join('')}`),
    );
    const started = performance.now();
    const ran = trailc(['check'], { cwd: root });
    // A second or so; work that grows with the square of the faults takes the better part of a minute.
    expect(performance.now() - started).toBeLessThan(25_000);
    expect(ran.out).toContain('… 99980 more of yaml/unknown-key in detections/bad.yml');
    expect(ran.out).toContain('100000 errors, 1 warning in 2 files');
    expect(ran.out.length).toBeLessThan(20_000);
    expect(JSON.parse(trailc(['check', '--format', 'json'], { cwd: root }).out).diagnostics).toHaveLength(
      100_001,
    );
  });

  it('survives half a million faults', () => {
    const ran = trailc(['check'], { cwd: repository(bytes('a: 1\r'.repeat(500_000))) });
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toContain('more of yaml/duplicate-key');
  });

  it('reads a list of 7 MB, and none above 16 MB', () => {
    const entries = (count: number) =>
      LIST(
        Array.from(
          { length: count },
          (_, at) => `  - { value: v${at}, reason: 'asked for in OPS-${at}' }\n`,
        ).join(''),
      );
    expect(trailc(['check'], { cwd: repository({ 'lists/a.yml': entries(150_000) }) })).toMatchObject({
      code: 0,
    });
    const ran = trailc(['check', '--format', 'json'], {
      cwd: repository({ 'lists/a.yml': entries(400_000) }),
    });
    expect(codesOf(ran)).toEqual(['file/too-large']);
  });
});

describe('a configuration', () => {
  it.each([
    ['that is empty', '', 'yaml/empty'],
    ['that is broken', 'trailc: 1\nenvironments: {\n', 'yaml/unclosed-bracket'],
    ['that is binary', 'trailc: \0', 'file/binary'],
    ['without environments', 'trailc: 1\n', 'config/no-environment'],
    ['whose environment is no mapping', 'trailc: 1\nenvironments: { a: 5 }\n', 'yaml/wrong-type'],
  ])('%s ends every command with 2', (_, config, code) => {
    const root = repository({}, config);
    const ran = trailc(['check'], { cwd: root });
    expect(ran).toMatchObject({ code: 2, err: '' });
    expect(ran.out).toContain(`error[${code}] trailc.config.yml`);
    for (const args of [['build'], ['test'], ['explain', 'sentinel', '{}'], ['backtest', '-']]) {
      const other = trailc(args, { cwd: root });
      expect(other.code).toBe(2);
      expect(other.err).toContain(`error[${code}]`);
      expectReadable(other, root);
    }
  });

  it('that is a folder, or not there, ends with 2', () => {
    const root = folder();
    mkdirSync(join(root, 'trailc.config.yml'));
    expect(trailc(['check'], { cwd: root })).toMatchObject({
      code: 2,
      out: expect.stringContaining('error[file/folder] trailc.config.yml'),
    });
    expect(trailc(['check', '--config', 'gone.yml'], { cwd: root })).toMatchObject({
      code: 2,
      out: expect.stringContaining('error[file/missing] gone.yml'),
    });
  });

  it.each([
    ['unknown keys', 'enviroment: {}\n', ['yaml/unknown-key']],
    ['paths that leave the repository', 'rules: [detections, ../x, /etc]\n', ['file/outside']],
    ['a file that ends in .yml and is a folder', 'lists: [detections/x.yml]\n', ['file/missing']],
    ['a default that is none', 'defaultEnvironment: prodction\n', ['config/unknown-environment']],
    ['names that leave their quotes', 'lists: ["a\\nb"]\n', ['config/path']],
  ])('with %s has them all named', (_, more, codes) => {
    const root = repository({}, `${CONFIG}${more}`);
    const ran = trailc(['check', '--format', 'json'], { cwd: root });
    expect(codesOf(ran)).toEqual(codes);
    expect(ran.code).toBe(1);
    expectReadable(ran, root);
  });
});

describe('backtest', () => {
  const EVENT = { eventSource: 'iam.amazonaws.com', eventName: 'CreateAccessKey', eventVersion: '1.11' };
  const line = (eventID: string, more: object = {}) => JSON.stringify({ ...EVENT, eventID, ...more });
  const list = (...records: readonly string[]) => `{"Records":[${records.join(',')}]}`;
  const zipped = gzipSync(list(line('a'), line('b')));
  /** A gigabyte of blanks in a megabyte. */
  const bomb = Buffer.concat(
    Array.from({ length: 64 }, () => gzipSync(Buffer.alloc(16 * 1024 * 1024, 0x20))),
  );

  type Counts = readonly [read: number, skipped: number, malformed: number];
  const LOGS: readonly (readonly [string, string | Buffer, Counts, string])[] = [
    ['truncated gzip', zipped.subarray(0, -9), [2, 0, 1], 'malformed bad: its gzip data is cut off'],
    [
      'half a JSON line',
      `${line('a')}\n${line('b').slice(0, 40)}\n${line('c')}\n`,
      [2, 0, 1],
      'malformed bad:2: the line ends in the middle of a value',
    ],
    [
      'half a last line',
      `${line('a')}\n${line('b').slice(0, 40)}`,
      [1, 0, 1],
      'malformed bad:2: the file ends in the middle of a value',
    ],
    [
      'a digest file',
      '{"digestStartTime":"2026-01-01T00:00:00Z","logFiles":[]}',
      [0, 1, 0],
      'skipped 1: a CloudTrail digest file',
    ],
    [
      'an Insight file',
      list('{"eventType":"AwsCloudTrailInsight"}', line('a')),
      [1, 1, 0],
      'skipped 1: a CloudTrail Insights event',
    ],
    ['empty Records', '{"Records":[]}', [0, 0, 0], 'empty 1 file: bad (no record in it)'],
    ['an empty file', '', [0, 0, 0], 'empty 1 file: bad (no record in it)'],
    [
      'a record of 20 MB',
      list(line('a', { errorMessage: 'x'.repeat(20 * 1024 * 1024) }), line('b')),
      [1, 0, 1],
      'malformed bad:1: it is larger than 16 MiB',
    ],
    ['a gzip bomb', bomb, [0, 0, 1], 'malformed bad: it unpacks to more than 500 times its size'],
    [
      'JSON that is no CloudTrail',
      '{"hello":"world"}',
      [0, 1, 0],
      'skipped 1: JSON that is no CloudTrail record',
    ],
    [
      'a text',
      'Dear reader,\nthis is no log.\n',
      [0, 0, 1],
      'malformed bad:1: no JSON object or list begins here',
    ],
    ['a number', '42', [0, 0, 1], 'malformed bad:1: no JSON object or list begins here'],
    ['a binary file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]), [0, 0, 1], 'malformed bad:1: no JSON'],
    ['UTF-16', Buffer.from(`\ufeff${line('a')}`, 'utf16le'), [0, 0, 1], 'malformed bad: this is UTF-16 text'],
    [
      'invalid UTF-8',
      Buffer.from(list(line('\u00ff'), line('b')), 'latin1'),
      [1, 0, 1],
      'malformed bad:1: it is not valid UTF-8',
    ],
    [
      'deep nesting',
      list(line('a').replace('}', `,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), line('b')),
      [1, 0, 1],
      'more than 200 deep',
    ],
    ['hostile texts', line('\u001b[2J\u202e\u009b2J'), [1, 0, 0], '\\u001b[2J\\u202e\\u009b2J'],
  ];

  it.each(LOGS)(
    'of %s counts it, names it, and evaluates the rest',
    (_, content, [read, skipped, malformed], said) => {
      const root = repository({ bad: content, 'good.json': list(line('good')) });
      const ran = trailc(['backtest', 'bad', 'good.json'], { cwd: root });
      expect(ran).toMatchObject({ code: malformed > 0 ? 1 : 0, err: '' });
      expectReadable(ran, root);
      expect(ran.out).toContain(
        `${read + 1} event${read === 0 ? '' : 's'} read from 2 files, ${skipped} skipped, ${malformed} malformed\n`,
      );
      expect(ran.out).toContain(said);
      expect(ran.out).toMatch(/ good$/m);
    },
  );

  it('has it all in the JSON, with nothing that a terminal obeys', () => {
    const root = repository(Object.fromEntries(LOGS.map(([name, content]) => [`logs/${name}`, content])));
    symlinkSync('gone', join(root, 'logs/dangling'));
    symlinkSync('.', join(root, 'logs/again'));
    spawnSync('mkfifo', [join(root, 'logs/pipe')]);
    const ran = trailc(['backtest', 'logs', '--format', 'json'], { cwd: root });
    expect(ran).toMatchObject({ code: 1, err: '' });
    expectReadable(ran, root);
    const total = (at: 0 | 1 | 2) => LOGS.reduce((sum, [, , counts]) => sum + counts[at], 0);
    const report = JSON.parse(ran.out);
    const counts = { read: total(0), outside: 0, skipped: total(1), malformed: total(2) + 2 };
    expect(report.source.events).toEqual(counts);
    expect(report.source.emptyFiles).toMatchObject({ count: 2, first: { path: 'logs/an empty file' } });
    // Some of the files hold the same events.
    expect(report.rules[0].matches + report.rules[0].duplicates).toBe(total(0));
  });

  it('of nothing that is there ends with 2', () => {
    const root = repository({});
    const ran = trailc(['backtest', 'gone'], { cwd: root });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('error[log/missing-input] gone');
  });
});

describe('explain', () => {
  it.each([
    ['a text', ['hello'], '"hello" holds no CloudTrail event: there is no such file or folder.'],
    [
      'half a record',
      ['{"eventName": '],
      'the text given holds no CloudTrail event: the file ends in the middle of a value.',
    ],
    [
      'a digest',
      ['{"digestStartTime":"x","logFiles":[]}'],
      'the text given holds no CloudTrail event: a CloudTrail digest file',
    ],
    ['an empty list', ['[]'], 'the text given holds no CloudTrail event.'],
    [
      'several events',
      ['[{"eventName":"a","eventID":"1"},{"eventName":"b","eventID":"2"}]'],
      'the text given holds 2 events.',
    ],
    ['a hostile word', ['\u001b[2J'], '"\\u001b[2J" holds no CloudTrail event'],
  ])('of %s says what is missing', (_, args, said) => {
    const root = repository({});
    const ran = trailc(['explain', 'sentinel', ...args], { cwd: root });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`trailc: ${said}`);
    expectReadable(ran, root);
  });
});
