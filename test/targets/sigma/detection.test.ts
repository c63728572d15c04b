import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { sigmaTarget } from '../../../src/targets/sigma/index.ts';
import { all, any, exists, field, inList, not, row, test } from '../../evaluate/build.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { render } from '../spl/render.ts';
import { known, ruleOf } from '../spl/rules.ts';
import { detection, given } from './support.ts';

const ARN = '^arn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/';
const session = known('session.name');

describe('case', () => {
  it('is kept by cased where people choose it, and by AWS where AWS does', async () => {
    expect(await detection(test('equals', known('userAgent'), 'Boto'))).toEqual({
      selection: { 'userAgent|cased': 'Boto' },
      condition: 'selection',
    });
    expect(given(test('equals', known('eventName'), 'AssumeRole'))).toEqual([
      'no-object-here',
      'one-spelling',
    ]);
    expect(await detection(test('endsWith', 'a', ['x', '1']))).toEqual({
      selection: { 'a|endswith|cased': ['x', '1'] },
      condition: 'selection',
    });
    expect(await detection(test('equals', 'a', '012'))).toEqual({
      selection: { a: '012' },
      condition: 'selection',
    });
  });

  it('is ignored for A-Z; what engines fold beyond that is an assumption', async () => {
    expect(given(test('equals', session, 'ann', true))).toEqual([
      'no-object-here',
      'one-spelling',
      'ascii-case-only',
      'assumed-role-arn',
    ]);
    expect(given(test('equals', 'a', 'ann', true))).toEqual([
      'no-object-here',
      'ascii-case-only',
      'scalars-as-text',
    ]);
    expect(given(test('equals', known('userIdentity.arn'), 'é', true))).toEqual([
      'no-object-here',
      'ascii-case-only',
    ]);
  });
});

describe('derived fields', () => {
  const guard = { 'userIdentity.type': 'AssumedRole' };

  it('say the session name by the end of the arn', async () => {
    expect(await detection(test('endsWith', session, ['@x', 'no/session'], true))).toEqual({
      selection: { ...guard, 'userIdentity.arn|endswith': '@x' },
      condition: 'selection',
    });
    expect(await detection(test('oneOf', session, ['ann', 'Bob', '']))).toEqual({
      selection: { ...guard, 'userIdentity.arn|endswith|cased': ['/ann', '/Bob'] },
      condition: 'selection',
    });
  });

  it('say the rest by the pattern of the field', async () => {
    expect(await detection(test('startsWith', session, 'a.b'))).toEqual({
      selection: { ...guard, 'userIdentity.arn|re': `${ARN}a\\.b[^/]*$` },
      condition: 'selection',
    });
    expect(await detection(test('contains', session, 'a', true))).toEqual({
      selection: { ...guard, 'userIdentity.arn|re': `${ARN}[^/]*[aA][^/]*$` },
      condition: 'selection',
    });
    expect(await detection(exists(session))).toEqual({
      selection: { ...guard, 'userIdentity.arn|re': `${ARN}[^/]+$` },
      condition: 'selection',
    });
    expect(await detection(test('equals', known('session.roleName'), 'Dev'))).toEqual({
      selection: { ...guard, 'userIdentity.arn|re': '^arn:[^:]+:sts::[0-9]*:assumed-role/Dev/[^/]+$' },
      condition: 'selection',
    });
  });

  it('say an action as event source and event name', async () => {
    expect(await detection(test('equals', known('action'), 'sts:AssumeRole'))).toEqual({
      selection: { eventSource: ['sts.amazonaws.com', 'sts'], eventName: 'AssumeRole' },
      condition: 'selection',
    });
    expect(await detection(test('equals', known('action'), ['a:b', 'c:d:e', 'f']))).toMatchObject({
      selection_any_1: { eventName: 'b' },
      selection_any_2: { eventSource: ['c.amazonaws.com', 'c'], eventName: 'd:e' },
      selection_any_3: { eventSource: ['c:d.amazonaws.com', 'c:d'], eventName: 'e' },
      condition: '1 of selection_any_*',
    });
    expect(await detection(test('startsWith', known('action'), 'sts:'))).toEqual([
      'Sigma has no field action: compare eventSource and eventName instead.',
    ]);
  });

  it('refuse what is no part of one field', async () => {
    expect(await detection(test('equals', known('actor'), 'ann'))).toEqual([
      expect.stringContaining('no derived fields'),
    ]);
    const dotted = field('x', { kind: 'path', path: ['requestParameters', 'a.b'] });
    expect(await detection(exists(dotted))).toEqual([expect.stringContaining('joins keys with dots')]);
  });
});

describe('presence and booleans', () => {
  it('takes JSON null for absent whatever the engine does', async () => {
    expect(await detection(not(exists('errorCode')))).toEqual({
      filter_main: { 'errorCode|exists': true },
      selection_null: { errorCode: null },
      condition: 'not (filter_main and not selection_null)',
    });
  });

  it('writes a boolean as text and as boolean', async () => {
    expect(await detection(test('equals', known('readOnly'), 'false'))).toEqual({
      selection: { readOnly: ['false', false] },
      condition: 'selection',
    });
  });

  it('knows that every text contains the empty one', async () => {
    expect(await detection(test('contains', 'a', ''))).toEqual(await detection(exists('a')));
    expect(await detection(test('equals', 'a', ''))).toEqual({
      selection: { a: '' },
      condition: 'selection',
    });
  });
});

