/** The printed selftest: what it holds, and what it says on the oracle, run whole and as it is printed. */
import { describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { normaliseEvent } from '../../../src/cloudtrail/record.ts';
import type { Content, TestDocument } from '../../../src/content/document.ts';
import { loadRepository } from '../../../src/content/repository.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { lowerForTests } from '../../../src/lower.ts';
import { splTarget } from '../../../src/targets/spl/index.ts';
import { selftestOf } from '../../../src/targets/spl/selftest.ts';
import { splComment } from '../../../src/targets/spl/selftest-comment.ts';
import { all, exists, inList, row as listRow, not, rule, span, test } from '../../evaluate/build.ts';
import { assumptionNames, renderAll } from '../../oracle/spl/artefacts.ts';
import { compileRows, type ResultRow } from '../../oracle/spl/oracle.ts';
import type { Switches } from '../../oracle/spl/switches.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { HOSTILE } from '../athena/hostile.ts';
import { render } from './render.ts';
import { partsOf } from './selftest-parts.ts';

const { value: content } = loadRepository('trailc.config.yml');

function shipped(): readonly RuleIr[] {
  const repository = content as Content;
  return repository.rules.map((document) => {
    const { value } = lowerForTests(document, repository);
    if (value === undefined) throw new Error(document.stem);
    return { ...value, condition: normalForm(value.condition) };
  });
}

/** A rule with a test for each event that expects what the evaluator says. */
function tested(
  condition: Expression,
  events: readonly CloudTrailEvent[],
  names: readonly string[] = [],
): RuleIr {
  const verdict = compileCondition(condition);
  const tests = events.map(
    (event, at): TestDocument => ({
      name: { value: names[at] ?? `test ${at}`, span },
      event,
      expect: verdict(normaliseEvent(event)) ? 'match' : 'no-match',
      envs: [],
      span,
    }),
  );
  return rule(condition, { tests });
}

/** The printed search, or undefined where the profile cannot say the rule. */
async function printed(one: RuleIr, profile = 'raw'): Promise<string | undefined> {
  const { value, diagnostics } = selftestOf(one, ENVIRONMENT, profile);
  expect(diagnostics).toEqual([]);
  expect(value?.artefact === undefined).toBe(value?.answer.kind === 'unsupported');
  return value?.artefact === undefined ? undefined : render(value.artefact);
}

interface Printed {
  readonly text: string;
  readonly assumed: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** With what it rests on and the rule's files, where a lookup stands. */
async function printedWith(one: RuleIr, profile = 'raw'): Promise<Printed | undefined> {
  const text = await printed(one, profile);
  const { value } = splTarget.compile(one, ENVIRONMENT, profile);
  if (text === undefined || value === undefined) return undefined;
  return { text, assumed: assumptionNames(value.answer), files: renderAll(value.artefacts) };
}

/** Under every reading left open, those that differ. */
function readingsOf(of: Printed | undefined): readonly { rows: readonly ResultRow[]; switches: Switches }[] {
  if (of === undefined) throw new Error('not said');
  const found = new Map<string, { rows: readonly ResultRow[]; switches: Switches }>();
  compileRows(of.text, of.files).readings([], of.assumed, (rows, switches) => {
    const shown = JSON.stringify(rows);
    if (!found.has(shown)) found.set(shown, { rows, switches });
    return false;
  });
  return [...found.values()];
}

describe('the selftest of the shipped rules', () => {
  it.each(['raw', 'extracted'])('passes, whole and as printed (%s)', async (profile) => {
    let run = 0;
    for (const one of shipped()) {
      const of = await printedWith(one, profile);
      if (of === undefined) continue;
      expect(partsOf(of.text).hasSpath).toBe(profile === 'extracted');
      const wanted = one.document.tests.map(({ name, expect: expected }) => [name.value, expected, 'pass']);
      for (const { rows } of readingsOf(of))
        expect(rows.map(({ test: name, expected, result }) => [name, expected, result])).toEqual(wanted);
      run += wanted.length;
    }
    expect(run).toBeGreaterThan(profile === 'raw' ? 300 : 100);
  });

  it.each(['raw', 'extracted'])(
    'holds the very stages and terms of the compiled search (%s)',
    async (profile) => {
      for (const one of shipped()) {
        const text = await printed(one, profile);
        if (text === undefined) continue;
        const { stages, condition, prefilter } = partsOf(text);
        const search = await render(splTarget.compile(one, ENVIRONMENT, profile).value?.artefacts[0]);
        const deciding = [...stages, `where ${condition}`].map((stage) => `| ${stage}`).join('\n');
        const base = ['index="cloudtrail" sourcetype="aws:cloudtrail"', prefilter].filter(Boolean).join(' ');
        expect(search.startsWith(`${base}\n${deciding}\n`)).toBe(true);
      }
    },
  );

  it('fails in the row whose expectation is wrong', async () => {
    for (const one of shipped()) {
      const [first, ...rest] = one.document.tests;
      if (first === undefined) throw new Error('no test');
      const wrong: TestDocument = { ...first, expect: first.expect === 'match' ? 'no-match' : 'match' };
      const text = await printed({ ...one, document: { ...one.document, tests: [wrong, ...rest] } });
      const rows = compileRows(text ?? '').rows();
      expect(rows.map(({ result }) => result)).toEqual(['fail', ...rest.map(() => 'pass')]);
      expect(rows[0]).toMatchObject({ test: first.name.value, expected: wrong.expect });
    }
  });

  it('is printed as it stands in the golden file', async () => {
    const condition = all(test('equals', 'eventName', 'PutRolePolicy'), exists('requestParameters.roleName'));
    const events = [
      { eventName: 'PutRolePolicy', requestParameters: { roleName: 'a "b" $c' } },
      { eventName: 'ListRoles', requestParameters: null },
    ];
    await expect(await printed(tested(condition, events))).toMatchFileSnapshot('golden/selftest.spl');
    await expect(
      await printed(tested(test('equals', 'eventName', 'ListRoles'), events), 'extracted'),
    ).toMatchFileSnapshot('golden/selftest-extracted.spl');
  });
});

describe('a selftest', () => {
  it('fails where the first search leaves out an event that the condition matches', async () => {
    const one = tested(test('equals', 'eventName', 'PutRolePolicy'), [{ eventName: 'PutRolePolicy' }]);
    const text = (await printed(one)) ?? '';
    const said = (of: string) => compileRows(of).rows();
    expect(partsOf(text).prefilter).toBe('"PutRolePolicy"');
    expect(said(text)).toMatchObject([{ got: 'match', result: 'pass' }]);
    // As if AWS wrote its letters as escapes, which JSON takes for the same.
    const escaped = text.replace('\\"eventName\\":\\"Put', '\\"eventName\\":\\"\\\\u0050ut');
    expect(escaped).not.toBe(text);
    expect(said(escaped)).toMatchObject([{ got: 'match', result: 'fail' }]);
  });

  it('carries hostile names and values as they are', async () => {
    const texts = [...HOSTILE, '```', '$a$', '| delete', '[| makeresults ]', 'n\ud800'];
    const events = texts.map((text) => ({ eventName: 'x', userAgent: text, [text]: { [text]: [text] } }));
    const condition = not(test('equals', 'eventName', 'y'));
    const text = (await printed(tested(condition, events, texts))) ?? '';
    const { records, comments } = partsOf(text);
    expect(records.map((raw) => JSON.parse(raw))).toEqual(events);
    const shown = texts.map((one) => one.replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, '\ufffd'));
    const rows = compileRows(text).rows();
    expect(rows.map(({ test: name }) => name)).toEqual(shown);
    expect(rows.every(({ result }) => result === 'pass')).toBe(true);
    const outside = text.replace(/```[^`]*```/g, '');
    expect(outside).not.toMatch(/[`$]|[^\P{Cc}\n]/u);
    for (const comment of comments) expect(comment).not.toMatch(/[`$|"'[\]\\\n]/);
  });

  it('says nothing in a comment that could end it or be taken for a macro, token or subsearch', () => {
    for (const text of ['```', '`macro`', '$token$', 'a | b [ c ] "d"', ...HOSTILE]) {
      expect(splComment(`a${text}z`)).toMatch(/^[\p{L}\p{N} .,:;/@_+()-]*$/u);
    }
    expect(splComment('Employee session (v1.0) changed its name')).toBe(
      'Employee session (v1.0) changed its name',
    );
  });

  it('tells null from the text null by the record, as the search does', async () => {
    const events = [
      { requestParameters: { name: null } },
      { requestParameters: { name: 'null' } },
      { requestParameters: { name: {} } },
      { requestParameters: { name: '{}' } },
      { requestParameters: {} },
      { requestParameters: '{"name":"x"}' },
    ];
    const one = tested(exists('requestParameters.name'), events);
    for (const { rows } of readingsOf(await printedWith(one)))
      expect(rows.map(({ got, result }) => [got, result])).toEqual(
        ['no-match', 'match', 'no-match', 'match', 'no-match', 'match'].map((got) => [got, 'pass']),
      );
  });

  it('names the lookup that it needs, and reads it', async () => {
    const rows = Array.from({ length: 1_001 }, (_, at) => listRow(`name-${at}`));
    const one = tested(inList({ value: 'eventName' }, rows), [
      { eventName: 'name-7' },
      { eventName: 'name-' },
    ]);
    const of = await printedWith(one);
    expect(partsOf(of?.text ?? '').comments.join('\n')).toContain(
      'Needs the lookup trailc_known of the bundle',
    );
    for (const { rows: found } of readingsOf(of))
      expect(found.map(({ result }) => result)).toEqual(['pass', 'pass']);
  });
});
