/**
 * What the SDK's errors mean to whoever runs a backtest.
 *
 * Owns: the sentences. An error's own message is shown where it is Athena's; nothing of credentials ever is. Must not:
 * retry (the SDK has by then).
 */
import { sentence } from '../failures.ts';

const CREDENTIALS =
  'Give them as for the AWS CLI: "aws sso login", AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

const BY_NAME: Readonly<Record<string, string>> = {
  CredentialsProviderError: `There are no AWS credentials, or none that can be used. ${CREDENTIALS}`,
  TokenProviderError: `The AWS session has ended. ${CREDENTIALS}`,
  ExpiredTokenException: `The AWS credentials have expired. ${CREDENTIALS}`,
  UnrecognizedClientException: `AWS does not know the credentials. ${CREDENTIALS}`,
  InvalidSignatureException: `AWS does not take the credentials: the secret is of another key, or the clock of this machine is wrong.`,
  TooManyRequestsException:
    'Athena has too many queries at once, and still had after several tries: give a smaller --parallel, or try later.',
  ThrottlingException:
    'Athena takes no more requests for now, and still did not after several tries: try later.',
};

/** A sentence about an error of the SDK. */
export function faultOf(error: unknown): string {
  const { name, message, code, status } = partsOf(error);
  const known = BY_NAME[name];
  if (known !== undefined) return known;
  if (name === 'AccessDeniedException') {
    return `AWS does not allow it: ${sentence(message)} A backtest needs athena:StartQueryExecution, GetQueryExecution, GetQueryResults and StopQueryExecution, and what the query reads.`;
  }
  if (name === 'InvalidRequestException') {
    const hint = /output location/i.test(message)
      ? ' Give one with --output-location s3://BUCKET/FOLDER/, or to the workgroup.'
      : '';
    return `Athena does not take the request: ${sentence(message)}${hint}`;
  }
  if (/region is missing/i.test(message)) return 'No AWS region is given: use --region, or AWS_REGION.';
  if (code !== '') return `Athena cannot be reached: ${WORDS[code] ?? code}.`;
  if (status !== undefined && status >= 500) return `Athena fails with ${status}, and did so several times.`;
  return `Athena cannot be asked: ${sentence(message === '' ? name : message)}`;
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such host; is the region right?',
  EAI_AGAIN: 'its name cannot be looked up now',
  ECONNRESET: 'the connection broke',
  ETIMEDOUT: 'it does not answer',
};

function partsOf(error: unknown) {
  if (typeof error !== 'object' || error === null) {
    return { name: '', message: String(error), code: '', status: undefined };
  }
  const text = (key: string): string => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' ? value : '';
  };
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : undefined;
  return {
    name: text('name'),
    message: text('message'),
    code: text('code'),
    status: typeof status === 'number' ? status : undefined,
  };
}
