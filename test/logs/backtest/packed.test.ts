/** Matches survive the way from thread to thread. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pack, unpack } from '../../../src/logs/backtest/packed.ts';
import type { MatchedEvent } from '../../../src/logs/backtest/report.ts';

const text = fc.oneof(
  fc.constantFrom('', 'null', '-1', '__proto__', 'ann@example.com', '\ud800'),
  fc.string(),
);
const value = fc.option(text);
const place = fc.record({ path: text, record: fc.nat() });
const event: fc.Arbitrary<MatchedEvent> = fc.record({
  eventID: value,
  eventTime: value,
  actor: value,
  action: value,
  account: value,
  region: value,
  session: value,
  origin: fc.option(
    fc.oneof(
      place,
      fc.tuple(place, fc.nat()).map(([one, line]) => ({ ...one, line })),
    ),
  ),
  hits: fc.array(
    fc.record({
      rule: fc.nat(),
      alertTitle: text,
      group: fc.array(value, { maxLength: 3 }),
      is: fc.boolean(),
      was: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
});

it('packs and unpacks matches, each text once', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), (matched) => {
      const packed = pack(matched);
      expect(unpack(structuredClone(packed))).toEqual(matched);
      expect(new Set(packed.texts).size).toBe(packed.texts.length);
    }),
    { numRuns: 500 },
  );
});
