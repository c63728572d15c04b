/**
 * The Sigma package around one hostile text, as title, reason, owner, value of a list, value of a param and consent: the
 * YAML of filter and pipeline reads back to the same tree and the very values, and CONVERSION.md to the same page.
 */
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { ListDocument } from '../../src/content/document.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { packageOf, packed } from '../targets/sigma/package-support.ts';
import { HOSTILE, isWhole, letters } from './hostile.ts';
import { readMarkdown } from './read-markdown.ts';
import { readSigma } from './read-sigma.ts';

const { span } = ENVIRONMENT;
const FILTER = 'filters/mf_aws_cloudtrail_people.yml';
const PIPELINE = 'pipelines/acme-production.yml';
const NEAREST = {
  'userIdentity.type': 'AssumedRole',
  'requestParameters.a': { differsFrom: { field: 'session.name' }, ignoreCase: true },
};

function listOf(text: string): ListDocument {
  const noted = { reason: text, owner: text, ticket: text, span };
  return {
    name: 'people',
    path: 'lists/people.yml',
    span,
    description: text,
    columns: ['value'],
    entries: [
      { values: [text], ...noted },
      { values: ['be nign'], reason: 'A reason.', span },
    ],
  };
}

async function filesOf(text: string): Promise<ReadonlyMap<string, string>> {
  const list = listOf(text);
  const params = { p: { type: 'list<text>', example: ['x'], description: 'x' } };
  const said = packed(
    {
      stem: 'said',
      match: {
        'requestParameters.p': { oneOf: '$p', ignoreCase: true },
        not: { 'requestParameters.l': { inList: 'people', ignoreCase: true } },
      },
      more: { params },
      params: { p: [text, 'other'] },
    },
    new Map([['people', list]]),
  );
  const near = packed(
    { stem: 'near', match: NEAREST, more: { targets: { sigma: { accept: 'over-matches', because: 'x' } } } },
    new Map(),
    1,
  );
  const rules = [said, near].map(({ rule, compiled }) => {
    const { document } = rule;
    const { sigma } = document.targets;
    const targets = sigma === undefined ? {} : { sigma: { ...sigma, because: text } };
    const title = { ...document.title, value: text };
    return { rule: { ...rule, document: { ...document, title, targets } }, compiled };
  });
  return (await packageOf(rules, [list], { name: 'acme', author: text })).files;
}

const unescaped = (value: unknown) => String(value).replace(/\\([\\*?])/g, '$1');
const texts = HOSTILE.filter((text) => text.trim() !== '');
const benign = await filesOf('benign');
const paths = (files: ReadonlyMap<string, string>, path: string) =>
  readSigma(load(files.get(path) ?? '')).map((leaf) => leaf.path);

describe('filter and pipeline', () => {
  it.each(texts.filter(isWhole))('%j', async (text) => {
    const files = await filesOf(text);
    expect([...files.keys()]).toEqual([...benign.keys()]);
    for (const path of [FILTER, PIPELINE]) {
      expect(paths(files, path)).toEqual(paths(benign, path));
    }
    const filter = load(files.get(FILTER) ?? '') as Readonly<Record<string, unknown>>;
    const { selection } = filter.filter as {
      readonly selection: Readonly<Record<string, readonly unknown[]>>;
    };
    expect(selection['requestParameters.l']?.map(unescaped)).toEqual([text, 'be nign']);
    expect(letters(String(filter.description))).toBe(letters(text));
    expect(letters(String(filter.author))).toBe(letters(text));
    const { vars } = load(files.get(PIPELINE) ?? '') as { readonly vars: { readonly p: readonly unknown[] } };
    expect(vars.p.map(unescaped)).toEqual([text, 'other']);
    // A comment holds title, reason, owner and ticket, each on its line.
    const comments = (files.get(FILTER) ?? '').split('\n').filter((line) => /^(?: {12})?# /.test(line));
    expect(comments).toHaveLength(4);
    const noted = letters(`${text} (owner ${text}; ticket ${text})`);
    expect(comments.some((line) => letters(line) === letters(`# ${noted}`))).toBe(true);
    const named = (files.get(FILTER) ?? '')
      .split('\n')
      .filter((line) => / # /.test(line) && /^ +- '0/.test(line));
    expect(named).toHaveLength(1);
  });

  it.each(texts.filter((text) => !isWhole(text)))('%j, which no document can hold', async (text) => {
    const files = await filesOf(text);
    expect([...files.keys()]).toEqual(['CONVERSION.md']);
  });
});

/** CommonMark 0.31, 2.4 and 2.5: what a reader shows of escapes and of numeric references. */
const shown = (markdown: string) =>
  markdown.replace(/\\([!-/:-@[-`{-~])|&#([0-9]+);/g, (_, sign?: string, code?: string) =>
    code === undefined ? (sign ?? '') : String.fromCodePoint(Number(code)),
  );

describe('CONVERSION.md', () => {
  const read = (files: ReadonlyMap<string, string>) =>
    (files.get('CONVERSION.md') ?? '').split('\n').map((line) => {
      const { code, ...rest } = readMarkdown(line);
      return { ...rest, code: code.length };
    });

  it.each(texts.filter(isWhole))('%j', async (text) => {
    const files = await filesOf(text);
    expect(read(files)).toEqual(read(benign));
    const headings = (files.get('CONVERSION.md') ?? '')
      .split('\n')
      .filter((line) => line.startsWith('### '))
      .map((line) => letters(shown(line.slice(4))));
    expect(headings).toEqual([letters(text), letters(text)]);
  });
});
