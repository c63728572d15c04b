/** The table of rooms in docs/architecture.md is the rule that every import keeps. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Allowed {
  readonly all: boolean;
  /** Room → whether only types may come from it. */
  readonly rooms: ReadonlyMap<string, boolean>;
}

const table = new Map<string, Allowed>();
for (const line of readFileSync('docs/architecture.md', 'utf8').split('\n')) {
  const cells = line.split('|').map((cell) => cell.trim());
  const [, folders = '', , may = ''] = cells;
  const room = /^`src\/([a-z]+)\//.exec(folders)?.[1];
  if (room === undefined) continue;
  const rooms = new Map<string, boolean>();
  for (const [, name = '', types] of may.matchAll(/([a-z]+)( \(types\))?/g))
    rooms.set(name, types !== undefined);
  table.set(room, { all: may === 'all', rooms });
}

/** Every source file, with `/` between folders. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.ts') && !file.includes('.generated.'))
  .sort();

const IMPORT = /^(import|export)( type)? [^'";]*?from '([^']+)'|import\('([^']+)'\)/gm;

function faultsOf(file: string): readonly string[] {
  const room = file.split('/')[1] ?? '';
  const allowed = table.get(room);
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([statement, , type, from, lazy]) => {
    const target = from ?? lazy ?? '';
    if (!target.startsWith('.')) return [];
    const to = join(dirname(file), target);
    const toRoom = to.split('/')[1] ?? '';
    const said = `${file}: ${statement.replace(/\s+/g, ' ')}`;
    if (room === 'targets' && toRoom === 'targets') {
      const [from3, to3] = [file.split('/')[2], to.split('/')[2]];
      return from3 === to3 || to3 === 'shared' || /^(?:index|packs)\.ts$/.test(from3 ?? '') ? [] : [said];
    }
    if (room === toRoom || toRoom === 'base' || allowed === undefined || allowed.all) return [];
    const typesOnly = allowed.rooms.get(toRoom);
    if (typesOnly === undefined || (typesOnly && type === undefined)) return [said];
    return [];
  });
}

describe('imports', () => {
  const files = sources.filter((file) => file.split('/').length > 2);

  it('reads the table', () => {
    expect([...table.keys()].sort()).toEqual(
      [...new Set(files.map((file) => file.split('/')[1] ?? ''))].sort(),
    );
  });

  it('keeps to the one-way streets between rooms', () => {
    expect(files.flatMap(faultsOf)).toEqual([]);
  });

  it('imports each third-party library in one file', () => {
    const importers = new Map<string, string[]>();
    for (const file of sources) {
      for (const [, , , from = '', lazy = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
        const name = from || lazy;
        if (name.startsWith('.') || name.startsWith('node:') || name === '') continue;
        importers.set(name, [...(importers.get(name) ?? []), file]);
      }
    }
    expect([...importers].filter(([, by]) => new Set(by).size > 1)).toEqual([]);
  });
});
