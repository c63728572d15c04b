import { describe, expect, it } from 'vitest';
import { DERIVED_FIELDS } from '../../../src/cloudtrail/derived.ts';
import { PARTITION_COLUMNS } from '../../../src/targets/athena/partitions.ts';
import { EXTENDED, PROFILES } from '../../../src/targets/athena/profiles.ts';
import { eventsColumns, eventsView } from '../../../src/targets/athena/view.ts';
import { documentOf } from '../../support/rule.ts';
import { environment } from './environment.ts';
import { packed } from './packed.ts';

const SETTINGS = environment({}).athena;
const PATH = 'views/cloudtrail_events.sql';

describe('the view of events', () => {
  it.each(PROFILES.map(({ name }) => name))('of %s is as reviewed', async (profile) => {
    const { files } = packed([], { profile });
    await expect(files.get(PATH)).toMatchFileSnapshot(`golden/view-${profile}.sql`);
  });

  it.each(PROFILES.map((profile) => [profile.name, profile] as const))(
    'of %s ends in its partitions, and every column is text under one name',
    (_, profile) => {
      const { columns, sql } = eventsView(SETTINGS, profile);
      const names = columns.map(({ name }) => name);
      const partitions = PARTITION_COLUMNS[profile.layout];
      expect(names.slice(-partitions.length)).toEqual(partitions);
      expect(new Set(names).size).toBe(names.length);
      expect([...sql.matchAll(/ AS "([a-z_]+)"/g)].map(([, name]) => name)).toEqual(names);
      expect(new Set(columns.map(({ type, hive }) => `${type} ${hive}`))).toEqual(
        new Set(['varchar string']),
      );
      for (const name of partitions) expect(sql).toContain(`"${name}" AS "${name}"`);
    },
  );

  it('has every derived field, and the source identity where the table has it', () => {
    for (const profile of PROFILES) {
      const fields = eventsColumns(profile).map(({ field }) => field.name);
      expect(fields).toEqual(expect.arrayContaining(DERIVED_FIELDS.map(({ name }) => name)));
      expect(fields.includes('userIdentity.sessionContext.sourceIdentity')).toBe(
        profile.columns === EXTENDED.columns,
      );
    }
  });

  it('derives as a rule does', () => {
    const rule = documentOf({
      'session.name': 'a',
      'session.roleName': 'a',
      'session.roleArn': 'a',
      action: 'a',
      actor: 'a',
    });
    const { files } = packed([rule]);
    const query = files.get('queries/made-for-a-test.sql') ?? '';
    const view = files.get(PATH) ?? '';
    for (const { name } of DERIVED_FIELDS) {
      const column = name.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`).replace('.', '_');
      const [, definition = 'no such column'] = new RegExp(`^ {2}(.*) AS "${column}"`, 'm').exec(view) ?? [];
      expect([name, query.includes(`${definition} = 'a'`)]).toEqual([name, true]);
    }
  });

  it('is named after the table in lower case', () => {
    const [name] = [...packed([], { table: 'CloudTrail_Logs' }).files.keys()].filter((path) =>
      path.startsWith('views/'),
    );
    expect(name).toBe('views/cloudtrail_logs_events.sql');
  });
});
