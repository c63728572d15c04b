/**
 * The view over a table of records: the derived fields, and what an analyst reads beside them.
 *
 * Owns: its columns. Their definitions are the catalogue's, printed as a rule prints them, so that a view and a rule
 * cannot differ. Must not: write the statement around the SELECT (a template does), or know lists.
 */
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import { type Place, placesOf } from '../../cloudtrail/value.ts';
import type { AthenaSettings } from '../../content/document.ts';
import { namedField } from '../../language/field-names.ts';
import { locate } from './fields.ts';
import { identifier } from './literals.ts';
import { PARTITION_COLUMNS } from './partitions.ts';
import type { Profile } from './profiles.ts';
import { joinSql, type Sql, sql } from './sql.ts';
import type { StackView } from './stack/input.ts';
import { printValue } from './values.ts';

/** Fields of the record, and the names of their columns: those of the table where a field has a column of its own. */
const FIELDS: readonly (readonly [column: string, field: string])[] = [
  ['eventid', 'eventID'],
  ['eventtime', 'eventTime'],
  ['actor', 'actor'],
  ['action', 'action'],
  ['session_name', 'session.name'],
  ['session_role_name', 'session.roleName'],
  ['session_role_arn', 'session.roleArn'],
  ['requested_session_name', 'requestParameters.roleSessionName'],
  ['source_identity', 'userIdentity.sessionContext.sourceIdentity'],
  ['eventsource', 'eventSource'],
  ['eventname', 'eventName'],
  ['recipientaccountid', 'recipientAccountId'],
  ['awsregion', 'awsRegion'],
  ['sourceipaddress', 'sourceIPAddress'],
  ['useragent', 'userAgent'],
  ['errorcode', 'errorCode'],
  ['readonly', 'readOnly'],
];

export interface EventsColumn {
  readonly name: string;
  readonly field: FieldDefinition;
}

/** What the view of a profile shows of a record, in order; without the fields that its table cannot hold. */
export function eventsColumns(profile: Profile): readonly EventsColumn[] {
  return FIELDS.flatMap(([name, spelled]) => {
    const field = namedField(spelled);
    const isThere = (place: Place) => locate(place, { profile }).kind !== 'missing';
    return field !== undefined && placesOf(field.value).every(isThere) ? [{ name, field }] : [];
  });
}

/** Named after the table. Partition columns stand last under their own names, so that a query prunes through the view. */
export function eventsView({ database, table }: AthenaSettings, profile: Profile): StackView {
  const columns: readonly (readonly [string, Sql])[] = [
    ...eventsColumns(profile).map(({ name, field }) => [name, printValue(field.value, { profile })] as const),
    ...PARTITION_COLUMNS[profile.layout].map((name) => [name, identifier(name)] as const),
  ];
  const printed = columns.map(([name, value]) => sql`${value} AS ${identifier(name)}`);
  return {
    kind: 'events',
    name: `${table.toLowerCase()}_events`,
    sql: sql`SELECT
  ${joinSql(printed, ',\n  ')}
FROM ${identifier(database)}.${identifier(table)}`,
    columns: columns.map(([name]) => ({ name, type: 'varchar', hive: 'string' })),
    comment: `CloudTrail records of ${table} with the fields that trailc derives.`,
  };
}
