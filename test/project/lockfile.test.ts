/** Packages whose platform builds are separate: `npm ci` refuses a lock that lacks one of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;
};

describe('package-lock.json', () => {
  it.each(['@biomejs/biome', '@duckdb/node-bindings', 'rolldown', 'typescript'])(
    'holds every platform package of %s',
    (name) => {
      const wanted = Object.keys(lock.packages[`node_modules/${name}`]?.optionalDependencies ?? {});
      expect(wanted.length).toBeGreaterThan(3);
      expect(wanted.filter((platform) => lock.packages[`node_modules/${platform}`] === undefined)).toEqual(
        [],
      );
    },
  );

  it('names no registry', () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
  });
});
