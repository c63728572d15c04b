/** Changes to lists along `extends`: each environment is held to the list as it holds in the one that it extends. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/content/config.ts';
import type { ListDocument } from '../../src/content/document.ts';
import { readList } from '../../src/content/list.ts';
import { effectiveLists, overlayFaults } from '../../src/content/list-overlay.ts';
import { codes, sourceOf, textOf } from './support.ts';

const ROLES = `trailc: 1
name: roles
description: Roles.
entries:
  - { value: one, reason: from the file }
  - { value: two, reason: from the file }
`;
const CALLS = `trailc: 1
name: calls
description: Calls.
columns: [source, call]
entries:
  - { value: { source: s, call: A }, reason: from the file }
`;

function listsOf(...texts: readonly string[]): ReadonlyMap<string, ListDocument> {
  return new Map(
    texts.map((text, at) => {
      const { value } = readList(sourceOf(text, `lists/${at}.yml`));
      if (value === undefined) throw new Error('no list');
      return [value.name, value];
    }),
  );
}

const LISTS = listsOf(ROLES, CALLS);

/** base ← prod ← prod-eu, each with its changes. */
function made(base: string, prod: string, eu = '') {
  const part = (changes: string) => (changes === '' ? '' : `, lists: { ${changes} }`);
  const text = `trailc: 1
defaultEnvironment: prod
environments:
  base: { abstract: true${part(base)} }
  prod: { extends: base${part(prod)} }
  prod-eu: { extends: prod${part(eu)} }
`;
  const { value, diagnostics } = readConfig(sourceOf(text, 'trailc.config.yml'), '/repository');
  expect(codes(diagnostics)).toEqual([]);
  const all = [...(value?.bases ?? []), ...(value?.environments ?? [])];
  const named = (name: string) => {
    const found = all.find((environment) => environment.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  return {
    entries: (name: string, list = 'roles') =>
      effectiveLists(LISTS, named(name))
        .get(list)
        ?.entries.map(({ values, reason }) => `${values.join('+')} ${reason}`),
    faults: (name: string) => overlayFaults(named(name), LISTS),
  };
}

const add = (value: string, reason = 'r') => `add: [{ value: ${value}, reason: ${reason} }]`;
const remove = (value: string) => `remove: [{ value: ${value}, reason: r }]`;

describe('an environment inherits changes to lists', () => {
  it('all of them, and adds its own behind', () => {
    const { entries, faults } = made(
      `roles: { ${add('b')} }`,
      `roles: { ${add('p')}, ${remove('one')} }`,
      `roles: { ${add('e')} }`,
    );
    expect(entries('base')).toEqual(['one from the file', 'two from the file', 'b r']);
    expect(entries('prod')).toEqual(['two from the file', 'b r', 'p r']);
    expect(entries('prod-eu')).toEqual(['two from the file', 'b r', 'p r', 'e r']);
    expect(faults('prod-eu')).toEqual([]);
  });

  it('and may take out what an ancestor adds', () => {
    const { entries, faults } = made(`roles: { ${add('b')} }`, '', `roles: { ${remove('b')} }`);
    expect(entries('prod')).toEqual(['one from the file', 'two from the file', 'b r']);
    expect(entries('prod-eu')).toEqual(['one from the file', 'two from the file']);
    expect(faults('prod-eu')).toEqual([]);
  });

  it('and may put back, with its own reason and at the end, what an ancestor takes out', () => {
    const { entries, faults } = made(`roles: { ${remove('one')} }`, '', `roles: { ${add('one', 'back')} }`);
    expect(entries('prod')).toEqual(['two from the file']);
    expect(entries('prod-eu')).toEqual(['two from the file', 'one back']);
    expect(faults('prod-eu')).toEqual([]);
  });

  it('and may take out again what was put back', () => {
    const { entries, faults } = made(
      `roles: { ${remove('one')} }`,
      `roles: { ${add('one')} }`,
      `roles: { ${remove('one')} }`,
    );
    expect(entries('prod-eu')).toEqual(['two from the file']);
    expect(faults('prod-eu')).toEqual([]);
  });

  it('and may give an entry of an ancestor another reason by both', () => {
    const both = `roles: { ${remove('b')}, ${add('b', 'longer')} }`;
    const { entries, faults } = made(`roles: { ${add('b', 'first')} }`, both);
    expect(entries('prod-eu')).toEqual(['one from the file', 'two from the file', 'b longer']);
    expect(faults('prod-eu')).toEqual([]);
  });

  it('in whatever order the columns stand', () => {
    const { entries, faults } = made(
      `calls: { ${add('{ call: B, source: s }')} }`,
      `calls: { ${remove('{ source: s, call: B }')} }`,
    );
    expect(entries('base', 'calls')).toEqual(['s+A from the file', 's+B r']);
    expect(entries('prod', 'calls')).toEqual(['s+A from the file']);
    expect(faults('prod')).toEqual([]);
  });
});

describe('what is wrong along the way', () => {
  it.each([
    ['adding what an ancestor adds', add('b'), add('b'), ['list/overlay-present 5:59'], ':4:'],
    [
      'taking out what an ancestor took out',
      remove('one'),
      remove('one'),
      ['environment/removed-already 5:62'],
      ':4:',
    ],
    ['taking out what nobody added', add('b'), remove('c'), ['list/overlay-absent 5:62'], '"c"'],
  ])('is said at the place and with the other one: %s', (_, base, prod, expected, other) => {
    const { faults } = made(`roles: { ${base} }`, `roles: { ${prod} }`);
    expect(codes(faults('prod'))).toEqual(expected);
    expect(textOf(faults('prod'), expected[0]?.split(' ')[0] ?? '')).toContain(other);
    expect(faults('base')).toEqual([]);
  });

  it('names the environment that changes a list that there is not, once for all that inherit it', () => {
    const { faults } = made(`rolse: { ${add('b')} }`, '');
    expect(codes(faults('base'))).toEqual(['list/overlay-unknown-list 4:36']);
    expect(faults('prod-eu')).toEqual(faults('base'));
    expect(textOf(faults('prod-eu'), 'list/overlay-unknown-list')).toContain('environment "base"');
  });
});
