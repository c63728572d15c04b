/**
 * Which fields generated rules speak of, by what they hold.
 *
 * Owns: the choice: all of the catalogue, with those that rules use most drawn more often, derived fields, free paths,
 * paths through arrays. Must not: hold values.
 */
import type { FieldType } from '../../src/cloudtrail/field.ts';
import { allFields } from '../../src/language/fields.ts';

/** Types of fields that have a text. */
export type Kind = Exclude<FieldType, 'object' | 'array'>;

export interface Choice {
  /** As an author writes it. */
  readonly name: string;
  readonly kind: Kind;
}

const HAS_TEXT: readonly FieldType[] = ['text', 'boolean', 'integer', 'timestamp', 'version', 'ip', 'any'];

const scalars = allFields().flatMap(({ name, type }): readonly Choice[] =>
  HAS_TEXT.includes(type) ? [{ name, kind: type as Kind }] : [],
);
const isBelowArray = ({ name }: Choice) => name.includes('[]');

/** Every field of the catalogue that has a text, derived ones first. */
export const CATALOGUE: readonly Choice[] = scalars.filter((field) => !isBelowArray(field));

const USUAL_NAMES: readonly string[] = [
  'eventName',
  'eventSource',
  'eventTime',
  'eventVersion',
  'errorCode',
  'readOnly',
  'managementEvent',
  'sourceIPAddress',
  'userAgent',
  'recipientAccountId',
  'userIdentity.type',
  'userIdentity.arn',
  'userIdentity.userName',
  'userIdentity.sessionContext.sourceIdentity',
  'userIdentity.sessionContext.attributes.mfaAuthenticated',
  'requestParameters.roleArn',
  'requestParameters.roleSessionName',
  'requestParameters.durationSeconds',
  'session.name',
  'session.roleName',
  'session.roleArn',
  'action',
  'actor',
];

export const USUAL: readonly Choice[] = CATALOGUE.filter(({ name }) => USUAL_NAMES.includes(name));

const free = (name: string): Choice => ({ name, kind: 'any' });

export const FREE: readonly Choice[] = [
  'requestParameters.label',
  'requestParameters.filter.deep.name',
  'requestParameters.maxResults',
  'requestParameters."x-amz-acl"',
  'requestParameters."s3:prefix.x"',
  'requestParameters."it\'s {odd} [1]"',
  'responseElements.item.id',
  'additionalEventData.count',
  'serviceEventDetails.state',
].map(free);

/** Through one array. */
export const BRACKETED: readonly Choice[] = [
  ...scalars.filter(isBelowArray),
  ...['requestParameters.names[]', 'requestParameters.items[].name', 'requestParameters.items[].size'].map(
    free,
  ),
];

/** Through an array within an array. */
export const NESTED: readonly Choice[] = [
  'requestParameters.items[].groups[].name',
  'responseElements.sets[].ids[]',
].map(free);

/** What has no text and can be asked for all the same. */
export const HOLDERS: readonly string[] = [
  'resources',
  'resources[]',
  'requestParameters.items',
  'requestParameters.items[]',
];

/** Arrays of objects for `some`, and what stands in an element. */
export const ARRAYS: readonly { readonly array: string; readonly keys: readonly Choice[] }[] = [
  {
    array: 'resources[]',
    keys: ['ARN', 'accountId', 'type'].map((name) => ({ name, kind: 'text' })),
  },
  { array: 'requestParameters.items[]', keys: ['name', 'size', 'state.code', '"x-key"', 'time'].map(free) },
  { array: 'requestParameters.items[].groups[]', keys: ['name', 'id'].map(free) },
];
