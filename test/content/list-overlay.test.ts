import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/content/config.ts';
import type { EnvironmentDocument, ListDocument } from '../../src/content/document.ts';
import { readList } from '../../src/content/list.ts';
import { effectiveLists, overlayFaults } from '../../src/content/list-overlay.ts';
import { codes, sourceOf, textOf } from './support.ts';

const HEAD = 'trailc: 1\nenvironments:\n  production:\n    lists:\n';
const read = (lists: string) => readConfig(sourceOf(HEAD + lists, 'trailc.config.yml'), '/repository');

function environment(lists: string): EnvironmentDocument {
  const { value, diagnostics } = read(lists);
  expect(codes(diagnostics)).toEqual([]);
  const [found] = value?.environments ?? [];
  if (found === undefined) throw new Error('no environment');
  return found;
}

function list(text: string): ListDocument {
  const { value, diagnostics } = readList(sourceOf(`trailc: 1\n${text}`, 'lists/a.yml'));
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error('no list');
  return value;
}

const ROLES = list(`name: roles
description: Roles.
entries:
  - { value: one, reason: because, expires: 2026-05-01 }
  - { value: two, reason: because, expires: 2026-05-02 }
  - { value: three, reason: because }
`);
const CALLS = list(`name: calls
description: Calls.
columns: [eventSource, eventName]
entries:
  - { value: { eventSource: a, eventName: A }, reason: because }
`);
const LISTS = new Map([
  ['roles', ROLES],
  ['calls', CALLS],
]);

const values = (lists: ReadonlyMap<string, ListDocument>, name: string) =>
  lists.get(name)?.entries.map((entry) => entry.values);
const applied = (text: string, asOf?: string) => effectiveLists(LISTS, environment(text), asOf);
const faults = (text: string) => overlayFaults(environment(text), LISTS);

describe('changes to lists in an environment', () => {
  it('are read with the notes of each entry and where it stands', () => {
    const { lists } = environment(`      roles:
        add:
          - { value: new, reason: agreed, owner: team, ticket: T-1, expires: 2027-03-01 }
        remove:
          - { value: { b: x, a: y }, reason: watched here }
`);
    expect(lists.get('roles')?.[0]).toMatchObject({
      environment: 'production',
      add: [
        { values: ['new'], reason: 'agreed', owner: 'team', ticket: 'T-1', expires: { value: '2027-03-01' } },
      ],
      remove: [{ values: ['x', 'y'], columns: [{ value: 'b' }, { value: 'a' }], reason: 'watched here' }],
    });
    const span = lists.get('roles')?.[0]?.add[0]?.span;
    expect(span?.source.text.slice(span.start, span.end)).toBe('new');
  });

  it.each([
    ['no reason', '{ value: x }', ['list/missing-reason 7:13']],
    ['an empty reason', "{ value: x, reason: ' ' }", ['list/missing-reason 7:33']],
    ['no value', '{ reason: x }', ['list/missing-value 7:13']],
    ['a number', '{ value: 012345678901, reason: x }', ['list/not-text 7:22']],
    ['a list', '{ value: [a, b], reason: x }', ['list/overlay-value 7:22']],
    ['a number in a column', '{ value: { a: 1 }, reason: x }', ['list/not-text 7:27']],
    ['a list in a column', '{ value: { a: [b] }, reason: x }', ['list/value-not-text 7:27']],
    ['a day that does not exist', '{ value: x, reason: x, expires: 2026-02-30 }', ['list/date 7:45']],
    ['an unknown key', '{ value: x, reason: x, onwer: y }', ['yaml/unknown-key 7:36']],
    ['no mapping', 'x', ['yaml/wrong-type 7:13']],
  ])('report an entry to add with %s', (_, entry, expected) => {
    const found = codes(read(`      roles:\n        add:\n          - ${entry}\n`).diagnostics);
    expect(found).toEqual(expected);
  });

  it('report an entry to remove without reason or with the notes of an addition', () => {
    const removed = (entry: string) =>
      codes(read(`      roles:\n        remove:\n          - ${entry}\n`).diagnostics);
    expect(removed('{ value: one }')).toEqual(['list/missing-reason 7:13']);
    expect(removed('{ value: one, reason: x, expires: 2027-01-01 }')).toHaveLength(1);
  });
});

