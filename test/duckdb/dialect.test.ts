/** Texts of rules stand in the SQL that is rewritten: whatever they say, they stay what they are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDuckDb } from '../../src/duckdb/dialect.ts';
import { stringLiteral } from '../../src/targets/athena/literals.ts';
import { HOSTILE, hostileText } from '../targets/athena/hostile.ts';

describe('toDuckDb and hostile texts', () => {
  const LOOKALIKES = [
    'AS ipaddress',
    "' AS ipaddress) --",
    'IPADDRESS',
    'array(json)',
    'try_cast(',
    ')',
    '(',
    '/*',
  ];

  it('leaves every literal as it stands, inside the phrases and beside them', () => {
    const texts = fc.oneof(hostileText, fc.constantFrom(...LOOKALIKES, ...HOSTILE));
    fc.assert(
      fc.property(texts, texts, (one, two) => {
        const [a, b] = [stringLiteral(one), stringLiteral(two)];
        expect(toDuckDb(`f(try_cast(g(${a}) AS ipaddress), ${b})`)).toBe(`f(ip_of(g(${a})), ${b})`);
        expect(toDuckDb(`IPADDRESS '1.2.3.4' = ${a}`)).toBe(`ip_of('1.2.3.4') = ${a}`);
        expect(toDuckDb(`x IN (${a}, ${b})`)).toBe(`x IN (${a}, ${b})`);
      }),
    );
  });

  it.each([
    ["try_cast(a AS ipaddress) = 'x'", "ip_of(a) = 'x'"],
    ["try_cast(a AS ipaddress) || (json) || 'x'", "ip_of(a) || (json) || 'x'"],
    ["ipaddress, 'x'", "ipaddress, 'x'"],
    ['array, (json)', 'array, (json)'],
    ["try_cast('x AS ipaddress')", "try_cast('x AS ipaddress')"],
    ["/* it's */ try_cast(a AS ipaddress) /* ' */", "/* it's */ ip_of(a) /* ' */"],
    ['f(a', 'f(a'],
    ['a) b', 'a) b'],
    ["try_cast(f('x AS ipaddress)", "try_cast(f('x AS ipaddress)"],
  ])('%s', (trino, duckdb) => {
    expect(toDuckDb(trino)).toBe(duckdb);
  });

  it('reads a long literal once', () => {
    // With a pattern that goes back over what it has read, each of these would take hours.
    for (const long of [
      ' '.repeat(300_000),
      "''".repeat(150_000),
      '('.repeat(300_000),
      '" '.repeat(150_000),
    ]) {
      const literal = `'${long}'`;
      expect(toDuckDb(`try_cast(f(${literal}) AS ipaddress)`)).toBe(`ip_of(f(${literal}))`);
      expect(toDuckDb(`try_cast(f(${literal}) AS bigint)`)).toBe(`try_cast(f(${literal}) AS bigint)`);
    }
  });
});