describe('lists', () => {
  it('become one selection for each first column', async () => {
    const rows = [row('a', 'x'), row('b', 'y'), row('a', 'z')];
    const pairs = { ...inList({ s: known('eventSource'), n: known('eventName') }, rows), list: 'not-mine' };
    expect(await detection(not(pairs))).toEqual({
      filter_main_not_mine_1: { eventSource: 'a', eventName: ['x', 'z'] },
      filter_main_not_mine_2: { eventSource: 'b', eventName: 'y' },
      condition: 'not 1 of filter_main_not_mine_*',
    });
    // The same list twice: no pattern covers the other's selections.
    expect(await detection(all(not(pairs), not(pairs)))).toMatchObject({
      condition: '(not 1 of filter_main_not_mine_* and not 1 of filter_main_2_not_mine_*)',
    });
  });

  it('become one list of values for one column', async () => {
    expect(await detection(inList({ value: known('eventName') }, [row('x'), row('y')]))).toEqual({
      selection_known: { eventName: ['x', 'y'] },
      condition: 'selection_known',
    });
  });

  it('are refused beyond what people read', async () => {
    const rows = Array.from({ length: 501 }, (_, at) => row(`a${at}`, `b${at}`));
    expect(await detection(inList({ a: 'a', b: 'b' }, rows))).toEqual([
      'List known would become 501 selections; at most 500 are written in Sigma. Split the rule or shorten the list.',
    ]);
    const texts = Array.from({ length: 10_001 }, (_, at) => `v${at}`);
    expect(await detection(test('oneOf', 'a', texts))).toEqual([
      expect.stringContaining('10001 values; at most 10000'),
    ]);
    expect(await detection(test('startsWith', session, texts.slice(0, 501)))).toEqual([
      expect.stringContaining('501 regular expressions; at most 500'),
    ]);
  });

  it('have up to 10,000 values in one column', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => row(`v${at}`));
    for (const field of ['a', session, known('action')]) {
      expect(given(inList({ value: field }, rows))).not.toBe('unsupported');
    }
    const actions = rows.map(({ values: [name = ''] }) => row(`sts:${name}`));
    expect(await detection(inList({ value: known('action') }, actions))).toMatchObject({
      selection_known: { eventSource: ['sts.amazonaws.com', 'sts'] },
      condition: 'selection_known',
    });
  });

  it('go by the column that makes the fewest selections where the last makes too many', async () => {
    const rows = Array.from({ length: 900 }, (_, at) => row(`role${at}`, at % 2 ? 'x' : 'y'));
    expect(await detection(inList({ role: 'a', name: 'b' }, rows))).toMatchObject({
      selection_known_1: { 'b|cased': 'y' },
      selection_known_2: { 'b|cased': 'x' },
      condition: '1 of selection_known_*',
    });
  });

  it('are refused where two columns are parts of one field', async () => {
    expect(await detection(inList({ a: session, b: session }, [row('x', 'y')]))).toEqual([
      expect.stringContaining('parts of one field'),
    ]);
  });

  it('match nothing when empty', async () => {
    expect(await detection(all(exists('a'), not(inList({ value: 'b' }, []))))).toEqual(
      await detection(exists('a')),
    );
    expect(await detection(any(inList({ value: 'b' }, [])))).toEqual({
      selection_constant: { 'eventID|exists': true },
      filter_main_constant: { 'eventID|exists': true },
      condition: '(selection_constant and not filter_main_constant)',
    });
  });
});

describe('grouping', () => {
  it('puts what must all hold into one selection as long as keys differ', async () => {
    const condition = all(
      test('equals', 'a', '1'),
      test('contains', 'a', '2'),
      test('contains', 'a', '3'),
      any(test('equals', 'b', '1'), test('equals', 'c', '1')),
      not(test('equals', 'b', '2')),
    );
    expect(await detection(condition)).toEqual({
      selection: { a: '1', 'a|contains': '2' },
      selection_2: { 'a|contains': '3' },
      selection_3: { b: '1' },
      selection_4: { c: '1' },
      filter_main: { b: '2' },
      condition: '(selection and selection_2 and (selection_3 or selection_4) and not filter_main)',
    });
  });
});

describe('hostile text', () => {
  it('reaches the reader as it is', async () => {
    const text = 'x\' \\* ?\n"#: {{title}}';
    const rule = ruleOf(test('equals', 'a', text, true), 'x', {
      title: { value: text, span: ruleOf(exists('a'), 'x').document.span },
      description: `${text}\nselection: x`,
      falsePositives: [text, 'x', ''],
      references: [text, text],
      tags: [text, 'attack.t1'],
      author: text,
    });
    const [artefact] = sigmaTarget.compile(rule, ENVIRONMENT).value?.artefacts ?? [];
    const line = 'x\' \\* ? "#: {{title}}';
    expect(load(await render(artefact))).toMatchObject({
      // The very title: whoever matches titles across tools finds it.
      title: text,
      description: `${text}\nselection: x`,
      falsepositives: [line],
      references: [line],
      tags: ['attack.t1'],
      author: line,
      detection: { selection: { a: 'x\' \\\\\\* \\?\n"#: {{title}}' } },
    });
  });
});

it('refuses a profile that does not exist', () => {
  expect(sigmaTarget.compile(ruleOf(exists('a'), 'x'), ENVIRONMENT, 'sigma-2').diagnostics).toMatchObject([
    { code: 'compile/unknown-profile' },
  ]);
});
