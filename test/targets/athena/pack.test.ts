import { describe, expect, it } from 'vitest';
import type { ColumnType } from '../../../src/targets/athena/columns.ts';
import { LONGEST_QUERY } from '../../../src/targets/athena/limits.ts';
import { PARTITION_COLUMNS } from '../../../src/targets/athena/partitions.ts';
import { PROFILES } from '../../../src/targets/athena/profiles.ts';
import { documentOf, listsOf } from '../../support/rule.ts';
import { packed } from './packed.ts';
import { readTable } from './read-ddl.ts';

const RULE = documentOf({ eventName: 'AssumeRole' });
const LOCATIONS = {
  region: 's3://my-trail/AWSLogs/111122223333/CloudTrail/',
  projection: 's3://my-trail/AWSLogs/111122223333/CloudTrail/eu-central-1/',
  organization: 's3://my-trail/AWSLogs/o-abc123/',
};

/** As the reader gives a type: Hive folds names to lower case. */
function typeOf(type: ColumnType): string {
  switch (type.kind) {
    case 'text':
    case 'json':
      return 'string';
    case 'map':
      return 'map<string,string>';
    case 'array':
      return `array<${typeOf({ kind: 'struct', members: type.members })}>`;
    case 'struct':
      return `struct<${[...type.members].map(([key, one]) => `${key.toLowerCase()}:${typeOf(one)}`).join(',')}>`;
  }
}

describe('pack', () => {
  it('has a file for each rule, list, view and profile', () => {
    const lists = listsOf([{ name: 'ignoredActions', entries: [{ value: 'a', reason: 'It is.' }] }]);
    const { files, codes } = packed([RULE], {}, lists);
    expect(codes).toEqual([]);
    expect([...files.keys()].filter((path) => path.endsWith('.sql')).sort()).toEqual([
      'lists/ignoredActions.sql',
      'prepared/made-for-a-test.sql',
      'queries/made-for-a-test.sql',
      ...PROFILES.map(({ name }) => `tables/${name}.sql`).sort(),
      'views/cloudtrail_events.sql',
    ]);
  });

  it('leaves out a rule that the profile cannot say', () => {
    const unsaid = documentOf(
      { 'userIdentity.sessionContext.sourceIdentity': 'x' },
      { targets: { athena: { accept: 'unsupported', because: 'The table has no such column.' } } },
    );
    const { files, codes } = packed([unsaid]);
    expect(codes).toEqual([]);
    expect([...files.keys()].filter((path) => path.startsWith('prepared/'))).toEqual([]);
  });

  it('refuses a rule whose comment makes its statement too long', () => {
    const document = documentOf({ eventName: 'x' });
    const title = { ...document.title, value: 't'.repeat(LONGEST_QUERY) };
    expect(packed([{ ...document, title }])).toEqual({
      files: new Map(),
      codes: ['athena-stack/rule-too-long'],
    });
  });

  it('refuses a view that would have the name of the table, or one that is too long', () => {
    const lists = listsOf([{ name: 'people', entries: [] }]);
    expect(packed([], { table: 'Trailc_list_people' }, lists).codes).toEqual(['athena-stack/view-name']);
    expect(packed([], { table: 't'.repeat(255) }).codes).toEqual(['athena-stack/view-name']);
  });
});

describe('tables of a bundle', () => {
  it.each(PROFILES.map((profile) => [profile.name, profile] as const))('%s is read back', (name, profile) => {
    const { files } = packed([], { profile: name, location: LOCATIONS[profile.layout] });
    const table = readTable(files.get(`tables/${name}.sql`) ?? '');
    expect(table.name).toEqual(['security', 'cloudtrail']);
    expect([...table.columns]).toEqual(
      [...profile.columns].map(([key, type]) => [key.toLowerCase(), typeOf(type)]),
    );
    expect([...table.partitions.keys()]).toEqual(PARTITION_COLUMNS[profile.layout]);
    expect(table.location).toBe(LOCATIONS[profile.layout]);
    // Athena user guide, "Query AWS CloudTrail logs".
    expect([table.serde, table.input, table.output]).toEqual([
      'org.apache.hive.hcatalog.data.JsonSerDe',
      'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
      'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    ]);
    expect(table.properties.get('storage.location.template')).toBe(
      profile.layout === 'projection' ? `${LOCATIONS.projection}\${timestamp}` : undefined,
    );
  });

  it('of other shapes have a placeholder that no bucket can be called', () => {
    const { files, codes } = packed([], { profile: 'extended', location: LOCATIONS.region });
    expect(codes).toEqual([]);
    const located = PROFILES.map(({ name }) => {
      const text = files.get(`tables/${name}.sql`) ?? '';
      return [name, readTable(text).location, /replace the words in capitals/.test(text)];
    });
    expect(located).toEqual([
      ['documented', LOCATIONS.region, false],
      ['projection', 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/REGION/', true],
      ['organization', 's3://BUCKET/AWSLogs/ORGANIZATION/', true],
      ['extended', LOCATIONS.region, false],
      ['extended-projection', 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/REGION/', true],
      ['extended-organization', 's3://BUCKET/AWSLogs/ORGANIZATION/', true],
    ]);
  });

  it('in use keep a location of another shape, and without one none is said', () => {
    const odd = packed([], { profile: 'extended', location: 's3://my-trail/copy/' });
    expect(readTable(odd.files.get('tables/extended.sql') ?? '').location).toBe('s3://my-trail/copy/');
    expect(readTable(odd.files.get('tables/documented.sql') ?? '').location).toMatch(/^s3:\/\/BUCKET\//);
    const { files, codes } = packed([], { profile: 'extended' });
    expect(codes).toEqual([]);
    expect(readTable(files.get('tables/extended.sql') ?? '').location).toMatch(/^s3:\/\/BUCKET\//);
  });
});

describe('the reader of tables', () => {
  const WHOLE = `CREATE EXTERNAL TABLE \`d\`.\`t\` (a STRING, b STRUCT<c: ARRAY<STRING>, d: MAP<STRING, INT>>)
PARTITIONED BY (\`p\` STRING) ROW FORMAT SERDE 's' STORED AS INPUTFORMAT 'i' OUTPUTFORMAT 'o'
LOCATION 's3://b/' TBLPROPERTIES ('x' = 'y');`;

  it('reads a whole statement', () => {
    expect(readTable(WHOLE)).toMatchObject({ name: ['d', 't'], serde: 's', location: 's3://b/' });
  });

  it.each([
    ['a comma too much', 'a STRING,', 'a STRING,,'],
    ['a comma too few', 'a STRING,', 'a STRING'],
    ['a bracket too few', 'INT>>', 'INT>'],
    ['an unknown type', 'a STRING', 'a TEXT'],
    ['a struct as the key of a map', 'MAP<STRING', 'MAP<STRUCT<x: STRING>'],
    ['a column twice', 'a STRING', 'a STRING, a STRING'],
    ['a partition that is a column', '`p`', '`a`'],
    [
      'clauses in another order',
      "LOCATION 's3://b/' TBLPROPERTIES ('x' = 'y')",
      "TBLPROPERTIES ('x' = 'y') LOCATION 's3://b/'",
    ],
    ['a text that is not closed', "'s3://b/'", "'s3://b/"],
    ['a word after the end', ';', '; x'],
  ])('refuses %s', (_, old, written) => {
    expect(WHOLE).toContain(old);
    expect(() => readTable(WHOLE.replace(old, written))).toThrow(/wanted at/);
  });
});
