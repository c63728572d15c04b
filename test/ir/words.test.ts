import { describe, expect, it } from 'vitest';
import { inWords, type Sentence } from '../../src/ir/words.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

const lists = listsOf([
  { name: 'known', entries: [{ value: 'a', reason: 'x' }] },
  { name: 'pairs', columns: ['one', 'two'], entries: [] },
]);

function lines({ text, parts }: Sentence, depth = 0): readonly string[] {
  return ['  '.repeat(depth) + text, ...parts.flatMap((part) => lines(part, depth + 1))];
}

const words = (match: unknown) =>
  lines(inWords(ruleOf(documentOf(match), lists).condition, (text) => `<${text}>`));

describe('a condition in words', () => {
  it('says every operator and its opposite', () => {
    const clauses = {
      eventName: 'A',
      eventSource: ['a', 'b'],
      userAgent: { startsWith: 'x', ignoreCase: true },
      'session.name': { endsWith: ['@a', '@b'], ignoreCase: false },
      errorMessage: { contains: 'y' },
      awsRegion: { matches: '^us-' },
      errorCode: { exists: true },
      'requestParameters.roleSessionName': { differsFrom: { field: 'session.name' }, ignoreCase: false },
      'requestParameters.durationSeconds': { greaterThan: 1, atMost: 9 },
      eventVersion: { atLeast: '1.05', lessThan: '2.0' },
      sourceIPAddress: { inCidr: '10.0.0.0/8' },
      'requestParameters.v': { inList: 'known', ignoreCase: true },
      inList: { list: 'pairs', columns: { one: 'eventName', two: 'eventSource' } },
    };
    const all = Object.entries(clauses).map(([key, value]) => ({ [key]: value }));
    expect(words({ all })).toMatchInlineSnapshot(`
      [
        "all of these:",
        "  <eventName> is <A>",
        "  <eventSource> is one of <a>, <b>",
        "  <userAgent> begins with <x>, in any case",
        "  <session.name> ends with one of <@a>, <@b>",
        "  <errorMessage> contains <y>",
        "  <awsRegion> matches the expression <^us->",
        "  <errorCode> is present",
        "  <requestParameters.roleSessionName> is present and is not the value of <session.name>",
        "  all of these:",
        "    <requestParameters.durationSeconds> is greater than <1>",
        "    <requestParameters.durationSeconds> is at most <9>",
        "  all of these:",
        "    <eventVersion> is at least <1.05>",
        "    <eventVersion> is less than <2.0>",
        "  <sourceIPAddress> is an address in <10.0.0.0/8>",
        "  <requestParameters.v> is in the list <known> (1 entry), in any case",
        "  <eventName> with <eventSource> is in the list <pairs> (0 entries)",
      ]
    `);
    expect(words({ all: all.map((one) => ({ not: one })) })).toMatchInlineSnapshot(`
      [
        "all of these:",
        "  <eventName> is not <A>, or is absent",
        "  <eventSource> is not one of <a>, <b>, or is absent",
        "  <userAgent> does not begin with <x>, in any case, or is absent",
        "  <session.name> does not end with one of <@a>, <@b>, or is absent",
        "  <errorMessage> does not contain <y>, or is absent",
        "  <awsRegion> does not match the expression <^us->, or is absent",
        "  <errorCode> is absent",
        "  <requestParameters.roleSessionName> is the value of <session.name>, or one of both is absent",
        "  not all of these at once:",
        "    <requestParameters.durationSeconds> is greater than <1>",
        "    <requestParameters.durationSeconds> is at most <9>",
        "  not all of these at once:",
        "    <eventVersion> is at least <1.05>",
        "    <eventVersion> is less than <2.0>",
        "  <sourceIPAddress> is no address in <10.0.0.0/8>, or is absent",
        "  <requestParameters.v> is not in the list <known> (1 entry), in any case",
        "  <eventName> with <eventSource> is not in the list <pairs> (0 entries)",
      ]
    `);
  });

  it('says groups, and what cannot be or always is', () => {
    expect(
      words({ any: [{ eventName: 'A' }, { not: { all: [{ eventName: 'B' }, { errorCode: 'C' }] } }] }),
    ).toEqual([
      'at least one of these:',
      '  <eventName> is <A>',
      '  not all of these at once:',
      '    <eventName> is <B>',
      '    <errorCode> is <C>',
    ]);
    expect(words({ eventName: [] })).toEqual(['<eventName> is nothing (an empty list)']);
    expect(words({ 'resources[]': { some: { ARN: 'x', type: 'y' } } })).toEqual([
      'at least one element of <resources[]> has:',
      '  all of these:',
      '    <ARN> is <x>',
      '    <type> is <y>',
    ]);
  });

  it('counts values beyond a dozen', () => {
    const many = Array.from({ length: 20 }, (_, at) => `v${at}`);
    expect(words({ eventName: many })[0]).toMatch(/<v11> and 8 more$/);
  });
});
