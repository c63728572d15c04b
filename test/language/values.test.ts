import { describe, expect, it } from 'vitest';
import { isOfScale, SCALES_WANTED, scaleOf, scaleOfType } from '../../src/language/values.ts';

describe('scales', () => {
  it.each([
    ['0', 'integer'],
    ['-5', 'integer'],
    ['999999999999999', 'integer'],
    ['1.08', 'version'],
    ['1.11', 'version'],
    ['0001.0002', 'version'],
    ['2026-01-01T00:00:00Z', 'timestamp'],
    ['00', undefined],
    ['-0', undefined],
    ['1000000000000000', undefined],
    ['1.0.0', undefined],
    ['12345.1', undefined],
    ['1e3', undefined],
    ['2026-01-01', undefined],
    ['2026-01-01T00:00:00.000Z', undefined],
    ['2026-01-01T00:00:00+00:00', undefined],
    ['5\n', undefined],
    ['', undefined],
  ])('%j is %s', (text, scale) => {
    expect(scaleOf(text)).toBe(scale);
    if (scale !== undefined) expect(isOfScale(scale as 'integer', text)).toBe(true);
  });

  it('are fixed by a typed field, and by no other', () => {
    expect(scaleOfType('version')).toBe('version');
    expect(scaleOfType('any')).toBeUndefined();
    expect(scaleOfType('text')).toBeUndefined();
    expect(isOfScale('integer', '1.08')).toBe(false);
    expect(SCALES_WANTED).toMatch(/^a whole number .*; a time .*; or a version/);
  });
});
