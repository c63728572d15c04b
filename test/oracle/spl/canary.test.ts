/** The canary searches of docs/splunk.md: they hold as the oracle reads the documentation, and tell other readings apart. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runSearch } from './oracle.ts';
import { behaviour, SWITCH_NAMES, type Switches } from './switches.ts';

/** By the heading above them. */
const canaries = new Map(
  [...readFileSync('docs/splunk.md', 'utf8').matchAll(/^### `([\w-]+)`\n.*?```spl\n(.*?)```/gms)].flatMap(
    ([, name = '', text = '']) => (text.startsWith('| makeresults') ? [[name, text] as const] : []),
  ),
);

const holds = (search: string, switches: Switches = {}) =>
  runSearch(search, switches).map((row) => row.holds);

const switched = (name: string, value: string) => ({ [name]: value }) as Switches;

describe('canary searches', () => {
  it('are found', () => {
    expect([...canaries.keys()]).toEqual(
      expect.arrayContaining(['splunk-canary', 'splunk-if', 'splunk-json-elements', 'splunk-mvmap']),
    );
  });

  it.each([...canaries])('%s holds under the readings we expect', (_, search) => {
    expect(holds(search)).toEqual(['yes']);
  });

  const open = SWITCH_NAMES.filter((name) => behaviour(name).settledBy.length === 0);
  it.each([...canaries])('%s holds under every reading that no assumption rules out', (_, search) => {
    for (const name of open)
      for (const value of behaviour(name).values.slice(1))
        expect([name, value, holds(search, switched(name, value))]).toEqual([name, value, ['yes']]);
  });

  const told = SWITCH_NAMES.flatMap((name) => {
    const { canary, proposed, values } = behaviour(name);
    const search = proposed ?? canaries.get(canary);
    return search === undefined ? [] : values.slice(1).map((value) => ({ name, value, canary, search }));
  });
  it.each(told)('$canary tells $name=$value apart', ({ name, value, search }) => {
    expect(holds(search)).toEqual(['yes']);
    expect(holds(search, switched(name, value))).not.toEqual(['yes']);
  });

  it('each assumption that settles a switch has its canary, or asks for a count over records', () => {
    const unsettled = SWITCH_NAMES.filter((name) => {
      const { settledBy, canary, proposed } = behaviour(name);
      return settledBy.length > 0 && proposed === undefined && !canaries.has(canary);
    });
    expect(unsettled).toEqual(['lookup-match', 'extract-cutoff', 'extract-once', 'extract-empty']);
  });
});
