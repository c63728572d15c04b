/**
 * Fields whose values AWS itself writes, out of a set that it has published in full.
 *
 * Source: AWS CloudTrail User Guide, "CloudTrail userIdentity element", `type`, with its section "Values for AWS STS
 * APIs with SAML and web identity federation"; "CloudTrail record contents", `eventCategory`. Records of Insights events that AWS shows have it
 * in small letters as well.
 * Must not: hold a field whose documentation only gives examples, such as errorCode.
 */
const CLOSED: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'userIdentity.type',
    [
      'AWSAccount',
      'AWSService',
      'AssumedRole',
      'Directory',
      'FederatedUser',
      'IAMUser',
      'IdentityCenterUser',
      'Role',
      'Root',
      'SAMLUser',
      'Unknown',
      'WebIdentityUser',
    ],
  ],
  ['eventCategory', ['Data', 'Insight', 'Management', 'NetworkActivity', 'insight']],
]);

/** Every value that the field can have; undefined where that is not known. */
export const closedValues = (field: string): readonly string[] | undefined => CLOSED.get(field);
