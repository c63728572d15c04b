/**
 * Which parts of a record may be secret.
 *
 * Owns: names and forms. CloudTrail masks most secrets itself; this is for what it does not, so it rather leaves out too
 * much: what a fixture lacks, its author can add. Must not: walk records (reduce.ts does).
 *
 * Sources: AWS CloudTrail User Guide (records of STS and Secrets Manager), IAM User Guide, "IAM identifiers" and "Using
 * temporary credentials"; RFC 7468 (PEM), RFC 7519 (JWT), AWS Signature Version 4, query parameters.
 */

const NAMES =
  /pass(?:word|wd|phrase|code)|^pwd$|secret|token|credential|private_?key|api_?key|access_?key|auth(?:orization)?$|signature|cookie|session_?key|user_?data|environment|variables|connection_?string|ciphertext|plaintext|one_?time|mfa_?code|answer/i;

/** `secretId`, `tokenStatus`, `passwordLength` name or describe a secret. The id of an access key is left out all the same. */
const ABOUT =
  /(?:Id|Arn|ARN|Name|Type|Status|Version|Stage|Policy|Length|Enabled|Used|Age|Date|Expiration|Prevention|Mode)s?$/;

export const isSecretName = (name: string): boolean =>
  NAMES.test(name) && (!ABOUT.test(name) || /access_?key/i.test(name));

const FORMS: readonly RegExp[] = [
  /-----BEGIN /,
  /\beyJ[\w-]{8,}\.[\w-]{8,}/,
  /X-Amz-(?:Signature|Security-Token|Credential)=/i,
  // Not the secret:NAME of an ARN.
  /(?<![:/])(?:password|passwd|pwd|secret|token|api_?key)["']?\s*[=:]\s*\S/i,
  /\/\/[^/\s:@]+:[^/\s@]+@/,
  /\b(?:gh[pousr]_|github_pat_|xox[abprs]-|glpat-|sk-)\w{10}/,
  /\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz)/,
  // A secret access key: forty characters of base64, of more than one kind.
  /(?<![A-Za-z0-9/+=])(?=[a-z0-9/+]*[A-Z])(?=[A-Z0-9/+]*[a-z])(?=[A-Za-z/+]*[0-9])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/,
];

export const isSecretText = (text: string): boolean => FORMS.some((form) => form.test(text));

/** Keys that say in their value what the value beside them is: `{ name: DB_PASSWORD, value: … }`. */
export const NAMING_KEYS: readonly string[] = ['name', 'key', 'parameterKey', 'parameterName', 'optionName'];
