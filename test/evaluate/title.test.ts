import { describe, expect, it } from 'vitest';
import { renderTitle } from '../../src/evaluate/title.ts';
import { field, SESSION_NAME } from './build.ts';

describe('an alert title', () => {
  const parts = [SESSION_NAME, { kind: 'text' as const, text: ' became ' }, field('requestParameters.name')];

  it('is filled in from the event', () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/Admin/mara@example.com';
    const event = { userIdentity: { type: 'AssumedRole', arn }, requestParameters: { name: 'ma' } };
    expect(renderTitle(parts, event)).toBe('mara@example.com became ma');
  });

  it('says where a field is absent or has no text', () => {
    expect(renderTitle(parts, { requestParameters: { name: null } })).toBe('(absent) became (absent)');
    expect(renderTitle([field('a')], { a: { b: 'x' } })).toBe('(absent)');
  });

  it('shows empty and unusual values as they are', () => {
    expect(renderTitle([field('a')], { a: '' })).toBe('');
    expect(renderTitle([field('a')], { a: 'null' })).toBe('null');
    expect(renderTitle([field('a')], { a: '{b}' })).toBe('{b}');
    expect(renderTitle([field('a')], { a: false })).toBe('false');
    expect(renderTitle([], {})).toBe('');
  });
});
