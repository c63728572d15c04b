/** Which records a scheduled query may look at, by the words of docs/athena.md. */
import { describe, expect, it } from 'vitest';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { findProfile, type Profile } from '../../../src/targets/athena/profiles.ts';
import { documentOf, ruleOf } from '../../support/rule.ts';
import { deliveredTests, foldersRead, selectedBy } from './deliveries.ts';
import { dayOf, isDayRead } from './trail.ts';

const now = new Date('2026-03-01T00:30:00Z');
const profile = (name: string): Profile =>
  findProfile(name) ?? { name, description: '', columns: new Map(), layout: 'region' };
const rule: RuleIr = ruleOf(documentOf({ eventName: 'A' }));
const folders = deliveredTests([rule], now);

describe('isDayRead', () => {
  it.each([
    ['2026-02-26', false],
    // The window begins at 23:15 of the day before, and a day is added.
    ['2026-02-27', true],
    ['2026-02-28', true],
    ['2026-03-01', true],
    ['2026-03-02', true],
    ['2026-03-03', false],
    ['2025-03-01', false],
  ])('%s: %s', (day, read) => {
    expect(isDayRead(day, 75 * 60, now)).toBe(read);
  });
});

describe('deliveredTests', () => {
  it('selects what is within the window and in a folder that is read', () => {
    const ids = (name: string) =>
      selectedBy(rule, folders, profile(name), now).map(({ eventID }) => String(eventID).split(', ')[2]);
    const near = ['inside', 'in another region', 'in the folder of the day before'];
    expect(ids('documented').sort()).toEqual([...near].sort());
    expect(ids('projection').sort()).toEqual(['in the folder of the day before', 'inside']);
  });
  it('gives each folder another number of records', () => {
    const sizes = folders.map(
      ({ events }) => events.filter(({ eventName }) => eventName === 'Padding').length,
    );
    expect(new Set(sizes).size).toBe(folders.length);
  });
  it('reads no folder of the future where partitions are projected up to now', () => {
    const days = (name: string) => foldersRead(75 * 60, folders, profile(name), now).map(({ day }) => day);
    expect(days('documented')).toContain(dayOf(now, 86_400));
    expect(days('projection').sort()).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });
});
