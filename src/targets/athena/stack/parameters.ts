/**
 * What whoever deploys a stack says of their account: the same in CloudFormation and Terraform.
 *
 * Owns: names, descriptions, defaults and forms. Nothing runs and nothing is sent by default. Must not: know either
 * language.
 */
import { DEFAULTS, type StackPlan } from './plan.ts';

export interface Parameter {
  /** As CloudFormation has it; Terraform has it in snake case. */
  readonly name: string;
  readonly type: 'text' | 'number' | 'boolean' | 'state';
  readonly description: string;
  /** None: it must be given. */
  readonly fallback?: string | number | boolean;
  /** Of a text: the whole of it, in a syntax that Java and RE2 share. */
  readonly pattern?: string;
  /** What the pattern wants, in words. */
  readonly wants?: string;
  readonly least?: number;
}

const KEY = '(|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)';
const BUCKET = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';
const FOLDER = '[A-Za-z0-9!_.=@:-]+(/[A-Za-z0-9!_.=@:-]+)*';

export function parametersOf({ name, trail }: StackPlan): readonly Parameter[] {
  return [
    {
      name: 'ResultsBucket',
      type: 'text',
      description:
        'Existing S3 bucket of this account that query results are written to. Keep it private; results hold values of records.',
      pattern: BUCKET,
      wants: 'the name of a bucket',
    },
    {
      name: 'ResultsPrefix',
      type: 'text',
      description: 'Folder in that bucket, without a slash at either end.',
      fallback: `athena-results/${name}`,
      pattern: FOLDER,
      wants: 'a folder without a slash at either end',
    },
    {
      name: 'ResultsKeyArn',
      type: 'text',
      description: 'ARN of the KMS key that encrypts results. Empty: encryption with keys of S3.',
      fallback: '',
      pattern: KEY,
      wants: 'the ARN of a KMS key, or nothing',
    },
    {
      name: 'BytesScannedCutoff',
      type: 'number',
      description: 'Bytes that one query may scan before Athena cancels it.',
      fallback: DEFAULTS.bytesScanned,
      least: DEFAULTS.leastBytesScanned,
    },
    {
      name: 'CreateSchedules',
      type: 'boolean',
      description:
        'Whether to create what runs the rules: a schedule for each, a state machine, a topic, and two roles.',
      fallback: false,
    },
    {
      name: 'ScheduleState',
      type: 'state',
      description: 'Whether the schedules run. Without CreateSchedules there are none.',
      fallback: 'DISABLED',
    },
    {
      name: 'NotificationEmail',
      type: 'text',
      description: 'Address that is subscribed to the topic, once it confirms. Empty: nobody is.',
      fallback: '',
      pattern: '(|[^@ ]+@[^@ ]+)',
      wants: 'an e-mail address, or nothing',
    },
    {
      name: 'TopicKeyArn',
      type: 'text',
      description: 'ARN of the KMS key that encrypts messages. Empty: the key that AWS manages for SNS.',
      fallback: '',
      pattern: KEY,
      wants: 'the ARN of a KMS key, or nothing',
    },
    {
      name: 'TrailBucket',
      type: 'text',
      description: 'S3 bucket of the trail, which scheduled queries may read.',
      ...(trail === undefined ? {} : { fallback: trail.bucket }),
      pattern: BUCKET,
      wants: 'the name of a bucket',
    },
    {
      name: 'TrailPrefix',
      type: 'text',
      description: 'Folder of the trail in that bucket, with a slash at its end.',
      fallback: trail?.prefix ?? 'AWSLogs/',
      pattern: `(|${FOLDER}/)`,
      wants: 'a folder with a slash at its end',
    },
    {
      name: 'TrailKeyArn',
      type: 'text',
      description:
        'ARN of the KMS key that the trail is encrypted with. Empty: it is not encrypted with one.',
      fallback: '',
      pattern: KEY,
      wants: 'the ARN of a KMS key, or nothing',
    },
  ];
}
