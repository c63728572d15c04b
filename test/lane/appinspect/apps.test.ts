/** What the lane makes of AppInspect's answers: the exit code says nothing, so the figures must. */
import { describe, expect, it } from 'vitest';
import { idleFindings, modeFinding, warningFindings } from './apps.ts';
import { findingOf } from './mutated.ts';

const CLEAN = {
  error: 0,
  failure: 0,
  future_failure: 0,
  skipped: 0,
  not_applicable: 150,
  warning: 0,
  success: 90,
};
const warning = { name: 'check_x', result: 'warning', messages: ['X is there.'] };

describe('a mode', () => {
  it('is passed where nothing failed', () => {
    expect(modeFinding('precert', { summary: CLEAN, checks: [] }).ok).toBe(true);
    expect(modeFinding('precert', { summary: { ...CLEAN, warning: 1 }, checks: [warning] }).ok).toBe(true);
  });

  it.each(['error', 'failure', 'future_failure', 'skipped'])('is not passed with one %s', (result) => {
    expect(modeFinding('precert', { summary: { ...CLEAN, [result]: 1 }, checks: [] }).ok).toBe(false);
  });

  it('is not passed where no check ran, or nobody counted', () => {
    expect(modeFinding('precert', { summary: { ...CLEAN, success: 0 }, checks: [] }).ok).toBe(false);
    expect(modeFinding('precert', { summary: {}, checks: [] }).ok).toBe(false);
  });

  it('says which check failed', () => {
    const checks = [{ name: 'check_y', result: 'failure', messages: ['Y is not there.'] }];
    const { detail } = modeFinding('precert', { summary: { ...CLEAN, failure: 1 }, checks });
    expect(detail).toContain('check_y: Y is not there.');
  });
});

describe('a warning', () => {
  const answers = [{ summary: CLEAN, checks: [warning] }];

  it('is a finding unless it is explained', () => {
    expect(warningFindings('app', answers, {})).toEqual([
      { name: 'app: warning check_x', ok: false, detail: 'not explained: X is there.' },
    ]);
    expect(warningFindings('app', answers, { check_x: 'Because.' })).toEqual([
      { name: 'app: warning check_x', ok: true, detail: 'Because.' },
    ]);
  });

  it('that is explained and not given is a finding too', () => {
    expect(idleFindings(answers, { check_x: 'Because.' })).toEqual([]);
    expect(idleFindings([], { check_x: 'Because.' }).map(({ ok }) => ok)).toEqual([false]);
  });
});

describe('a mutation', () => {
  const found = { summary: CLEAN, checks: [warning] };
  const nothing = { summary: CLEAN, checks: [] };

  it('is found by its own check', () => {
    expect(findingOf({ name: 'm', theirs: 'check_x' }, found).ok).toBe(true);
    expect(findingOf({ name: 'm', theirs: 'check_y' }, found).ok).toBe(false);
    expect(findingOf({ name: 'm', theirs: 'check_x' }, nothing).ok).toBe(false);
  });

  it('that AppInspect lets pass is one that it says nothing of', () => {
    expect(findingOf({ name: 'm' }, nothing).ok).toBe(true);
    expect(findingOf({ name: 'm' }, found).ok).toBe(false);
  });
});