describe('effectiveLists', () => {
  it('are the same lists where nothing is changed', () => {
    const lists = effectiveLists(LISTS, { name: 'x', lists: new Map() });
    expect([...lists]).toEqual([...LISTS]);
  });

  it('lose what is removed, gain what is added, and keep the order', () => {
    const text = `      roles:
        add: [{ value: new, reason: r, owner: o }]
        remove: [{ value: two, reason: r }]
      calls:
        add: [{ value: { eventName: B, eventSource: b }, reason: r }]
        remove: [{ value: { eventName: A, eventSource: a }, reason: r }]
`;
    const lists = applied(text);
    expect(values(lists, 'roles')).toEqual([['one'], ['three'], ['new']]);
    expect(values(lists, 'calls')).toEqual([['b', 'B']]);
    expect(lists.get('roles')?.entries.at(-1)).toMatchObject({ reason: 'r', owner: 'o' });
    expect(lists.get('calls')?.entries[0]).not.toHaveProperty('columns');
    expect(values(LISTS, 'roles')).toEqual([['one'], ['two'], ['three']]);
  });

  it('replace an entry that is both removed and added', () => {
    const lists = applied(`      roles:
        add: [{ value: one, reason: longer, expires: 2030-01-01 }]
        remove: [{ value: one, reason: renewed }]
`);
    expect(values(lists, 'roles')).toEqual([['two'], ['three'], ['one']]);
    expect(lists.get('roles')?.entries.at(-1)?.expires?.value).toBe('2030-01-01');
  });

  it('leave out what expired before a day, and only when a day is given', () => {
    const text =
      '      roles: { add: [{ value: old, reason: r, expires: 2020-01-01 }, { value: now, reason: r }] }\n';
    expect(values(applied(text), 'roles')).toEqual([['one'], ['two'], ['three'], ['old'], ['now']]);
    expect(values(applied(text, '2026-05-01'), 'roles')).toEqual([['one'], ['two'], ['three'], ['now']]);
    expect(values(applied(text, '2026-05-02'), 'roles')).toEqual([['two'], ['three'], ['now']]);
    expect(values(applied(text, '2026-05-03'), 'roles')).toEqual([['three'], ['now']]);
  });

  it('ignore what overlayFaults reports', () => {
    const text = `      roels: { add: [{ value: x, reason: r }] }
      roles: { add: [{ value: { a: x }, reason: r }, { value: one, reason: r }] }
      calls: { remove: [{ value: A, reason: r }, { value: { eventName: A }, reason: r }] }
`;
    const lists = applied(text);
    expect([...lists]).toEqual([...LISTS]);
  });
});

describe('overlayFaults', () => {
  it('has nothing to say of changes that fit', () => {
    expect(
      faults(`      roles: { add: [{ value: new, reason: r }], remove: [{ value: one, reason: r }] }
      calls: { remove: [{ value: { eventName: A, eventSource: a }, reason: r }] }
`),
    ).toEqual([]);
  });

  it('names the list, the entry and the column that may be meant', () => {
    const found = faults(`      role: {}
      roles: { remove: [{ value: tree, reason: r }] }
      calls: { add: [{ value: { eventSource: b, eventNam: B }, reason: r }] }
`);
    expect(codes(found)).toEqual([
      'list/overlay-unknown-list 5:7',
      'list/overlay-absent 6:34',
      'list/missing-column 7:31',
      'list/unknown-column 7:49',
    ]);
    expect(textOf(found, 'list/overlay-unknown-list')).toContain('Did you mean "roles"?');
    expect(textOf(found, 'list/overlay-absent')).toContain('Did you mean "three"?');
    expect(textOf(found, 'list/unknown-column')).toContain('Did you mean "eventName"?');
  });

  it.each([
    ['an entry that is there', 'roles: { add: [{ value: one, reason: r }] }', ['list/overlay-present']],
    [
      'an entry added twice',
      'roles: { add: [{ value: n, reason: r }, { value: n, reason: r }] }',
      ['list/overlay-present'],
    ],
    [
      'an entry removed twice',
      'roles: { remove: [{ value: one, reason: r }, { value: one, reason: r }] }',
      ['list/duplicate-entry'],
    ],
    [
      'the removal of an addition',
      'roles: { add: [{ value: n, reason: r }], remove: [{ value: n, reason: r }] }',
      ['list/overlay-absent'],
    ],
    ['another case', 'roles: { remove: [{ value: One, reason: r }] }', ['list/overlay-absent']],
    [
      'a text where columns are wanted',
      'calls: { add: [{ value: a, reason: r }] }',
      ['list/value-not-columns'],
    ],
    [
      'columns where a text is wanted',
      'roles: { add: [{ value: { a: b }, reason: r }] }',
      ['list/value-not-text'],
    ],
  ])('reports %s', (_, text, expected) => {
    expect(faults(`      ${text}\n`).map(({ code }) => code)).toEqual(expected);
  });

  it('says where the entry is already', () => {
    const found = faults('      roles: { add: [{ value: one, reason: r }] }\n');
    expect(textOf(found, 'list/overlay-present')).toContain('lists/a.yml:5:14');
  });
});
