/** What keeps many numbers in little memory, held against sets and maps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCounts } from '../../../src/logs/backtest/counts.ts';
import { openIdentifiers } from '../../../src/logs/backtest/identifiers.ts';
import { openSeen } from '../../../src/logs/backtest/seen.ts';
import { openTable } from '../../../src/logs/backtest/table.ts';
import { hit, uuid } from './support.ts';

/** More than a chunk of any of them, and several times their first slots. */
const MANY = 40_000;

describe('identifiers', () => {
  it('tell texts apart as a map does', () => {
    const digits = fc.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    const spoilt = fc
      .tuple(
        digits,
        fc.nat(35),
        fc.constantFrom('-', 'g', 'A', ' ', '/', ':', '`', '\u00e9', '\u0130', '\u2603'),
      )
      .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + 1));
    const texts = fc.array(fc.oneof(digits, spoilt, fc.string(), fc.nat(5).map(uuid)), { maxLength: 60 });
    fc.assert(
      fc.property(texts, (drawn) => {
        const identifiers = openIdentifiers();
        const numbers = new Map<string, number>();
        for (const text of drawn) {
          const number = identifiers.of(text);
          expect(numbers.get(text) ?? number).toBe(number);
          numbers.set(text, number);
        }
        expect(new Set(numbers.values()).size).toBe(numbers.size);
      }),
    );
  });

  it('hold UUIDs apart that differ in one digit, wherever it stands', () => {
    const zero = uuid(0);
    const near = [...zero].flatMap((_, at) =>
      [...'0123456789abcdefABCDEF-'].map((put) => zero.slice(0, at) + put + zero.slice(at + 1)),
    );
    const identifiers = openIdentifiers();
    const different = new Set(near);
    expect(new Set(near.map((text) => identifiers.of(text))).size).toBe(different.size);
    // 36 places with 22 other characters each, and the UUID itself.
    expect(different.size).toBe(36 * 22 + 1);
  });

  it('keep a mark with each of many', () => {
    const identifiers = openIdentifiers();
    const texts = Array.from({ length: MANY }, (_, at) => (at % 3 === 0 ? `event-${at}` : uuid(at)));
    for (const [at, text] of texts.entries()) identifiers.setMark(identifiers.of(text), at + 1);
    const marks = texts.map((text) => identifiers.mark(identifiers.of(text)));
    expect(marks.every((mark, at) => mark === at + 1)).toBe(true);
  });
});

describe('tables and counts', () => {
  it('number keys in order of first sight, and find each again', () => {
    for (const [words, key] of [
      [2, (at: number) => [at % 7, (at * 65_536) | 0, 0, 0]],
      [4, (at: number) => [1, 0, at % 5, (at * 0x9e3779b1) | 0]],
    ] as const) {
      const table = openTable(words, 1);
      const keys = Array.from({ length: MANY }, (_, at) => key(at) as [number, number, number, number]);
      const numbers = keys.map((one) => table.add(...one));
      expect(numbers.every((number, at) => number === at)).toBe(true);
      expect(keys.every((one, at) => table.add(...one) === at && table.word(at, 1) === one[1])).toBe(true);
      expect(table.size).toBe(MANY);
    }
  });

  it('count pairs as a map does', () => {
    const pairs = fc.array(fc.tuple(fc.nat(20), fc.oneof(fc.nat(20), fc.nat())), { maxLength: 800 });
    fc.assert(
      fc.property(pairs, (drawn) => {
        const counts = openCounts();
        const expected = new Map<string, number>();
        for (const [a, b] of drawn) {
          const key = `${a} ${b}`;
          if (!counts.increase(a, b)) {
            expect(expected.has(key)).toBe(false);
            counts.add(a, b);
          }
          expected.set(key, (expected.get(key) ?? 0) + 1);
        }
        const found = new Map<string, number>();
        counts.each((a, b, count) => found.set(`${a} ${b}`, count));
        expect(found).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the eventIDs that rules have seen', () => {
  it('are those that a set of texts would hold', () => {
    const event = fc.record({
      eventID: fc.oneof(fc.nat(8).map(uuid), fc.constantFrom('', '__proto__', uuid(171).toUpperCase(), null)),
      rules: fc.uniqueArray(fc.nat(6), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const seen = openSeen();
        const keys = new Set<string>();
        for (const { eventID, rules } of events) {
          const isNew = (rule: number) => eventID === null || !keys.has(JSON.stringify([rule, eventID]));
          const expected = [rules.filter(isNew), rules.filter((rule) => !isNew(rule))];
          const duplicates: number[] = [];
          const hits = rules.map((rule) => hit(rule));
          const fresh = seen.fresh({ eventID, hits }, (rule) => duplicates.push(rule));
          expect([fresh.map(({ rule }) => rule), duplicates]).toEqual(expected);
          for (const rule of rules) keys.add(JSON.stringify([rule, eventID]));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are kept a rule: one that comes to an event later still counts it', () => {
    const seen = openSeen();
    const take = (...rules: number[]) =>
      seen
        .fresh({ eventID: uuid(1), hits: rules.map((rule) => hit(rule)) }, () => undefined)
        .map(({ rule }) => rule);
    expect([take(1, 3), take(0, 1, 2), take(0, 1, 2, 3, 4), take(4)]).toEqual([[1, 3], [0, 2], [4], []]);
  });
});
