/** `trailc why`: every code is explained, and what is misspelt is answered. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, type DiagnosticCode } from '../../src/base/catalogue.ts';
import { explanationOf } from '../../src/cli/report/explanation.ts';
import { SUPPRESSIBLE } from '../../src/language/suppressible.ts';
import { inProcess } from './in-process.ts';
import { folder } from './support.ts';

const CODES = Object.keys(CATALOGUE) as DiagnosticCode[];

const asked = (...args: string[]) => inProcess(['why', ...args]);

describe('every code', () => {
  it.each(CODES)('%s has an example, and texts without holes', (code) => {
    expect(CATALOGUE[code]).toHaveProperty('example');
    const { what, why: reason, do: remedy, example } = explanationOf(code);
    const texts = [what, reason, remedy, ...(example === null ? [] : Object.values(example))];
    for (const text of texts) expect(text).not.toMatch(/undefined|NaN|\[object|^$/);
    for (const text of [what, reason, remedy]) expect(text).toMatch(/^(?:[^‹›]|‹\w+›)*$/);
    // Words that stand for a value are for what is said in general.
    expect(Object.values(example ?? {}).join(' ')).not.toMatch(/‹/);
  });

  it('is rendered', async () => {
    for (const code of CODES) {
      const { code: ended, out } = await asked(code);
      expect(ended).toBe(0);
      const { what } = explanationOf(code);
      expect(out.split('\n')[0]).toContain(`${code}, a`);
      expect(out).toContain(what.split('\n')[0]);
      expect(out).toMatch(/\n {2}why: .+\n {2}do: {2}.+/s);
      expect(out.includes('suppress:')).toBe(SUPPRESSIBLE.includes(code));
    }
  });

  it('names the section of docs/checks.md if it has one, and no other', () => {
    const sections = [...readFileSync('docs/checks.md', 'utf8').matchAll(/^### (check\/\S+)$/gm)];
    const linked = CODES.flatMap((code) => explanationOf(code).page ?? []);
    expect(linked.sort()).toEqual(
      sections.map(([, code = '']) => `docs/checks.md#${code.replace('/', '')}`).sort(),
    );
  });
});

describe('trailc why', () => {
  it('explains a code: what, why, do, an example, how to suppress it, where more stands', async () => {
    expect(await asked('check/contradiction')).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "check/contradiction, a warning: the exit code stays 0
        No event can meet both: ‹one›; ‹other›. Each speaks of "‹field›".
        why: Clauses of one mapping, and of one "all", must hold together: this part of the rule never matches anything.
        do:  Write the values as one list if any of them will do, or put the clauses into "any"; or remove one.

      For example:
        No event can meet both: eventName equals 'CreateUser'; eventName equals 'DeleteUser'. Each speaks of "eventName".

      Where it is meant to be so, in the rule or in trailc.config.yml:
        suppress:
          - code: check/contradiction
            because: The reason, in a sentence.

      Rules that raise it, and rules that do not: docs/checks.md#checkcontradiction
      ",
      }
    `);
  });

  it('says an error without values once', async () => {
    expect(await asked('yaml/empty')).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "yaml/empty, an error: a command that finds one does not end with 0
        The file is empty.
        why: It holds no value, at most comments.
        do:  Write its content, or remove the file.
      ",
      }
    `);
  });

  it('takes what people copy out of a terminal', async () => {
    const { out } = await asked('check/contradiction');
    expect((await asked('warning[check/contradiction]')).out).toBe(out);
    expect((await asked('[check/contradiction]')).out).toBe(out);
  });

  it('lists an area, or all', async () => {
    const area = await asked('check');
    expect(area.out).toBe((await asked('check/')).out);
    const shown = area.out.trimEnd().split('\n').slice(1);
    expect(shown.map((line) => line.split(' ')[0])).toEqual(
      CODES.filter((code) => code.startsWith('check/')),
    );
    expect((await asked()).out.trimEnd().split('\n')).toHaveLength(CODES.length + 1);
  });

  it('gives the same as JSON', async () => {
    const { codes, schemaVersion } = JSON.parse((await asked('--format', 'json')).out);
    expect(schemaVersion).toBe(1);
    expect(codes.map(({ code }: { code: string }) => code)).toEqual(CODES);
    const one = JSON.parse((await asked('check/case-not-said', '--format', 'json')).out);
    expect(one.codes).toEqual([
      {
        code: 'check/case-not-said',
        severity: 'warning',
        what: 'The comparison on "‹field›" does not say whether case matters.',
        why: CATALOGUE['check/case-not-said'].why({ field: '' }),
        do: 'Add "ignoreCase: true" or "ignoreCase: false" to the mapping.',
        example: expect.objectContaining({
          what: 'The comparison on "session.name" does not say whether case matters.',
        }),
        suppressible: true,
        page: null,
      },
    ]);
  });

  it.each([
    ['check/contradicton', 'check/contradiction'],
    ['contradiction', 'check/contradiction'],
    ['contradictoin', 'check/contradiction'],
    ['chekc', 'check'],
    ['Check/Contradiction', 'check/contradiction'],
  ])('answers %s with %s', async (word, meant) => {
    const { code, out, err } = await asked(word);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`there is no diagnostic "${word}". Did you mean "${meant}"?`);
  });

  it.each(['qqqqqqqqqqqq', 'constructor', '__proto__', ''])('suggests nothing for %j', async (word) => {
    const { code, err } = await asked(word);
    expect(code).toBe(2);
    expect(err).not.toContain('Did you mean');
  });
});

describe('trailc check', () => {
  it('names why to whoever sits at a terminal and has faults, and to nobody else', async () => {
    const broken = join(
      folder({ 'trailc.config.yml': 'environments: { a: { } }\nrules: [nowhere]\n' }),
      'trailc.config.yml',
    );
    const said = await inProcess(['check', '--config', broken], 80);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/\n"trailc why CODE" says more about one\.\n$/);
    expect((await inProcess(['check', '--config', broken])).out).not.toContain('trailc why');
    expect((await inProcess(['check'], 80)).out).not.toContain('trailc why');
    expect((await inProcess(['check', '--config', broken, '--format', 'json'], 80)).out).not.toContain(
      'trailc why',
    );
  });
});
