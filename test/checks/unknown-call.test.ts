/** check/unknown-call: which pairs it minds, what it suggests, and how it fares on the public records. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unknownCall, unknownListedCall } from '../../src/checks/unknown-call.ts';
import { knownCalls, parseKnownCalls } from '../../src/cloudtrail/known-calls.ts';
import { CORPUS, readCorpus } from '../support/corpus.ts';
import { contentOf, documentOf, listsOf, ruleOf, whats } from '../support/rule.ts';

function found(match: unknown, params?: Readonly<Record<string, unknown>>): readonly string[] {
  const document = documentOf(match, params === undefined ? {} : { params });
  return whats(unknownCall({ document, rule: ruleOf(document), content: contentOf([document]) }));
}

function foundInList(list: Readonly<Record<string, unknown>>, match: unknown): readonly string[] {
  const lists = listsOf([list]);
  const rules = [ruleOf(documentOf(match), lists)];
  return [...lists.values()].flatMap((one) =>
    whats(unknownListedCall({ list: one, rules, today: '2026-11-21' })),
  );
}

const pair = (eventSource: unknown, eventName: unknown) => ({ eventSource, eventName });

describe('a literal pair', () => {
  it.each([
    ['a call of the source', pair('iam.amazonaws.com', 'CreateUser')],
    ['a call without a first word of its own', pair('kms.amazonaws.com', 'Decrypt')],
    ['a date where CloudTrail writes one', pair('lambda.amazonaws.com', 'UpdateFunctionCode20150331v2')],
    ['no date where CloudTrail may leave it out', pair('lambda.amazonaws.com', 'UpdateFunctionCode')],
    ['a date with underscores', pair('cloudfront.amazonaws.com', 'CreateFunction2020_05_31')],
    ['an event of the service itself', pair('kms.amazonaws.com', 'RotateKey')],
    ['any name of a source whose names nobody lists', pair('signin.amazonaws.com', 'SomethingNew')],
    [
      'a name that one of the sources has',
      pair(['sts.amazonaws.com', 'iam.amazonaws.com'], ['CreateUser', 'AssumeRole']),
    ],
    ['a beginning', { eventSource: 'iam.amazonaws.com', eventName: { startsWith: 'Creat' } }],
    ['case that is ignored', { eventName: { equals: 'assumerole', ignoreCase: true } }],
    ['a name that some source has', { eventName: 'ConsoleLogin' }],
    ['an action', { action: 'iam:CreateUser' }],
    ['another field', { awsRegion: 'CreateUsr' }],
    [
      'a name of one branch and the source of another',
      { any: [pair('sts.amazonaws.com', 'AssumeRole'), pair('iam.amazonaws.com', 'CreateUser')] },
    ],
  ])('may be %s', (_, match) => {
    expect(found(match)).toEqual([]);
  });

  it.each<[string, unknown, readonly string[]]>([
    [
      'a name in another case',
      pair('sts.amazonaws.com', 'assumerole'),
      ['No call "assumerole" of "sts.amazonaws.com" is known. Did you mean "AssumeRole"?'],
    ],
    [
      'a source in another case',
      pair('STS.amazonaws.com', 'AssumeRole'),
      ['No event source "STS.amazonaws.com" is known. Did you mean "sts.amazonaws.com"?'],
    ],
    [
      'a slip of the pen',
      pair('iam.amazonaws.com', 'CreateUsr'),
      ['No call "CreateUsr" of "iam.amazonaws.com" is known. Did you mean "CreateUser"?'],
    ],
    [
      'a call of another source',
      pair('iam.amazonaws.com', 'AssumeRole'),
      ['No call "AssumeRole" of "iam.amazonaws.com" is known. It is a call of "sts.amazonaws.com".'],
    ],
    [
      'the name of a service',
      { eventSource: 'cloudwatch.amazonaws.com' },
      ['No event source "cloudwatch.amazonaws.com" is known. Did you mean "monitoring.amazonaws.com"?'],
    ],
    [
      'a source without its end',
      { eventSource: 'iam' },
      ['No event source "iam" is known. Did you mean "iam.amazonaws.com"?'],
    ],
    [
      'a source that is near to one',
      { eventSource: 'orgnizations.amazonaws.com' },
      ['No event source "orgnizations.amazonaws.com" is known. Did you mean "organizations.amazonaws.com"?'],
    ],
    [
      'a wrong case even where names are not listed',
      pair('s3.amazonaws.com', 'getobject'),
      ['No call "getobject" of "s3.amazonaws.com" is known. Did you mean "GetObject"?'],
    ],
    [
      'a name that no source has',
      { eventName: 'CreateUsr' },
      ['No call "CreateUsr" of any event source is known. Did you mean "CreateUser"?'],
    ],
    [
      'a name that none of the sources has, and a source that has none of the names',
      pair(['sts.amazonaws.com', 'iam.amazonaws.com'], ['CreateUser', 'Frobnicate']),
      [
        'No call any of "CreateUser", "Frobnicate" of "sts.amazonaws.com" is known.',
        'No call "Frobnicate" of any of "sts.amazonaws.com", "iam.amazonaws.com" is known.',
      ],
    ],
    [
      'an exclusion',
      { eventSource: 'iam.amazonaws.com', not: { eventName: 'CreateUsr' } },
      ['No call "CreateUsr" of "iam.amazonaws.com" is known. Did you mean "CreateUser"?'],
    ],
    [
      'differsFrom',
      { eventName: { differsFrom: 'CreateUsr' } },
      ['No call "CreateUsr" of any event source is known. Did you mean "CreateUser"?'],
    ],
    [
      'a name in a branch below the source',
      {
        eventSource: 'iam.amazonaws.com',
        any: [{ eventName: 'CreateUser' }, { eventName: 'GetCallerIdentity' }],
      },
      ['No call "GetCallerIdentity" of "iam.amazonaws.com" is known. It is a call of "sts.amazonaws.com".'],
    ],
    [
      'a name among others in such a branch',
      { eventSource: 'iam.amazonaws.com', any: [{ eventName: 'GetCallerIdentity', awsRegion: 'eu-west-1' }] },
      ['No call "GetCallerIdentity" of "iam.amazonaws.com" is known. It is a call of "sts.amazonaws.com".'],
    ],
    [
      'a name beside its own source, whatever other branches hold',
      {
        awsRegion: 'eu-west-1',
        any: [pair('iam.amazonaws.com', 'AssumeRole'), pair('sts.amazonaws.com', 'AssumeRole')],
      },
      ['No call "AssumeRole" of "iam.amazonaws.com" is known. It is a call of "sts.amazonaws.com".'],
    ],
    [
      'an action',
      { action: ['iam:CreateUsr', 'cloudwatch:PutMetricData'] },
      [
        'No call "CreateUsr" of "iam.amazonaws.com" is known. Did you mean "CreateUser"?',
        'No event source "cloudwatch.amazonaws.com" is known. Did you mean "monitoring.amazonaws.com"?',
      ],
    ],
    [
      'a date where CloudTrail writes none',
      pair('iam.amazonaws.com', 'CreateUser20150331'),
      ['No call "CreateUser20150331" of "iam.amazonaws.com" is known.'],
    ],
  ])('may not be %s', (_, match, expected) => {
    expect(found(match)).toEqual(expected);
  });

  it("is not looked for in a param, whose values are the environment's", () => {
    const params = { calls: { type: 'list<text>', example: ['Frobnicate'], description: 'Calls.' } };
    expect(found({ eventSource: 'iam.amazonaws.com', eventName: '$calls' }, params)).toEqual([]);
    const sources = {
      sources: { type: 'list<text>', example: ['iam.amazonaws.com'], description: 'Sources.' },
    };
    expect(found({ eventSource: '$sources', eventName: 'AssumeRole' }, sources)).toEqual([]);
  });
});

describe('a list', () => {
  const entries = (...values: unknown[]) => values.map((value) => ({ value, reason: 'A reason.' }));
  const columns = ['eventSource', 'eventName'];

  it('of pairs is judged row by row', () => {
    const list = {
      name: 'calls',
      columns,
      entries: entries(
        pair('iam.amazonaws.com', 'CreateUser'),
        pair('iam.amazonaws.com', 'AssumeRole'),
        pair('cloudwatch.amazonaws.com', 'PutMetricData'),
      ),
    };
    const match = {
      not: { inList: { list: 'calls', columns: { eventSource: 'eventSource', eventName: 'eventName' } } },
    };
    expect(foundInList(list, match)).toEqual([
      'No call "AssumeRole" of "iam.amazonaws.com" is known. It is a call of "sts.amazonaws.com".',
      'No event source "cloudwatch.amazonaws.com" is known. Did you mean "monitoring.amazonaws.com"?',
    ]);
  });

  it('of names is judged beside the source that holds there', () => {
    const list = { name: 'calls', entries: entries('AssumeRole', 'CreateUser') };
    const match = { eventSource: 'iam.amazonaws.com', eventName: { inList: 'calls' } };
    expect(foundInList(list, match)).toEqual([
      'No call "AssumeRole" of "iam.amazonaws.com" is known. It is a call of "sts.amazonaws.com".',
    ]);
    expect(found({ eventName: 'CreateUser' })).toEqual([]);
  });

  it('that is compared with another field is none of calls', () => {
    const list = { name: 'calls', entries: entries('Frobnicate') };
    expect(foundInList(list, { 'requestParameters.name': { inList: 'calls' } })).toEqual([]);
  });
});

describe('the catalogue', () => {
  const calls = knownCalls();
  const text = readFileSync('src/cloudtrail/known-calls.txt', 'utf8');

  it('is small, and says where it comes from', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(250_000);
    expect(calls.version).toMatch(/^botocore \d+\.\d+\.\d+$/);
    expect(calls.sources().length).toBeGreaterThan(400);
  });

  it('has its lines in order, each source once, and every name once in its line', () => {
    const keys = text.split('\n').filter((line) => line !== '' && !/^#|^(?:version|letters): /.test(line));
    const names = keys.map((line) => line.split(' ')[0] ?? '');
    expect(names).toEqual([...new Set(names)].sort());
    for (const source of calls.sources()) {
      for (const name of calls.source(source)?.names() ?? []) {
        expect(`${source} ${calls.source(source)?.name(name)}`).toBe(`${source} ${name}`);
      }
    }
  });

  it('unfolds a line as its head says', () => {
    const small = parseKnownCalls(
      'version: v\nletters: c=Create d=Delete\nx cd|Attach:Role User Encrypt:- ABC:-\ny * Go:-\nw +date Get:It\nz = x\n',
    );
    const x = small.source('X.amazonaws.com');
    expect([...(x?.names() ?? [])].sort()).toEqual([
      'ABC',
      'AttachRole',
      'AttachUser',
      'CreateRole',
      'CreateUser',
      'DeleteRole',
      'DeleteUser',
      'Encrypt',
    ]);
    expect(['CreateRole', 'createrole', 'Role', 'Create', 'ABC', 'AB'].map((name) => x?.name(name))).toEqual([
      'CreateRole',
      'CreateRole',
      undefined,
      undefined,
      'ABC',
      undefined,
    ]);
    expect(small.sources()).toEqual(['x.amazonaws.com', 'y.amazonaws.com', 'w.amazonaws.com']);
    expect(small.source('y.amazonaws.com')?.open).toBe(true);
    expect(small.source('w.amazonaws.com')?.name('GetIt20150331v2')).toBe('GetIt20150331v2');
    expect(small.meantBy('z.amazonaws.com')).toBe('x.amazonaws.com');
    expect(small.source('version:.amazonaws.com')).toBeUndefined();
  });
});

/**
 * Pairs of the public records that the catalogue does not know: all are test events of one project, which somebody wrote
 * by hand. They are calls under the source of another service, and names that no service has; the warning is right.
 */
