/**
 * A list too long for a search becomes a lookup: every hostile value and reason in one file, each in its cell.
 */
import { describe, expect, it } from 'vitest';
import { splTarget } from '../../src/targets/spl/index.ts';
import { assumptionNames, onlySearch, renderAll } from '../oracle/spl/artefacts.ts';
import { readCsv } from '../oracle/spl/lookup.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { ruleAround } from './build.ts';
import { HOSTILE, isWhole, letters, neighbourOf } from './hostile.ts';
import { readConf } from './read-conf.ts';
import { readSpl } from './read-spl.ts';

const BECAUSE = 'Harmless.';
const texts = HOSTILE.filter((text) => isWhole(text) && text.trim() !== '');
/** docs/splunk.md: a cell of a lookup holds no control character. */
const values = texts.filter((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text));
const filler = Array.from({ length: 1_000 }, (_, at) => ({ value: `filler ${at}`, reason: BECAUSE }));

function compiled(entries: readonly { value: string; reason: string }[]) {
  const rule = ruleAround({ 'requestParameters.v': { inList: 'long' } }, 'long', entries);
  const { value } = splTarget.compile(rule, ENVIRONMENT);
  if (value === undefined) throw new Error('not compiled');
  return value;
}

/** The fingerprint of another list is another. */
const withoutDigests = (text = '') => text.replace(/\b[0-9a-f]{64}\b/g, 'digest');

function filesOf(entries: readonly { value: string; reason: string }[]) {
  return [...renderAll(compiled(entries).artefacts).values()];
}

describe('a lookup', () => {
  const entries = values.map((value, at) => ({ value, reason: texts[at] ?? BECAUSE }));
  const late = texts.slice(values.length).map((reason, at) => ({ value: `late ${at}`, reason }));
  const [query = '', conf = '', csv = ''] = filesOf([...entries, ...late, ...filler]);
  const [head, ...rows] = readCsv(csv);

  it('has three cells in every row, and the very value between < and >', () => {
    expect(head).toEqual(['key', 'listed', 'reason']);
    expect(rows).toHaveLength(entries.length + late.length + filler.length);
    for (const [at, { value, reason }] of [...entries, ...late].entries()) {
      const [key, listed, why = '', ...more] = rows[at] ?? [];
      expect([key, listed, more]).toEqual([`<${value}>`, 'yes', []]);
      expect([letters(reason), `'${letters(reason)}`]).toContain(letters(why));
    }
  });

  it('begins no cell as a formula, and breaks no line', () => {
    for (const [key = '', , why] of rows) {
      expect(key).toMatch(/^</);
      expect(why).not.toMatch(/^\s*[=+\-@]/);
    }
    expect(csv.split(/\r\n|[\n\r\v\f\u0085]/)).toHaveLength(rows.length + 2);
  });

  it('is all that the search and its stanzas say of the list', () => {
    const [, ...others] = filesOf([...filler, { value: 'be nign', reason: BECAUSE }]);
    expect(withoutDigests(conf)).toBe(withoutDigests(others[0]));
    expect(readConf(conf).stray).toEqual([]);
    expect(readSpl(query).filter(({ kind }) => kind === 'stray' || kind === 'hazard')).toEqual([]);
  });

  it('gives the verdict of the list', () => {
    const { answer, artefacts } = compiled([...entries, ...late, ...filler]);
    const search = onlySearch(renderAll(artefacts));
    const assumed = assumptionNames(answer);
    const verdict = (v: string) =>
      search
        .verdicts(JSON.stringify({ requestParameters: { v } }), assumed)
        .map((reading) => reading.verdict);
    const known = new Set(values);
    for (const value of values) {
      expect([value, verdict(value)]).toEqual([value, [true]]);
      if (!known.has(neighbourOf(value)))
        expect([value, verdict(neighbourOf(value))]).toEqual([value, [false]]);
    }
  });

  it.each(texts.filter((text) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)))('refuses the value %j', (value) => {
    const { answer } = compiled([...filler, { value, reason: BECAUSE }, { value: 'x', reason: BECAUSE }]);
    expect(answer.kind).toBe('unsupported');
  });
});
