/**
 * The printed rule, read by an engine that shares no code with the target, gives the evaluator's verdict on every event
 * on which the assumptions of the answer hold; also where engines differ.
 */
import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import type { CloudTrailEvent, Json } from '../../../src/cloudtrail/event.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import type { FieldRef } from '../../../src/language/operands.ts';
import { sigmaTarget } from '../../../src/targets/sigma/index.ts';
import {
  all,
  any,
  element,
  exists,
  field,
  inCidr,
  inList,
  matches,
  not,
  order,
  row,
  some,
  test,
} from '../../evaluate/build.ts';
import { pattern, patternText } from '../../evaluate/patterns.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { render } from '../spl/render.ts';
import { known, ruleOf } from '../spl/rules.ts';
import { compileDetection, type Engine } from './model.ts';

const TEXTS = [
  '',
  'null',
  'true',
  '0',
  '10',
  'a',
  'A',
  'aX',
  'x@Corp.example',
  '*',
  'a*b',
  '\\',
  '?x',
  ' a',
  'a\nb',
];
const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TEXTS) }, patternText);
const ascii = text.map((value) => value.replace(/[^\p{ASCII}]/gu, ''));
const scalar: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: ascii },
  fc.constantFrom<Json>(0, 10, true, null),
);
const integer = fc.constantFrom<Json>(-5, 0, 9, 10, 3600, null);
const time = fc.constantFrom<Json>(
  '2025-12-31T23:59:59Z',
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:01Z',
  '2026-01-01',
  '2026-01-01T00:00:00.5Z',
  '1999-09-09T09:09:09Z',
  null,
);
const version = fc.oneof(
  fc.constantFrom<Json>('1.9', '1.10', '01.1', '0001.0010', '1', '1.', 'v1.10', '1.12345', null),
  fc
    .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 }))
    .map((parts) => parts.join('.')),
  fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 })).map((parts) => parts.join('.')),
);
const address = fc.constantFrom<Json>(
  '10.1.2.3',
  '11.0.0.0',
  '2001:db8::1',
  '2001:DB8:0:0::1',
  'fe80::1',
  '::',
  'AWS Internal',
  'sts.amazonaws.com',
  null,
);
const object = fc.record(
  {
    a: scalar,
    n: integer,
    t: time,
    v: version,
    ip: address,
    in: fc.array(fc.record({ a: scalar }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
);

const event: fc.Arbitrary<CloudTrailEvent> = fc
  .record(
    {
      a: scalar,
      b: scalar,
      n: integer,
      t: time,
      v: version,
      ip: address,
      readOnly: fc.constantFrom<Json>(true, false, 'true', 'false', null),
      r: fc.oneof(fc.array(object, { maxLength: 3 }), object, fc.constant(null)),
      tags: fc.oneof(fc.array(scalar, { maxLength: 3 }), scalar),
      userIdentity: fc.record({
        type: fc.constantFrom('AssumedRole', 'IAMUser'),
        arn: ascii
          .filter((name) => /^[^/]+$/.test(name))
          .map((name) => `arn:aws:sts::111122223333:assumed-role/a-Role/${name}`),
      }),
    },
    { requiredKeys: [] },
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as CloudTrailEvent);

type Names = { readonly texts: fc.Arbitrary<FieldRef>; readonly of: (name: string) => FieldRef };

function predicate({ texts, of }: Names): fc.Arbitrary<Expression> {
  const affix = fc.constantFrom('equals', 'oneOf', 'startsWith', 'endsWith', 'contains', 'differsFrom');
  const orders = fc.constantFrom('greaterThan', 'atLeast', 'lessThan', 'atMost');
  const limits = fc.oneof(
    fc.tuple(fc.constant('n'), fc.constant('integer'), fc.constantFrom('-5', '0', '9', '10')),
    fc.tuple(
      fc.constant('t'),
      fc.constant('timestamp'),
      fc.constantFrom('2026-01-01T00:00:00Z', '1999-09-09T09:09:09Z', '2025-12-31T23:59:59Z'),
    ),
    fc.tuple(
      fc.constant('v'),
      fc.constant('version'),
      fc.oneof(
        fc.constantFrom('1.10', '1.9', '1.09', '0.0', '9999.9999', '10.0', '1.100'),
        fc
          .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 }))
          .map((parts) => parts.join('.')),
      ),
    ),
  );
  const networks = fc.array(
    fc.constantFrom('10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32', '::/0', 'fe80::/10'),
    {
      maxLength: 2,
    },
  );
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(affix, texts, fc.array(text, { maxLength: 3 }), fc.boolean())
        .map((of) => test(...of)),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(texts, fc.array(pattern, { maxLength: 2 }), fc.boolean())
        .map((of) => matches(...of)),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(orders, limits)
        .map(([name, [on, scale, limit]]) => order(name, of(on), scale as 'integer', limit)),
    },
    networks.map((list) => inCidr(of('ip'), list)),
    texts.map((ref) => exists(ref)),
    fc.tuple(texts, fc.array(text), fc.boolean()).map(([ref, values, ignoreCase]) =>
      inList(
        { value: ref },
        values.map((value) => row(value)),
        ignoreCase,
      ),
    ),
  );
}

