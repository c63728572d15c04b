/**
 * The calls of AWS STS that issue credentials and log their access key.
 *
 * Owns: their names. Source: AWS STS API Reference. Must not: read events.
 */
export const STS_ISSUING_CALLS = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetFederationToken',
  'GetSessionToken',
] as const;
