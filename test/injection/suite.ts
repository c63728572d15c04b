/**
 * Hostile texts as literals of every operator and as keys, each asked about an event that holds exactly it and about
 * one that holds a neighbour.
 *
 * Owns: those rules and events, for every executor of the conformance lane. Must not: know an engine.
 */
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import type { LaneRule, Suite } from '../lane/executor.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { literal, ruleAround } from './build.ts';
import { HOSTILE, isWhole, neighbourOf } from './hostile.ts';

const V = 'requestParameters.v';
/** A pattern of that text alone: docs/semantics.md, section 11. */
const patternOf = (text: string) => `^${text.replace(/[.^$*+?{}[\]|()\\]/g, '\\$&')}$`;
const asks = (v: string): CloudTrailEvent => ({ eventName: 'x', requestParameters: { v } });
const agent = (userAgent: string): CloudTrailEvent => ({ eventName: 'x', userAgent });

interface Form {
  readonly name: string;
  readonly match: (text: string) => unknown;
  readonly events: (text: string) => readonly (readonly [CloudTrailEvent, boolean])[];
}

const text = (name: string, test: (text: string) => unknown, before = '', after = ''): Form => ({
  name,
  match: (of) => ({ [V]: test(of) }),
  events: (of) => [
    [asks(before + of + after), true],
    [asks(before + neighbourOf(of) + after), false],
    [{ eventName: 'x', requestParameters: {} }, false],
  ],
});

const FORMS: readonly Form[] = [
  text('equals', (of) => ({ equals: literal(of), ignoreCase: false })),
  text('startsWith', (of) => ({ startsWith: literal(of), ignoreCase: false }), '', 'Q1'),
  text('endsWith', (of) => ({ endsWith: literal(of), ignoreCase: false }), '1Q'),
  text('contains', (of) => ({ contains: literal(of), ignoreCase: false }), '1', '2'),
  text('ignoring case', (of) => ({ equals: literal(of), ignoreCase: true })),
  text('matches', (of) => ({ matches: patternOf(of), ignoreCase: false })),
  text('inList', () => ({ inList: 'hostile', ignoreCase: false })),
  {
    name: 'differsFrom',
    match: (of) => ({ userAgent: { differsFrom: literal(of), ignoreCase: false } }),
    events: (of) => [
      [agent(neighbourOf(of)), true],
      [agent(of), false],
      [{ eventName: 'x' }, false],
    ],
  },
  {
    name: 'key',
    match: (of) => ({
      [`requestParameters."${of.replace(/["\\]/g, '\\$&')}"`]: { oneOf: ['here', 'there'] },
    }),
    events: (of) => [
      [{ eventName: 'x', requestParameters: keyed(of) }, true],
      [{ eventName: 'x', requestParameters: keyed(neighbourOf(of)) }, false],
    ],
  },
];

/** An own key, also where it is `__proto__`. */
const keyed = (key: string) => JSON.parse(`{${JSON.stringify(key)}:"here"}`) as Record<string, string>;

/** Half a pair can be in no query; a text beyond the longest pattern or key is none of the matter. */
const isAsked = (form: Form, of: string): boolean => {
  if (!isWhole(of)) return false;
  if (form.name === 'matches' || form.name === 'key') return of.length <= 200 && of !== '';
  return of !== '' || form.name === 'equals' || form.name === 'differsFrom';
};

/** Every text in every form; `expected` is what this folder says, not what the evaluator does. */
export function injectionSuite(): Suite {
  const rules: LaneRule[] = [];
  const events: CloudTrailEvent[] = [];
  const asked: number[][] = [];
  const expected: boolean[][] = [];
  for (const form of FORMS) {
    for (const of of HOSTILE.filter((one) => isAsked(form, one))) {
      const pairs = form.events(of);
      const shown = JSON.stringify(of).slice(0, 40);
      rules.push({
        name: `${form.name} ${HOSTILE.indexOf(of)}: ${shown}`,
        rule: ruleAround(form.match(of), 'hostile', [{ value: of, reason: 'It is.' }]),
        environment: ENVIRONMENT,
      });
      asked.push(pairs.map((_, at) => events.length + at));
      expected.push(pairs.map(([, verdict]) => verdict));
      events.push(...pairs.map(([event]) => event));
    }
  }
  return { name: 'hostile texts', rules, events, asked, expected };
}