const ofRecord = predicate({
  texts: fc.constantFrom(field('a'), field('b'), known('session.name'), known('session.roleName')),
  of: field,
});
const readOnly = fc.oneof(
  fc.constant(exists(known('readOnly'))),
  fc
    .tuple(
      fc.constantFrom('equals' as const, 'oneOf' as const, 'differsFrom' as const),
      fc.array(fc.constantFrom('true', 'false'), { maxLength: 2 }),
    )
    .map(([operator, values]) => test(operator, known('readOnly'), values)),
);
const ofObject = predicate({ texts: fc.constant(element('a')), of: element });
const ofScalar = fc.oneof(
  predicate({ texts: fc.constant(element()), of: () => element() }).filter(
    (condition) =>
      !JSON.stringify(condition).includes('"limit"') && !JSON.stringify(condition).includes('inCidr'),
  ),
);
/** Mostly what a flattened array can say; at times two tests of one element, or one that fails. */
const within = (of: fc.Arbitrary<Expression>) =>
  fc.oneof(
    { weight: 6, arbitrary: of },
    { weight: 4, arbitrary: fc.array(of, { maxLength: 2 }).map((parts) => any(...parts)) },
    { weight: 4, arbitrary: fc.tuple(of, ofRecord).map((parts) => all(...parts)) },
    { weight: 2, arbitrary: fc.tuple(of, of).map((parts) => all(...parts)) },
    { weight: 1, arbitrary: of.map(not) },
    { weight: 1, arbitrary: fc.tuple(of, of).map(([one, two]) => not(any(not(one), not(two)))) },
  );
const arrays = fc.oneof(
  within(ofObject).map((of) => some('r', of)),
  within(ofScalar).map((of) => some('tags', of)),
  within(ofObject.map((of) => some('in', of, true))).map((of) => some('r', of)),
);
const leaf = fc.oneof({ weight: 4, arbitrary: ofRecord }, { weight: 4, arbitrary: arrays }, readOnly);
const condition: fc.Arbitrary<Expression> = fc.oneof(
  leaf,
  leaf.map(not),
  fc.array(leaf, { maxLength: 3 }).map((of) => all(...of)),
  fc.array(leaf, { maxLength: 3 }).map((of) => any(...of)),
  fc.tuple(leaf, leaf, leaf).map(([one, two, three]) => all(one, not(any(two, not(three))))),
  fc
    .tuple(fc.constantFrom('a', 'b'), fc.constantFrom('equals' as const, 'differsFrom' as const), leaf)
    .map(([name, operator, other]) => any(test(operator, known(name), known('userAgent'), true), not(other))),
);

const flags = fc.boolean();
const engine: fc.Arbitrary<Engine> = fc.record({
  nullExists: flags,
  scalarsAreText: flags,
  textsAreBooleans: flags,
  dollarBeforeLineBreak: flags,
});

/** Whether a number, true or false stands where a text may be looked for. */
function hasScalars(json: Json, at = ''): boolean {
  if (Array.isArray(json)) return json.some((one) => hasScalars(one, at));
  if (json !== null && typeof json === 'object') {
    return Object.entries(json).some(([key, value]) => hasScalars(value, key));
  }
  return ['a', 'b', 'tags'].includes(at) && json !== null && typeof json !== 'string';
}

/** Whether a letter outside A-Z stands somewhere that another case of it could be taken for: the Kelvin sign for k. */
function foldsBeyondAscii(json: unknown): boolean {
  const text = JSON.stringify(json);
  return text.toLowerCase() !== text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

it('gives the verdict of the evaluator where its assumptions hold', async () => {
  const said = { exact: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      condition,
      fc.array(event, { minLength: 5, maxLength: 15 }),
      engine,
      async (rule, events, plays) => {
        const { answer, artefacts } = sigmaTarget.compile(ruleOf(rule, 'x'), ENVIRONMENT).value ?? {};
        if (answer?.kind !== 'exact-given') {
          said.refused += 1;
          return;
        }
        said.exact += 1;
        const names = answer.assumptions.map(({ name }) => name);
        const document = load(await render(artefacts?.[0])) as {
          readonly detection: Record<string, unknown>;
        };
        const sigma = compileDetection(document.detection, plays);
        const means = compileCondition(rule);
        for (const record of events) {
          const breaks = JSON.stringify(record).includes('\\n"');
          if (plays.dollarBeforeLineBreak && breaks && names.includes('no-last-line-break')) continue;
          if (!plays.scalarsAreText && hasScalars(record) && names.includes('scalars-as-text')) continue;
          const folds = foldsBeyondAscii(document.detection) || foldsBeyondAscii(record);
          if (folds && names.includes('ascii-case-only')) continue;
          if (sigma(record) !== means(record)) {
            expect.fail(
              JSON.stringify({ detection: document.detection, record, plays, means: means(record) }, null, 1),
            );
          }
        }
      },
    ),
    { numRuns: 1_500 },
  );
  expect(said.exact).toBeGreaterThan(700);
  expect(said.refused).toBeGreaterThan(20);
});
