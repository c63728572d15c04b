/**
 * The columns that a table of CloudTrail records may have, and what each holds.
 *
 * Owns: the columns of AWS's documented table and of the extended one. Names are CloudTrail's; the column is the same in
 * lower case. Must not: know partitions, or print SQL.
 */

/**
 * - text    a string column or member: the text of a scalar, NULL for null and absent
 * - json    a string column that holds an object as JSON text
 * - map     keys and values whose case is the SerDe's: there, but not read
 * - struct  members, each a column of its own
 * - array   elements with members
 */
export type ColumnType =
  | { readonly kind: 'text' | 'json' | 'map' }
  | { readonly kind: 'struct'; readonly members: Columns }
  | { readonly kind: 'array'; readonly members: Columns };

export type Columns = ReadonlyMap<string, ColumnType>;

const TEXT: ColumnType = { kind: 'text' };
const JSON_TEXT: ColumnType = { kind: 'json' };
const MAP: ColumnType = { kind: 'map' };

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
  /** What webIdFederationData.attributes is. */
  readonly attributes: ColumnType;
  readonly tlsDetails: readonly Entry[];
  readonly top: readonly Entry[];
}

/**
 * The columns of "Query AWS CloudTrail logs" in the Athena user guide: the same with manual partitions, with partition
 * projection and for an organization's trail.
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
        struct('webIdFederationData', ...texts('federatedProvider'), ['attributes', more.attributes]),
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

/** AWS's documented table. */
export const DOCUMENTED_COLUMNS: Columns = columnsWith({
  userIdentity: [],
  sessionContext: [],
  attributes: MAP,
  tlsDetails: [],
  top: [],
});

/** The same, and the fields of the record that it lacks; further columns of the table stand last (see patchOf). */
export const EXTENDED_COLUMNS: Columns = columnsWith({
  userIdentity: [
    ...texts('identityProvider', 'credentialId'),
    struct('inScopeOf', ...texts('sourceArn', 'sourceAccount', 'issuerType', 'credentialsIssuedTo')),
    struct('invokedByDelegate', ...texts('accountId')),
  ],
  sessionContext: texts('sourceIdentity', 'assumedRoot'),
  // A string here, not a map: it then holds the object as JSON text, and a key keeps its case.
  attributes: JSON_TEXT,
  tlsDetails: texts('keyExchange'),
  top: [...texts('managementEvent'), ...jsons('eventContext')],
});
