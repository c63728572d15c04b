/** Records of 2026-01-01 for cases by hand; times are `hh:mm:ss`. */
import type { CloudTrailEvent, JsonObject } from '../../../src/cloudtrail/event.ts';

const HOME = '111122223333';
const at = (time: string) => `2026-01-01T${time}Z`;

export const user = (name: string): JsonObject => ({
  type: 'IAMUser',
  principalId: `AIDA${name}`,
  arn: `arn:aws:iam::${HOME}:user/${name}`,
  accountId: HOME,
  accessKeyId: `AKIA${name}`,
  userName: name,
});

export const role = (
  roleName: string,
  name: string,
  key: string,
  created: string | null,
  account = HOME,
  more: JsonObject = {},
): JsonObject => ({
  type: 'AssumedRole',
  principalId: `AROA${account}${roleName}:${name}`,
  arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${name}`,
  accountId: account,
  accessKeyId: key,
  sessionContext: {
    sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/${roleName}`, userName: roleName },
    ...(created === null ? {} : { attributes: { creationDate: at(created) } }),
    ...more,
  },
});

export const use = (
  eventID: string,
  time: string,
  userIdentity: JsonObject,
  more: JsonObject = {},
): CloudTrailEvent => ({
  eventID,
  eventTime: at(time),
  eventSource: 'iam.amazonaws.com',
  eventName: 'ListRoles',
  readOnly: true,
  userIdentity,
  recipientAccountId: HOME,
  ...more,
});

export const sts = (
  eventID: string,
  time: string,
  eventName: string,
  userIdentity: JsonObject,
  more: JsonObject,
): CloudTrailEvent =>
  use(eventID, time, userIdentity, { eventSource: 'sts.amazonaws.com', eventName, ...more });

/** The call by which `caller` opened `session`. */
export function assume(
  eventID: string,
  time: string,
  caller: JsonObject,
  session: JsonObject,
  more: JsonObject = {},
): CloudTrailEvent {
  const { arn, principalId, accessKeyId, accountId } = session as Record<string, string>;
  const [, roleName, name] = (arn ?? '').split('/');
  const sourceIdentity = (session.sessionContext as JsonObject).sourceIdentity;
  const identity = sourceIdentity === undefined ? {} : { sourceIdentity };
  return sts(eventID, time, 'AssumeRole', caller, {
    requestParameters: {
      roleArn: `arn:aws:iam::${accountId}:role/${roleName}`,
      roleSessionName: name ?? '',
      ...identity,
    },
    responseElements: {
      credentials: { accessKeyId: accessKeyId ?? '', sessionToken: 'TOKEN' },
      assumedRoleUser: { assumedRoleId: principalId ?? '', arn: arn ?? '' },
      ...identity,
    },
    ...more,
  });
}
