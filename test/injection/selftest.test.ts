/** Queries that carry the tests of a rule as rows: hostile names and events of tests, and comments within a search. */
import { describe, expect, it } from 'vitest';
import { renderArtefact, templateSource } from '../../src/bundle/render.ts';
import { readFixtures } from '../../src/content/fixture-events.ts';
import { readRule } from '../../src/content/rule.ts';
import { normalForm } from '../../src/ir/normal.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import { selftestOf as athenaSelftest } from '../../src/targets/athena/selftest.ts';
import { selftestOf as splSelftest } from '../../src/targets/spl/selftest.ts';
import { splComment } from '../../src/targets/spl/selftest-comment.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { RULE, ruleOf } from '../support/rule.ts';
import { HOSTILE, isWhole } from './hostile.ts';
import { readSpl } from './read-spl.ts';
import { readSql } from './read-sql.ts';
import { treeOf } from './tokens.ts';

/** A key `__proto__` is refused in the event of a test (test/content/fixture.test.ts). */
const texts = HOSTILE.filter(
  (text) => isWhole(text) && text.trim() !== '' && text.length <= 200 && text !== '__proto__',
);

/** A rule with a test for each text, which is its name and stands in its event, under a key of it too. */
function ruleAbout(of: readonly string[]): RuleIr {
  const tests = of.map((name, at) => ({
    name: `${name} ${at}`,
    event: { inline: { eventName: 'x', requestParameters: { v: name, [name]: 'x' } } },
    expect: at === 0 ? 'match' : 'no-match',
  }));
  const match = { 'requestParameters.v': { equals: 'q', ignoreCase: false } };
  const text = JSON.stringify({ ...RULE, tests, match }, null, 1).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const { value, diagnostics } = readRule({ path: 'self.yml', text }, readFixtures([]).readEvent);
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const rule = ruleOf(value);
  return { ...rule, condition: normalForm(rule.condition) };
}

const templates = templateSource({ root: '.' });
const benign = ruleAbout(texts.map((_, at) => `be nign ${at}`));
const hostile = ruleAbout(texts);

describe('a self-test', () => {
  it('in SPL is the tree of a benign one, and holds every event', () => {
    const [mine, theirs] = [hostile, benign].map((rule) => {
      const artefact = splSelftest(rule, ENVIRONMENT).value?.artefact;
      return readSpl(artefact === undefined ? '' : (renderArtefact(artefact, templates).value ?? ''));
    });
    expect(treeOf(mine ?? [])).toEqual(treeOf(theirs ?? []));
    const strings = new Set((mine ?? []).filter(({ kind }) => kind === 'string').map(({ text }) => text));
    for (const { event } of hostile.document.tests) expect(isHeld(strings, event)).toBe(true);
  });

  it('in SQL is the tree of a benign one', () => {
    const [mine, theirs] = [hostile, benign].map((rule) => {
      const artefact = athenaSelftest([rule], ENVIRONMENT, 'extended').value?.statements[0]?.artefact;
      return readSql(artefact === undefined ? '' : (renderArtefact(artefact, templates).value ?? ''));
    });
    expect(mine?.length).toBeGreaterThan(texts.length);
    expect(treeOf(mine ?? [])).toEqual(treeOf(theirs ?? []));
  });
});

/** The record as JSON, in whatever spelling, stands in one string. */
function isHeld(strings: ReadonlySet<string>, event: unknown): boolean {
  const wanted = JSON.stringify(event);
  return [...strings].some((text) => {
    try {
      return JSON.stringify(JSON.parse(text)) === wanted;
    } catch {
      return false;
    }
  });
}

describe('a comment within a search', () => {
  it.each(HOSTILE)('%j', (text) => {
    const comment = splComment(text);
    expect(comment).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
    expect(readSpl(`| makeresults \`\`\`${comment}\`\`\` | table x`).map(({ kind }) => kind)).toEqual([
      'pipe',
      'name',
      'comment',
      'pipe',
      'name',
      'name',
    ]);
  });
});
