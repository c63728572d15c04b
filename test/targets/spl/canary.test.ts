/** docs/splunk.md has a search for every assumption, and the oracle passes those that need no data. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileRows } from '../../oracle/spl/oracle.ts';

const DOCUMENT = readFileSync('docs/splunk.md', 'utf8');
const sections = DOCUMENT.split(/^### /m)
  .slice(1)
  .map((section) => ({
    name: /^`([a-z0-9-]+)`$/m.exec(section)?.[1] ?? '',
    searches: [...section.matchAll(/^```spl\n([\s\S]*?)\n```$/gm)].map(([, search = '']) => search),
  }))
  .filter(({ name }) => name !== '');

describe('canaries', () => {
  it('are there for every assumption of this target', () => {
    const source = readFileSync('src/targets/spl/assumed.ts', 'utf8');
    const names = [...source.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(15);
    expect([...new Set(names)].sort()).toEqual(sections.map(({ name }) => name).sort());
    for (const { name, searches } of sections) expect(`${name} ${searches.length > 0}`).toBe(`${name} true`);
  });

  const dataless = sections.flatMap(({ name, searches }) =>
    searches.filter((search) => search.startsWith('| makeresults')).map((search) => ({ name, search })),
  );

  const settled = dataless.map(({ name }) => name);
  it.each(dataless)('hold under every reading left open: $name', ({ search }) => {
    compileRows(search).readings([], settled, (rows, switches) => {
      expect([switches, rows.map(({ holds }) => holds)]).toEqual([switches, ['yes']]);
      return false;
    });
  });

  it('use the functions that the searches use', () => {
    const used = [
      'json_extract',
      'json_extract_exact',
      'json_array_to_mv',
      'mvindex',
      'mvmap',
      'mvfind',
      'cidrmatch',
      'tonumber',
      'coalesce',
    ];
    const text = dataless.map(({ search }) => search).join('\n');
    for (const name of used) expect(text).toContain(`${name}(`);
  });
});
