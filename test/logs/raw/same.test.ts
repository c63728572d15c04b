/** The raw path against the plain path: the same matches, counts and faults, on generated records however they are spelled. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import { loadRepository } from '../../../src/content/repository.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import type { Expression } from '../../../src/ir/expression.ts';
import { compileMatch } from '../../../src/logs/backtest/lane.ts';
import { openLook } from '../../../src/logs/backtest/look.ts';
import { type AskedRule, askedRule } from '../../../src/logs/backtest/question.ts';
import { isWithin, type Range } from '../../../src/logs/backtest/range.ts';
import { openWork, type Part } from '../../../src/logs/backtest/work.ts';
import { plainBytes } from '../../../src/logs/gunzip.ts';
import { readPlain } from '../../../src/logs/plain.ts';
import { readWhole } from '../../../src/logs/raw/whole.ts';
import { openBytes } from '../../../src/logs/read.ts';
import { lowerForTests } from '../../../src/lower.ts';
import { all as allOf, any as anyOf, exists, not, rule, test } from '../../evaluate/build.ts';
import { boundaryEvents } from '../../generate/boundary.ts';
import { seeded } from '../../generate/random.ts';
import { generatedSuite } from '../../generate/suite.ts';
import { FORMS, spellOddly } from './hostile.ts';

const root = mkdtempSync(join(tmpdir(), 'trailc-raw-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** All parts of a file as one. */
async function sum(parts: AsyncIterable<Part>) {
  const all = { matched: [] as unknown[], others: [] as unknown[], read: 0, outside: 0 };
  for await (const { matched, others, read, outside } of parts) {
    all.matched.push(...matched);
    all.others.push(...others);
    all.read += read;
    all.outside += outside;
  }
  return all;
}

/** The plain path: every record parsed, every rule asked. */
async function plain(rules: readonly AskedRule[], range: Range, path: string) {
  // Each condition as it stands, asked of the whole event.
  const verdictOf = (condition: Expression | undefined) =>
    condition === undefined ? () => false : compileCondition(condition);
  const asked = rules.map(({ condition, former }) => ({
    is: verdictOf(condition),
    was: verdictOf(former?.condition),
  }));
  const matchOf = compileMatch(rules);
  const all = { matched: [] as unknown[], others: [] as unknown[], read: 0, outside: 0 };
  for await (const items of readPlain(path, plainBytes(await openBytes(path)))) {
    for (const item of items) {
      if (item.kind !== 'event') {
        all.others.push(item);
        continue;
      }
      const { eventTime } = item.event;
      if (!isWithin(range, typeof eventTime === 'string' ? eventTime : undefined)) {
        all.outside += 1;
        continue;
      }
      all.read += 1;
      const sides = asked
        .map(({ is, was }, rule) => ({ rule, is: is(item.event), was: was(item.event) }))
        .filter(({ is, was }) => is || was);
      if (sides.length > 0) all.matched.push(matchOf(item.event, item.origin, sides));
    }
  }
  return all;
}

function shipped(): { readonly rules: readonly AskedRule[]; readonly events: readonly CloudTrailEvent[] } {
  const { value: content } = loadRepository('trailc.config.yml');
  if (content === undefined) throw new Error('no repository');
  const lowered = content.rules.flatMap((document) => lowerForTests(document, content).value ?? []);
  return {
    rules: lowered.map(askedRule),
    events: lowered.flatMap((rule, at) => [
      ...rule.document.tests.map(({ event }) => event),
      ...boundaryEvents(rule.condition, seeded(11, at), 60),
    ]),
  };
}

function generated(seed: number, pairs: number) {
  const { rules, events } = generatedSuite({ seed, pairs, eventsPerRule: 20 });
  return { rules: rules.map(({ rule }) => askedRule(rule)), events };
}

const YEAR: Range = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2026, 0, 1) };

function fewRules(seed: number) {
  const make = () => generated(seed, 60);
  return [`three generated rules, ${seed}`, make, seed, seed % 4 === 0 ? YEAR : {}] as const;
}

