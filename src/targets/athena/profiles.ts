/**
 * The tables that events may be stored in, column by column.
 *
 * Owns: which columns a profile has and what each holds. Names are CloudTrail's; the column is the same in lower case.
 * Must not: print SQL.
 */

/**
 * - text    a string column or member: the text of a scalar, NULL for null and absent
 * - json    a string column that holds an object as JSON text
 * - struct  members, each a column of its own
 * - array   elements with members
 */
export type ColumnType =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | { readonly kind: 'struct'; readonly members: Columns }
  | { readonly kind: 'array'; readonly members: Columns };

export type Columns = ReadonlyMap<string, ColumnType>;

export interface Profile {
  readonly name: string;
  readonly description: string;
  readonly columns: Columns;
}

const TEXT: ColumnType = { kind: 'text' };
const JSON_TEXT: ColumnType = { kind: 'json' };

type Entry = readonly [string, ColumnType];

const texts = (...names: readonly string[]): readonly Entry[] => names.map((name) => [name, TEXT]);
const jsons = (...names: readonly string[]): readonly Entry[] => names.map((name) => [name, JSON_TEXT]);
const struct = (name: string, ...members: readonly Entry[]): Entry => [
  name,
  { kind: 'struct', members: new Map(members) },
];
const array = (name: string, ...members: readonly Entry[]): Entry => [
  name,
  { kind: 'array', members: new Map(members) },
];

interface Additions {
  readonly userIdentity: readonly Entry[];
  readonly sessionContext: readonly Entry[];
  /** Members of webIdFederationData beside federatedProvider. */
  readonly webIdFederationData: readonly Entry[];
  readonly tlsDetails: readonly Entry[];
  readonly top: readonly Entry[];
}

/**
 * The columns of "Query AWS CloudTrail logs" in the Athena user guide, the same with manual partitions and with
 * partition projection. Its `webidfederationdata.attributes` is a map, whose keys' case is the SerDe's: not read.
 */
function columnsWith(more: Additions): Columns {
  return new Map<string, ColumnType>([
    ...texts('eventVersion'),
    struct(
      'userIdentity',
      ...texts('type', 'principalId', 'arn', 'accountId', 'invokedBy', 'accessKeyId', 'userName'),
      struct('onBehalfOf', ...texts('userId', 'identityStoreArn')),
      struct(
        'sessionContext',
        struct('attributes', ...texts('mfaAuthenticated', 'creationDate')),
        struct('sessionIssuer', ...texts('type', 'principalId', 'arn', 'accountId', 'userName')),
        ...texts('ec2RoleDelivery'),
        struct('webIdFederationData', ...texts('federatedProvider'), ...more.webIdFederationData),
        ...more.sessionContext,
      ),
      ...more.userIdentity,
    ),
    ...texts('eventTime', 'eventSource', 'eventName', 'awsRegion', 'sourceIPAddress', 'userAgent'),
    ...texts('errorCode', 'errorMessage'),
    ...jsons('requestParameters', 'responseElements', 'additionalEventData'),
    ...texts('requestID', 'eventID', 'readOnly'),
    array('resources', ...texts('ARN', 'accountId', 'type')),
    ...texts('eventType', 'apiVersion', 'recipientAccountId'),
    ...jsons('serviceEventDetails'),
    ...texts('sharedEventID', 'vpcEndpointId', 'vpcEndpointAccountId', 'eventCategory'),
    struct('addendum', ...texts('reason', 'updatedFields', 'originalRequestID', 'originalEventID')),
    ...texts('sessionCredentialFromConsole'),
    ...jsons('edgeDeviceDetails'),
    struct(
      'tlsDetails',
      ...texts('tlsVersion', 'cipherSuite', 'clientProvidedHostHeader'),
      ...more.tlsDetails,
    ),
    ...more.top,
  ]);
}

export const DOCUMENTED: Profile = {
  name: 'documented',
  description: "AWS's documented table, partitioned by region, year, month and day.",
  columns: columnsWith({
    userIdentity: [],
    sessionContext: [],
    webIdFederationData: [],
    tlsDetails: [],
    top: [],
  }),
};

export const EXTENDED: Profile = {
  name: 'extended',
  description: 'The documented table and the fields it lacks, the source identity first among them.',
  columns: columnsWith({
    userIdentity: [
      ...texts('identityProvider', 'credentialId'),
      struct('inScopeOf', ...texts('sourceArn', 'sourceAccount', 'issuerType', 'credentialsIssuedTo')),
      struct('invokedByDelegate', ...texts('accountId')),
    ],
    sessionContext: texts('sourceIdentity', 'assumedRoot'),
    // A string here, not a map: it then holds the object as JSON text, and a key keeps its case.
    webIdFederationData: jsons('attributes'),
    tlsDetails: texts('keyExchange'),
    top: [...texts('managementEvent'), ...jsons('eventContext')],
  }),
};

export const PROFILES: readonly Profile[] = [DOCUMENTED, EXTENDED];

/** The partition columns of every profile: text, the last three with leading zeros, by day of delivery in UTC. */
export const PARTITIONS = ['region', 'year', 'month', 'day'] as const;