const INVENTED = [
  'cloudtrail.amazonaws.com DeleteRule',
  'cloudtrail.amazonaws.com DescribeTrail',
  'cloudtrail.amazonaws.com EnableRegion',
  'ec2.amazonaws.com DeleteBucketEncryption',
  'ec2.amazonaws.com DeleteBucketPublicAccessBlock',
  'ec2.amazonaws.com DeleteBucketReplication',
  'ec2.amazonaws.com PutBucketVersioning',
  'iam.amazonaws.com DescribePolicy',
  'iam.amazonaws.com NotCreateUser',
  'iam.amazonaws.com PutPolicy',
];

describe.skipIf(CORPUS === undefined)('public records', () => {
  const pairs = new Set<string>();
  const names = new Set<string>();
  for (const { event } of CORPUS === undefined ? [] : readCorpus(CORPUS)) {
    const { eventSource, eventName } = event;
    if (typeof eventName === 'string') names.add(eventName);
    if (typeof eventSource === 'string' && typeof eventName === 'string')
      pairs.add(`${eventSource} ${eventName}`);
  }
  const unknown = (match: unknown) => found(match).length > 0;

  it('have no pair that is called unknown but those that were invented', () => {
    expect(pairs.size).toBe(570);
    const minded = [...pairs].filter((both) => {
      const [eventSource, eventName] = both.split(' ');
      return unknown({ eventSource, eventName });
    });
    expect(minded.sort()).toEqual(INVENTED);
  });

  it('have no name that no source has but the invented', () => {
    const minded = [...names].filter((eventName) => unknown({ eventName }));
    // ListAllMyBuckets and ListBucket are IAM actions, which the same test events have for calls of S3.
    expect(minded.sort()).toEqual(['DescribeTrail', 'ListAllMyBuckets', 'ListBucket', 'NotCreateUser']);
  });
});
