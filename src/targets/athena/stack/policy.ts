/**
 * What the roles of a stack may do: the state machine reads one trail through one workgroup and publishes to one topic,
 * the scheduler starts one state machine.
 *
 * Owns: actions and ARNs, after the service authorization reference of each service. Must not: know a language of
 * templates. No statement covers all resources of a service.
 */
import type { StackPlan } from './plan.ts';
import { arn, type Pieces, pieces, ref, s3Arn } from './text.ts';

export interface Statement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly Pieces[];
  readonly condition?: {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly Pieces[];
  };
  /** The statement stands only where this key is given. */
  readonly onlyWith?: 'trailKey' | 'resultsKey' | 'topicKey';
}

/** Who may take a role: a service on behalf of this account and this resource only. */
export interface Trust {
  readonly service: string;
  readonly sourceArn: Pieces;
}

export function machineTrust({ name }: StackPlan): Trust {
  return { service: 'states.amazonaws.com', sourceArn: arn('states', `stateMachine:${name}`) };
}

export function schedulerTrust({ name }: StackPlan): Trust {
  return { service: 'scheduler.amazonaws.com', sourceArn: arn('scheduler', `schedule-group/${name}`) };
}

export function schedulerStatements(): readonly Statement[] {
  const resources = [pieces(ref('stateMachine'))];
  return [{ sid: 'StartTheStateMachine', actions: ['states:StartExecution'], resources }];
}

export function machineStatements(plan: StackPlan): readonly Statement[] {
  return [...athena(), ...glue(plan), ...trail(), ...results(), ...topic()];
}

/** Step Functions Developer Guide, "Run Athena queries with Step Functions: IAM policies"; and the look-up of a query. */
function athena(): readonly Statement[] {
  const workgroup = arn('athena', 'workgroup/', ref('workgroup'));
  return [
    {
      sid: 'RunQueriesOfTheWorkgroup',
      actions: [
        'athena:GetNamedQuery',
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
        'athena:StartQueryExecution',
        'athena:StopQueryExecution',
      ],
      resources: [workgroup],
    },
    {
      sid: 'NameTheCatalogue',
      actions: ['athena:GetDataCatalog'],
      resources: [arn('athena', 'datacatalog/AwsDataCatalog')],
    },
  ];
}

/** Athena User Guide, "Configure access to databases and tables in the AWS Glue Data Catalog". */
function glue({ input }: StackPlan): readonly Statement[] {
  const database = input.database.toLowerCase();
  return [
    {
      // Queries of rules read the table alone; its views are for people.
      sid: 'FindTheTable',
      actions: [
        'glue:BatchGetPartition',
        'glue:GetDatabase',
        'glue:GetPartition',
        'glue:GetPartitions',
        'glue:GetTable',
      ],
      resources: [
        arn('glue', 'catalog'),
        arn('glue', `database/${database}`),
        arn('glue', `table/${database}/${input.table.toLowerCase()}`),
      ],
    },
    {
      // Athena looks it up before any query.
      sid: 'SeeTheDefaultDatabase',
      actions: ['glue:GetDatabase'],
      resources: [arn('glue', 'catalog'), arn('glue', 'database/default')],
    },
  ];
}

function trail(): readonly Statement[] {
  const bucket = s3Arn(ref('trailBucket'));
  return [
    {
      sid: 'FindTheTrail',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      condition: {
        test: 'StringLike',
        variable: 's3:prefix',
        values: [pieces(ref('trailPrefix')), pieces(ref('trailPrefix'), '*')],
      },
    },
    { sid: 'LocateTheTrail', actions: ['s3:GetBucketLocation'], resources: [bucket] },
    {
      sid: 'ReadTheTrail',
      actions: ['s3:GetObject'],
      resources: [s3Arn(ref('trailBucket'), '/', ref('trailPrefix'), '*')],
    },
    {
      sid: 'DecryptTheTrail',
      actions: ['kms:Decrypt'],
      resources: [pieces(ref('trailKey'))],
      onlyWith: 'trailKey',
    },
  ];
}

function results(): readonly Statement[] {
  const bucket = s3Arn(ref('resultsBucket'));
  return [
    {
      sid: 'FindResults',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      condition: {
        test: 'StringLike',
        variable: 's3:prefix',
        values: [pieces(ref('resultsPrefix'), '/*')],
      },
    },
    {
      sid: 'LocateResults',
      actions: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
      resources: [bucket],
    },
    {
      sid: 'WriteAndReadResults',
      actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
      resources: [s3Arn(ref('resultsBucket'), '/', ref('resultsPrefix'), '/*')],
    },
    {
      sid: 'EncryptResults',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [pieces(ref('resultsKey'))],
      onlyWith: 'resultsKey',
    },
  ];
}

function topic(): readonly Statement[] {
  return [
    { sid: 'Publish', actions: ['sns:Publish'], resources: [pieces(ref('topic'))] },
    {
      // The key that AWS manages for SNS lets principals of the account through by itself.
      sid: 'EncryptMessages',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [pieces(ref('topicKey'))],
      onlyWith: 'topicKey',
    },
  ];
}
