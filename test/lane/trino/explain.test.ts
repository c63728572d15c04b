import { describe, expect, it } from 'vitest';
import { namedColumns, readExplain } from './explain.ts';

/** In the form that Trino 411 gives. */
const PLAN = `Fragment 0 [SOURCE]
    Output[columnNames = [eventID]]
    │   eventID := eventid_23
    └─ ScanFilterProject[table = hive:sec:ct, filterPredicate = ("a" = VARCHAR 'x:string:REGULAR')]
       │   Layout: [eventid_23:varchar, day_31:varchar]
              useridentity#type := useridentity#type:string:REGULAR
              eventid_23 := eventid:string:REGULAR
              resources := resources:array<struct<arn:string,type:string>>:REGULAR
              day_31 := day:string:PARTITION_KEY
                  :: [[20], [21], [22]]
              timestamp := timestamp:string:PARTITION_KEY
                  :: [[2026/11/20], [2026/11/21]]
              region:string:PARTITION_KEY
                  :: [[us-east-1]]
              year:string:PARTITION_KEY
                  :: NONE`;

describe('readExplain', () => {
  const reads = readExplain(PLAN);
  it('reads columns and members of structs', () => {
    expect([...reads.columns]).toEqual(['useridentity.type', 'eventid', 'resources']);
  });
  it('reads the values left of each partition column, used or not', () => {
    const values = [...reads.partitions].map(([name, left]) => [name, [...left]]);
    expect(values).toEqual([
      ['day', ['20', '21', '22']],
      ['timestamp', ['2026/11/20', '2026/11/21']],
      ['region', ['us-east-1']],
      ['year', []],
    ]);
  });
});

describe('namedColumns', () => {
  const columns = new Set(['eventid', 'useridentity', 'resources', 'timestamp', 'errorcode', 'region']);
  const named = (statement: string) => [...namedColumns(statement, columns)];

  it('finds columns and members, wherever they stand', () => {
    const statement =
      'SELECT f(useridentity.arn) || eventid FROM x WHERE filter(resources, e1 -> e1.arn = errorcode)';
    expect(named(statement)).toEqual(['useridentity.arn', 'eventid', 'resources', 'errorcode']);
  });
  it('leaves out texts, comments, names of results and of tables', () => {
    const statement = `-- errorcode\nSELECT eventid AS "region", 'it''s errorcode', '--' AS region FROM "s"."resources"`;
    expect(named(statement)).toEqual(['eventid']);
  });
  it('takes a name in quotes', () => {
    expect(named('WHERE "timestamp" = eventid')).toEqual(['timestamp', 'eventid']);
  });
});
