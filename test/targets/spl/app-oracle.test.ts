/**
 * The searches of the app of the shipped rules, out of the bytes of its archive, on the oracle: the evaluator's verdicts
 * on the events of all the rules' tests, under every reading of Splunk's documentation that is left open.
 */
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/assemble.ts';
import { templateSource } from '../../../src/bundle/render.ts';
import type { EnvironmentDocument } from '../../../src/content/document.ts';
import { loadRepository } from '../../../src/content/repository.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import { splBreaks } from '../../lane/assume-spl.ts';
import { type App, readApp } from '../../oracle/spl/app.ts';
import { assumptionNames } from '../../oracle/spl/artefacts.ts';
import { compileSavedSearch, savedSearches } from '../../oracle/spl/oracle.ts';
import { whats } from '../../support/rule.ts';
import { bytesOf, NO_INDEX } from './app-build.ts';

const { value: content, diagnostics } = loadRepository('trailc.config.yml');
if (content === undefined) throw new Error(whats(diagnostics).join('\n'));
const [example] = content.config.environments;
if (example === undefined) throw new Error('trailc.config.yml names no environment');
const events = content.rules.flatMap(({ tests }) => tests.map(({ event }) => event));
const build = { trailc: '0.0.0', commit: '' };

/** What `trailc build` makes of the shipped rules. */
function assembled(environment: EnvironmentDocument) {
  if (content === undefined) throw new Error('no content');
  const made = assemble(content, { environment, build, templates: templateSource(content.config) });
  if (made.value === undefined) throw new Error(whats(made.diagnostics).join('\n'));
  const { plan, compiled } = made.value;
  const archives = plan.files.filter(({ path }) => /^splunk\/[^/]+\.spl$/.test(path));
  expect(archives).toHaveLength(1);
  const rules = compiled.filter(({ target }) => target === 'spl');
  return { app: readApp(bytesOf(archives[0]?.content)), rules, diagnostics: made.diagnostics };
}

const searchIn = (app: App, title: string, more: Readonly<Record<string, string>> = {}) =>
  compileSavedSearch(new Map([...app.files, ...Object.entries(more)]), title);

describe.each(['raw', 'extracted'])('the app of the shipped rules, profile %s', (profile) => {
  const { app, rules } = assembled({ ...example, spl: { ...example.spl, profile } });
  const said = rules.filter(({ compiled }) => compiled.answer.kind !== 'unsupported');

  it('holds each rule that Splunk can say, under its title', () => {
    expect(said.length).toBeGreaterThan(10);
    expect([...savedSearches(app.files)].sort()).toEqual(
      said.map(({ rule }) => rule.document.title.value).sort(),
    );
  });

  it.each(said.map((one) => ({ ...one, name: one.rule.document.stem })))('$name', ({ rule, compiled }) => {
    const search = searchIn(app, rule.document.title.value);
    const { index, sourcetype } = search;
    expect([index, sourcetype]).toEqual([example.spl.index, example.spl.sourcetype]);
    const assumed = assumptionNames(compiled.answer);
    const means = compileCondition(rule.condition);
    const counts = { match: 0, 'no match': 0 };
    const wrong = events.filter((event) => {
      if (assumed.some((name) => splBreaks(name, rule, event))) return false;
      counts[means(event) ? 'match' : 'no match'] += 1;
      const [first, ...more] = search.verdicts(JSON.stringify(event), assumed);
      return first?.verdict !== means(event) || more.length > 0;
    });
    expect(wrong).toEqual([]);
    expect(counts.match).toBeGreaterThan(0);
    expect(counts['no match']).toBeGreaterThan(0);
  });
});

describe('what people set in local/', () => {
  const { app, rules } = assembled(example);
  const [one] = rules;
  if (one === undefined) throw new Error('no rule');
  const { title, stem } = one.rule.document;
  const means = compileCondition(one.rule.condition);
  const hit = JSON.stringify(events.find((event) => means(event)));
  const macro = (name: string, definition: string) => ({
    'local/macros.conf': `[${app.id}_${name}]\ndefinition = ${definition}\n`,
  });

  it('reads other data through the macro of index and source type', () => {
    const local = macro('cloudtrail', 'index="mine" sourcetype="other"');
    const { index, sourcetype } = searchIn(app, title.value, local);
    expect([index, sourcetype]).toEqual(['mine', 'other']);
  });

  it("leaves out what the rule's filter macro leaves out, by columns and fields, and nothing else", () => {
    const name = `${stem.replaceAll('-', '_')}_filter`;
    const { row } = searchIn(app, title.value).run(hit);
    const actor = String(row?.actor);
    expect(actor).toMatch(/./);
    const verdict = (definition: string) =>
      searchIn(app, title.value, macro(name, definition)).run(hit).verdict;
    expect(verdict('search *')).toBe(true);
    expect(verdict(`search NOT actor="${actor.toUpperCase()}"`)).toBe(false);
    expect(verdict('search NOT actor="somebody else"')).toBe(true);
    const { eventSource } = JSON.parse(hit);
    expect(verdict(`where NOT ct_eventSource="${eventSource}"`)).toBe(false);
    expect(verdict(`where ct_eventSource="${eventSource}"`)).toBe(true);
    // Every other rule has a macro of its own.
    const others = rules.filter(({ rule }) => rule.document.stem !== stem);
    for (const { rule } of others) {
      const other = `${rule.document.stem.replaceAll('-', '_')}_filter`;
      const local = macro(other, 'where 1=2');
      expect(searchIn(app, title.value, local).run(hit).verdict).toBe(true);
    }
  });
});

describe('an app whose index nobody has named', () => {
  const { app, rules, diagnostics: found } = assembled({ ...example, ...NO_INDEX });

  it('fails in every search, naming what to set, in place of finding nothing', () => {
    for (const { rule } of rules)
      expect(() => searchIn(app, rule.document.title.value)).toThrow(
        `no macro [set_index_and_sourcetype_in_macro_${app.id}_cloudtrail]`,
      );
    expect(found.filter(({ code }) => code === 'splunk-app/index-unset')).toHaveLength(1);
  });

  it('works once the macro is set in local/', () => {
    const [one] = rules;
    if (one === undefined) throw new Error('no rule');
    const local = {
      'local/macros.conf': `[${app.id}_cloudtrail]\ndefinition = index="aws" sourcetype="aws:cloudtrail"\n`,
    };
    const means = compileCondition(one.rule.condition);
    const search = searchIn(app, one.rule.document.title.value, local);
    const verdicts = events.map((event) => search.run(JSON.stringify(event)).verdict);
    expect(verdicts).toEqual(events.map((event) => means(event)));
    expect(verdicts).toContain(true);
  });
});
