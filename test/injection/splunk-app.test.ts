/**
 * Hostile text in whatever a Splunk app shows: rules, lists, the bundle. Every file of the app is read back, from the
 * archive, by the readers of this folder, and is what a benign text makes of it.
 */
import { describe, expect, it } from 'vitest';
import type { RuleIr } from '../../src/ir/rule.ts';
import { readCsv } from '../oracle/spl/lookup.ts';
import { documentOf, ruleOf } from '../support/rule.ts';
import { type BuiltApp, builtApp, packed } from '../targets/spl/app-build.ts';
import { ruleAround } from './build.ts';
import { HOSTILE, isWhole, letters } from './hostile.ts';
import { readConf } from './read-conf.ts';
import { readMarkdown } from './read-markdown.ts';
import { readSpl } from './read-spl.ts';
import { differing, treeOf } from './tokens.ts';

const BENIGN = 'benign';
const TITLE = 'A rule made for a test';
/** Texts that the reader of a rule takes for none. */
const texts = HOSTILE.filter((text) => !/^[ \t\n\r]*$/.test(text));

const BASE = ruleOf(documentOf({ eventName: 'ConsoleLogin' }, { alert: { title: 'A', suppressFor: '1h' } }));

/** A rule with the text wherever it holds one for people; put in behind the reader of rules, which refuses some. */
function ruleWith(text: string, title = TITLE): RuleIr {
  const document = {
    ...BASE.document,
    title: { value: title, span: BASE.document.title.span },
    description: text,
    author: text,
    license: text,
    falsePositives: [text],
    references: [text],
    tags: [text],
    triage: text,
  };
  return { ...BASE, document, alert: { ...BASE.alert, title: [{ kind: 'text', text }] } };
}

const appWith = (text: string, title = TITLE) =>
  builtApp([ruleWith(text, title)], { bundle: { author: text, description: text } });

const file = ({ app }: BuiltApp, path: string) => app.files.get(path) ?? '';
const confs = ({ app }: BuiltApp) =>
  [...app.files].flatMap(([path, text]) => (/\.(?:conf|meta)$/.test(path) ? [{ path, text }] : []));
const LINES = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const searchOf = (built: BuiltApp) =>
  readConf(file(built, 'default/savedsearches.conf')).stanzas[0]?.settings.find(
    ([name]) => name === 'search',
  )?.[1] ?? '';

/** Everything in the app, as the readers see it, but for the texts themselves. */
function shapeOf(built: BuiltApp) {
  const { app } = built;
  return {
    paths: [...app.members.keys()],
    confs: confs(built).map(({ path, text }) => {
      const { comments, stanzas, stray } = readConf(text);
      // The names of stanzas are the titles of rules in one file alone.
      const titled = path === 'default/savedsearches.conf';
      const names = stanzas.map(({ name, settings }) => [titled ? '' : name, settings.map(([key]) => key)]);
      return { path, comments: comments.length, names, stray };
    }),
    search: treeOf(readSpl(searchOf(built))),
    manifest: keysOf(JSON.parse(file(built, 'app.manifest'))),
    readme: file(built, 'README.md')
      .split(LINES)
      .map((line) => readMarkdown(line)),
    nav: file(built, 'default/data/ui/nav/default.xml'),
  };
}

function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([key, of]) => [key, keysOf(of)]);
}

/** On one line, as a `.conf` holds it; a backslash at the end is not left there. */
const inConf = (text: string) => [letters(text), `${letters(text)}.`, '-'];

describe('text for people', () => {
  const benign = shapeOf(appWith(BENIGN));
  const other = searchOf(appWith(BENIGN));

  it.each(texts)('%j', (text) => {
    const built = appWith(text);
    expect(shapeOf(built)).toEqual(benign);
    const app = readConf(file(built, 'default/app.conf'));
    const settings = Object.fromEntries(app.stanzas.flatMap((one) => one.settings));
    expect(inConf(text)).toContain(letters(settings.author ?? ''));
    const launcher = Object.fromEntries(app.stanzas.find(({ name }) => name === 'launcher')?.settings ?? []);
    expect(inConf(text)).toContain(letters(launcher.description ?? ''));
    const { info } = JSON.parse(file(built, 'app.manifest'));
    for (const shown of [info.description, info.author[0].name])
      expect(inConf(text)).toContain(letters(shown));
    const searches = readConf(file(built, 'default/savedsearches.conf'));
    const search = Object.fromEntries(searches.stanzas[0]?.settings ?? []);
    expect(inConf(text)).toContain(letters(search.description ?? ''));
    // The title of the alert is a value of the search: the very text, but for what no search can say.
    const tokens = readSpl(searchOf(built));
    expect(tokens.filter(({ kind }) => kind === 'stray' || kind === 'hazard')).toEqual([]);
    const sayable = text.replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, '\ufffd');
    expect(differing(tokens, readSpl(other)).map(([mine]) => mine)).toEqual(text === BENIGN ? [] : [sayable]);
  });
});

describe('a title', () => {
  const benign = shapeOf(appWith(BENIGN));

  it.each(texts)('%j', (title) => {
    const rule = ruleWith(BENIGN, title);
    const { value, diagnostics } = packed([rule]);
    if (value === undefined) {
      expect(diagnostics.map(({ span }) => span)).toEqual(diagnostics.map(() => rule.document.title.span));
      // docs/language.md: what a reader of rules refuses in a title, and what an app refuses beside it.
      const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s|\s$/u.test(title);
      expect(unseen || /[[\]]|\\$|^default$/i.test(title) || [...title].length > 81).toBe(true);
      return;
    }
    const built = appWith(BENIGN, title);
    expect(shapeOf(built)).toEqual(benign);
    const searches = readConf(file(built, 'default/savedsearches.conf'));
    expect(searches.stanzas.map(({ name }) => name)).toEqual([title]);
    expect(searches.comments).toContain(title);
    // CommonMark §2.4: a backslash before a sign of ASCII; §2.5: a sign by its number.
    const headings = file(built, 'README.md').match(/^### .*$/gm) ?? [];
    const meant = headings.map((line) => line.replaceAll('&#124;', '|').replace(/\\([!-/:-@[-`{-~])/g, '$1'));
    expect(meant).toEqual([`### ${title}`]);
  });
});

describe('a list as a lookup', () => {
  const reasons = HOSTILE.filter((text) => isWhole(text) && text.trim() !== '');
  const values = reasons.filter((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text));
  const entries = [
    ...reasons.map((reason, at) => ({ value: values[at] ?? `late ${at}`, reason })),
    ...Array.from({ length: 1_000 }, (_, at) => ({ value: `filler ${at}`, reason: 'Harmless.' })),
  ];
  const built = builtApp([ruleAround({ 'requestParameters.v': { inList: 'long' } }, 'long', entries)]);
  const [head, ...rows] = readCsv(file(built, 'lookups/trailc_long.csv'));

  it('holds each key as it is, and each reason as a text that no spreadsheet calculates', () => {
    expect(head).toEqual(['key', 'listed', 'reason']);
    expect(rows).toHaveLength(entries.length);
    for (const [at, { value, reason }] of entries.entries()) {
      const [key, listed, why = '', ...more] = rows[at] ?? [];
      expect([key, listed, more]).toEqual([`<${value}>`, 'yes', []]);
      expect([letters(reason), `'${letters(reason)}`]).toContain(letters(why));
    }
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
  });

  it('is defined once, by its name alone', () => {
    const { stanzas, stray } = readConf(file(built, 'default/transforms.conf'));
    expect(stanzas.map(({ name }) => name)).toEqual(['trailc_long']);
    expect(stray).toEqual([]);
  });
});