describe('the raw path finds what the plain path finds', () => {
  let all = 0;
  it.each([
    ['the shipped rules, on their tests and boundaries', shipped, 1, {}],
    ['the shipped rules, of a time', shipped, 2, YEAR],
    ['many generated rules', () => generated(20_261_122, 2_000), 3, {}],
    // Few rules want few values, so that of nearly every record all is known that they ask.
    ...Array.from({ length: 40 }, (_, n) => fewRules(1_000 + n)),
  ] as const)('%s', async (_, make, seed, range) => {
    const { rules, events } = make();
    const random = seeded(seed);
    const texts = Array.from({ length: Math.max(events.length, seed < 1_000 ? 2_000 : 400) }, (_, at) => {
      const record: CloudTrailEvent = {
        eventID: `e-${at}`,
        ...events[at % events.length],
        ...(random.chance(9) ? {} : { eventTime: `${random.pick([2019, 2024, 2026])}-05-05T05:05:05Z` }),
      };
      return random.chance(5) ? spellOddly(record, random) : JSON.stringify(record);
    });
    const work = openWork(rules, range);
    let at = 0;
    let matched = 0;
    for (let number = 0; at < texts.length; number += 1) {
      const count = 1 + random.nat(120);
      const form = FORMS[(seed + number) % FORMS.length] as (typeof FORMS)[number];
      const path = join(root, `${seed}-${number}.json`);
      writeFileSync(path, form(texts.slice(at, at + count)));
      at += count;
      const raw = await sum(work.file(path));
      expect(raw).toEqual(await plain(rules, range, path));
      matched += raw.matched.length;
      rmSync(path);
    }
    if (seed < 1_000) expect(matched).toBeGreaterThan(20);
    all += matched;
  });

  it('of rules that a few fields decide', async () => {
    const rules = [
      rule(test('equals', 'eventName', 'CreateUser'), { stem: 'one' }),
      rule(not(test('equals', 'eventName', 'CreateUser')), { stem: 'others' }),
      rule(allOf(test('equals', 'eventName', 'CreateUser'), test('equals', 'readOnly', 'false')), {
        stem: 'both',
      }),
      rule(anyOf(test('equals', 'eventName', 'DeleteUser'), test('equals', 'userAgent', 'x')), {
        stem: 'either',
      }),
    ].map(askedRule);
    const records = ['CreateUser', 'DeleteUser', 'ListUsers'].flatMap((eventName) =>
      [true, false, null].flatMap((readOnly) =>
        ['x', 'y'].map((userAgent) => ({ eventName, eventSource: 'iam.amazonaws.com', readOnly, userAgent })),
      ),
    );
    const path = join(root, 'few-fields.json');
    writeFileSync(path, JSON.stringify({ Records: records }));
    const { scanner, look } = openLook(rules, undefined);
    expect(readWhole(path, { scanner, look })?.items.filter(({ kind }) => kind === 'event')).toEqual([]);
    const raw = await sum(openWork(rules, {}).file(path));
    expect(raw).toEqual(await plain(rules, {}, path));
    expect(raw.matched).toHaveLength(18);
  });

  it('of a rule and its former state', async () => {
    const rules = [
      ['CreateUser', 'ListUsers'],
      [undefined, 'CreateUser'],
      ['CreateUser', undefined],
      ['ListUsers', 'ListUsers'],
    ].map(([now, then], at): AskedRule => {
      const [is, was] = [now, then].map(
        (name) => name && rule(test('equals', 'eventName', name), { stem: `${at}` }).condition,
      );
      const asked = askedRule(rule(allOf(), { stem: `${at}` }));
      return { ...asked, condition: is || undefined, former: { condition: was || undefined } };
    });
    const records = ['CreateUser', 'ListUsers', 'GetUser'].map((eventName) => ({
      eventName,
      eventSource: 'iam.amazonaws.com',
    }));
    const path = join(root, 'former.json');
    writeFileSync(path, JSON.stringify({ Records: records }));
    const raw = await sum(openWork(rules, {}).file(path));
    expect(raw).toEqual(await plain(rules, {}, path));
    expect(raw.matched).toHaveLength(2);
  });

  it('of an object that comes as a text', async () => {
    const rules = [askedRule(rule(exists('requestParameters'), { stem: 'any' }))];
    const records = [{}, { a: 1 }, '{}', '{"a":1}', 'text', '', null, [], 7].map((requestParameters) => ({
      eventName: 'CreateUser',
      eventSource: 'iam.amazonaws.com',
      requestParameters,
    }));
    const path = join(root, 'open.json');
    writeFileSync(path, JSON.stringify({ Records: records }));
    const raw = await sum(openWork(rules, {}).file(path));
    expect(raw).toEqual(await plain(rules, {}, path));
    expect(raw.matched).toHaveLength(5);
  });

  it('did so on matches too', () => {
    expect(all).toBeGreaterThan(1_000);
  });

  it('reads the common forms without parsing what cannot match', () => {
    const { rules, events } = shipped();
    const reader = openLook(rules, undefined);
    const named = events.filter(
      ({ eventName, eventSource }) => typeof eventName === 'string' && typeof eventSource === 'string',
    );
    const others = Array.from({ length: 500 }, (_, n) => ({
      eventName: `Describe${n % 50}`,
      eventSource: 'ec2.amazonaws.com',
      eventID: `${n}`,
      readOnly: true,
      userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
    }));
    const path = join(root, 'common.json');
    for (const text of [
      JSON.stringify({ Records: [...named, ...others] }),
      [...others, ...named].map((one) => JSON.stringify(one)).join('\n'),
    ]) {
      writeFileSync(path, text);
      const whole = readWhole(path, reader);
      expect(whole?.passed).toBeGreaterThanOrEqual(500);
      expect(whole?.items.filter(({ kind }) => kind === 'event').length).toBeLessThan(named.length / 2);
      // Many of the matches are made without parsing.
      expect(whole?.items.filter(({ kind }) => kind === 'looked').length).toBeGreaterThan(20);
      // Without a judge every record is an item.
      const all = readWhole(path, { ...reader, look: undefined });
      expect(all?.items.filter(({ kind }) => kind === 'event')).toHaveLength(named.length + 500);
    }
  });
});

const corpus = process.env.TRAILC_CORPUS;
describe.skipIf(corpus === undefined)('on the public records', () => {
  it.each([
    ['shipped', shipped],
    ['generated', () => generated(20_261_125, 3_000)],
  ] as const)('%s rules match the same', async (_, make) => {
    const { rules } = make();
    const work = openWork(rules, {});
    const files = readdirSync(corpus ?? '', { recursive: true, encoding: 'utf8' })
      .map((name) => join(corpus ?? '', name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(20);
    let matched = 0;
    for (const path of files) {
      const raw = await sum(work.file(path));
      expect(raw).toEqual(await plain(rules, {}, path));
      matched += raw.matched.length;
    }
    expect(matched).toBeGreaterThan(3);
  });
});
