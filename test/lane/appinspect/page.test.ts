/** docs/appinspect.md names each point, each check of AppInspect that a point mirrors, each difference, each warning. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/base/catalogue.ts';
import { POINTS } from '../../../src/bundle/app-check/points.ts';
import { MUTATIONS } from '../../bundle/app-check/mutations.ts';
import { EXPLAINED } from './explained.ts';

const page = readFileSync('docs/appinspect.md', 'utf8');
const rowOf = (code: string) => page.split('\n').find((line) => line.startsWith(`| \`${code}\` |`)) ?? '';
/** What a row says in its last column. */
const theirsOf = (code: string) =>
  [...(rowOf(code).split('|').at(-2) ?? '').matchAll(/`(check_\w+)`/g)].map(([, name]) => name);

describe('the page', () => {
  it('has a row for every code of the area, and for no other', () => {
    const codes = Object.keys(CATALOGUE).filter((code) => code.startsWith('app-check/'));
    const rows = [...page.matchAll(/^\| `(app-check\/[\w-]+)` \|/gm)].map(([, code]) => code);
    expect([...rows].sort()).toEqual(codes.sort());
  });

  it.each(POINTS.map(({ code, appinspect }) => [code, appinspect] as const))(
    'says of %s which checks of AppInspect look for it',
    (code, appinspect) => expect(theirsOf(code)).toEqual(appinspect),
  );

  it.each(
    MUTATIONS.filter(({ difference }) => difference !== undefined).map((one) => [one.name, one] as const),
  )('says why AppInspect lets pass %s', (_, { ours, difference }) =>
    expect(rowOf(ours[0] ?? '')).toContain(difference),
  );

  it('gives a reason for every difference in the table, and only there', () => {
    for (const { theirs, difference } of MUTATIONS)
      expect(theirs === undefined).toBe(difference !== undefined);
  });

  it('counts the ways to break an app', () => {
    expect(page).toContain(`: ${MUTATIONS.length} ways to break a sound app`);
  });

  it.each(Object.entries(EXPLAINED))('explains the warning %s', (check, why) => {
    expect(page).toContain(`| \`${check}\` | ${why} |`);
  });
});
