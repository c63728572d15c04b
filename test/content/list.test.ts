import { describe, expect, it } from 'vitest';
import { LARGEST_FILE, LARGEST_LIST } from '../../src/content/files.ts';
import { readList } from '../../src/content/list.ts';
import { codes, sourceOf, textOf } from './support.ts';

const HEAD = `trailc: 1
name: ignoredActions
description: Calls that say nothing about what a person does.
`;
const ROWS = `${HEAD}columns: [eventSource, eventName]
`;

const read = (text: string) => readList(sourceOf(text, 'lists/ignored-actions.yml'));
const faults = (text: string) => codes(read(text).diagnostics);

describe('a list', () => {
  it('may be larger than other files, up to a limit of its own', () => {
    const note = (length: number) => `${HEAD}entries: [{ value: x, reason: ${'x'.repeat(length)} }]\n`;
    expect(read(note(LARGEST_FILE))).toMatchObject({
      diagnostics: [],
      value: { entries: [{ values: ['x'] }] },
    });
    expect(faults(note(LARGEST_LIST))).toEqual(['yaml/too-large 1:1']);
  });

  it('does not call a day that does not exist past', () => {
    const { value, diagnostics } = read(`${HEAD}entries: [{ value: x, reason: y, expires: 2020-02-31 }]\n`);
    expect(codes(diagnostics)).toEqual(['list/date 4:43']);
    // So nothing can be due on it.
    expect(value?.entries[0]?.expires).toBeUndefined();
  });

  it('reads rows in the order of the columns, with what is known about each', () => {
    const { value, diagnostics } = read(`${ROWS}entries:
  - value: { eventName: ConsoleLogin, eventSource: signin.amazonaws.com }
    reason: Signing in changes nothing.
    owner: detection
    ticket: SEC-12
    expires: 2027-03-01
  - value: { eventSource: s3.amazonaws.com, eventName: ListBuckets }
    reason: The console lists buckets by itself.
`);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      name: 'ignoredActions',
      path: 'lists/ignored-actions.yml',
      columns: ['eventSource', 'eventName'],
      entries: [
        {
          values: ['signin.amazonaws.com', 'ConsoleLogin'],
          reason: 'Signing in changes nothing.',
          owner: 'detection',
          ticket: 'SEC-12',
          expires: { value: '2027-03-01' },
        },
        { values: ['s3.amazonaws.com', 'ListBuckets'] },
      ],
    });
    expect(value?.entries[1]).not.toHaveProperty('expires');
  });

  it('reads plain texts where no columns are declared', () => {
    const { value, diagnostics } = read(`${HEAD}entries:
  - { value: 'arn:aws:iam::111122223333:role/deploy', reason: Renames itself. }
  - { value: '', reason: An empty text is a value. }
  - { value: 'null', reason: So is this word. }
`);
    expect(diagnostics).toEqual([]);
    expect(value?.columns).toEqual(['value']);
    expect(value?.entries.map(({ values }) => values)).toEqual([
      ['arn:aws:iam::111122223333:role/deploy'],
      [''],
      ['null'],
    ]);
  });

  it('may be empty', () => {
    const { value, diagnostics } = read(`${HEAD}entries: []\n`);
    expect(diagnostics).toEqual([]);
    expect(value?.entries).toEqual([]);
  });

  it('wants a reason that says something', () => {
    const text = `${HEAD}entries:
  - value: a
  - { value: b, reason: '  ' }
`;
    expect(faults(text)).toEqual(['list/missing-reason 5:5', 'list/missing-reason 6:25']);
    expect(textOf(read(text).diagnostics, 'list/missing-reason')).toContain('Add "reason: …"');
  });

  it('wants a value', () => {
    expect(faults(`${HEAD}entries:\n  - reason: none\n`)).toEqual(['list/missing-value 5:5']);
    const { diagnostics } = read(`${ROWS}entries:\n  - reason: none\n`);
    expect(textOf(diagnostics, 'list/missing-value')).toContain('value: { eventSource: …, eventName: … }');
  });

  it('names missing and unknown columns, with the nearest', () => {
    const { value, diagnostics } = read(`${ROWS}entries:
  - value: { eventSource: s3.amazonaws.com }
    reason: r
  - value: { eventSource: s3.amazonaws.com, evenName: ListBuckets }
    reason: r
  - value: { eventSource: s3.amazonaws.com, eventName: ListBuckets, region: eu-west-1 }
    reason: r
`);
    expect(codes(diagnostics)).toEqual([
      'list/missing-column 6:12',
      'list/missing-column 8:12',
      'list/unknown-column 8:45',
      'list/unknown-column 10:69',
    ]);
    expect(textOf(diagnostics, 'list/unknown-column')).toContain('Did you mean "eventName"?');
    expect(value?.entries.map(({ values }) => values)).toEqual([['s3.amazonaws.com', 'ListBuckets']]);
  });

  it('tells rows from plain values', () => {
    expect(faults(`${ROWS}entries:\n  - { value: ListBuckets, reason: r }\n`)).toEqual([
      'list/value-not-columns 6:14',
    ]);
    expect(
      faults(`${HEAD}entries:\n  - { value: { a: b }, reason: r }\n  - { value: [a], reason: r }\n`),
    ).toEqual(['list/value-not-text 5:14', 'list/value-not-text 6:14']);
  });

  it('refuses numbers, booleans and null where text is meant, and shows the quotes', () => {
    const { diagnostics } = read(`${HEAD}entries:
  - { value: 012345678901, reason: an account }
  - { value: true, reason: r }
  - { value: null, reason: r }
  - { value: , reason: r }
`);
    expect(codes(diagnostics)).toEqual([
      'list/not-text 5:14',
      'list/not-text 6:14',
      'list/not-text 7:14',
      'list/not-text 8:13',
    ]);
    expect(textOf(diagnostics, 'list/not-text')).toContain("Put it in quotes: '012345678901'");
    const rows = `${ROWS}entries:\n  - { value: { eventSource: s3.amazonaws.com, eventName: 5 }, reason: r }\n`;
    expect(faults(rows)).toEqual(['list/not-text 6:58']);
  });

  it('names both places of a duplicate', () => {
    const { value, diagnostics } = read(`${ROWS}entries:
  - { value: { eventSource: a, eventName: b }, reason: first }
  - { value: { eventName: b, eventSource: a }, reason: second }
`);
    expect(codes(diagnostics)).toEqual(['list/duplicate-entry 7:14']);
    expect(textOf(diagnostics, 'list/duplicate-entry')).toContain('lists/ignored-actions.yml:6:14');
    expect(value?.entries).toHaveLength(1);
  });

  it('does not take rows for duplicates that only look the same when joined', () => {
    const text = `${ROWS}entries:
  - { value: { eventSource: 'a, b', eventName: c }, reason: r }
  - { value: { eventSource: a, eventName: 'b, c' }, reason: r }
  - { value: { eventSource: A, eventName: 'b, c' }, reason: r }
`;
    expect(faults(text)).toEqual([]);
  });

  it('refuses columns that are declared twice, also in another case, or cannot be columns', () => {
    const twice = `${HEAD}columns: [eventName, EventName]\nentries:\n  - { value: { eventName: a }, reason: r }\n`;
    const { diagnostics } = read(twice);
    expect(codes(diagnostics)).toEqual(['list/same-column 4:22']);
    for (const column of ['a b', '1a', 'a"b', '__proto__', 'a;drop', '']) {
      const { value, diagnostics: found } = read(`${HEAD}columns: ['${column}']\nentries: []\n`);
      expect(found.map(({ code }) => code)).toEqual([column === '' ? 'yaml/empty-text' : 'list/column-name']);
      expect(value).toBeUndefined();
    }
  });

  it('refuses names that could leave the place they are written into', () => {
    for (const name of [
      'ignored-actions',
      'IgnoredActions',
      '../x',
      'a b',
      '$a',
      "a'b",
      'a\\nb',
      'é',
      '__proto__',
    ]) {
      const text = `trailc: 1\nname: "${name}"\ndescription: d\nentries: []\n`;
      const { value, diagnostics } = read(text);
      expect(codes(diagnostics)).toEqual(['list/name 2:7']);
      expect(value).toBeUndefined();
    }
    const { diagnostics } = read('trailc: 1\nname: ignored-actions\ndescription: d\nentries: []\n');
    expect(textOf(diagnostics, 'list/name')).toContain('"ignoredActions"');
  });

  it.each([
    '2027-02-29',
    '2027-13-01',
    '2027-00-10',
    '2027-3-1',
    'soon',
    '0000-01-01',
    '2027-03-01T00:00:00Z',
  ])('refuses the date %s', (date) => {
    expect(faults(`${HEAD}entries:\n  - { value: a, reason: r, expires: '${date}' }\n`)).toEqual([
      'list/date 5:37',
    ]);
  });

  it('knows the leap day', () => {
    expect(faults(`${HEAD}entries:\n  - { value: a, reason: r, expires: 2028-02-29 }\n`)).toEqual([]);
  });

  it('keeps keys such as __proto__ out of every object', () => {
    const text = `${ROWS}entries:\n  - { value: { eventSource: a, eventName: b, __proto__: c }, reason: r }\n`;
    expect(faults(text)).toEqual(['list/unknown-column 6:46']);
    expect(({} as Record<string, unknown>).c).toBeUndefined();
  });

  it('reports the faults of the whole file in one pass, and each place once', () => {
    const text = `trailc: 1
name: Bad Name
description: d
entires: []
entries:
  - { value: a, reason: 5 }
  - { value: a, raeson: r }
  - plain
`;
    expect(faults(text)).toEqual([
      'list/name 2:7',
      'yaml/unknown-key 4:1',
      'yaml/number-not-text 6:25',
      'list/missing-reason 7:5',
      'list/duplicate-entry 7:14',
      'yaml/unknown-key 7:17',
      'yaml/wrong-type 8:5',
    ]);
  });

  it('reads 10,000 entries in a moment', () => {
    const entries = Array.from(
      { length: 10_000 },
      (_, at) => `  - { value: { eventSource: s${at}.amazonaws.com, eventName: Get${at} }, reason: r${at} }`,
    );
    const text = `${ROWS}entries:\n${entries.join('\n')}\n`;
    const start = performance.now();
    const { value, diagnostics } = read(text);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(diagnostics).toEqual([]);
    expect(value?.entries).toHaveLength(10_000);
  });
});
