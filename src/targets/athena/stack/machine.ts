/**
 * The state machine that runs the saved query of a rule and speaks up where it has rows, in the Amazon States Language.
 *
 * Owns: the states, what a message says, and how long a query may be on its way through them. Must not: know a rule; all
 * of one comes in the input (`MachineInput`).
 *
 * The saved query is run, not the prepared statement: its predicates on partitions are plain enough for the catalogue,
 * which otherwise lists every partition of the table at every run. Its text is looked up by id, so that it stands in the
 * stack once, and leaves the state as soon as it runs. Rows never enter the state: their number does.
 */
import type { ScheduleFacts } from './schedule.ts';
import { type Pieces, pieces, ref } from './text.ts';

/** What a schedule passes on. */
export interface MachineInput {
  readonly rule: ScheduleFacts;
  readonly namedQueryId: string;
}

export interface MachineSettings {
  readonly environment: string;
  readonly database: string;
}

/** Calls of the machine, after `arn:PARTITION:states:::`. */
const CALLS = {
  GetNamedQuery: 'aws-sdk:athena:getNamedQuery',
  GetQueryResults: 'athena:getQueryResults',
  Publish: 'sns:publish',
  StartQueryExecution: 'athena:startQueryExecution.sync',
} as const;

/** What CloudFormation and Terraform fill in, each in place of a whole text `${Name}`. */
export type Substitution = keyof typeof CALLS | 'TopicArn' | 'WorkGroup';

export function machineSubstitutions(): { readonly [S in Substitution]: Pieces } {
  const calls = Object.entries(CALLS).map(([key, call]) => [
    key,
    pieces('arn:', ref('partition'), `:states:::${call}`),
  ]);
  return {
    ...(Object.fromEntries(calls) as Record<keyof typeof CALLS, Pieces>),
    TopicArn: pieces(ref('topic')),
    WorkGroup: pieces(ref('workgroup')),
  };
}

/**
 * Step Functions, "Service quotas": input or output of a task, 256 KiB of UTF-8. Athena's answer repeats the query, and
 * the input of the state stands beside it; these bytes are left for both.
 */
const STATE = 262_144;
const BESIDE_THE_QUERY = 8_192;
/** In bytes, of the query as JSON. */
export const LONGEST_RUN_QUERY = STATE - BESIDE_THE_QUERY;

/** Errors of Athena that pass by themselves; any other once, since what a query scanned before it failed is paid for. */
const RETRY = [
  {
    ErrorEquals: ['Athena.TooManyRequestsException', 'Athena.InternalServerException'],
    IntervalSeconds: 15,
    BackoffRate: 2,
    MaxAttempts: 8,
    MaxDelaySeconds: 600,
    JitterStrategy: 'FULL',
  },
  { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 60, BackoffRate: 2, MaxAttempts: 1 },
];

/** The error takes the place of the query's text, which would not fit beside it. */
const CATCH = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.query', Next: 'ReportFailure' }];

const PUBLISH_RETRY = [
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 10,
    BackoffRate: 2,
    MaxAttempts: 6,
    JitterStrategy: 'FULL',
  },
];

export function machineDefinition({ environment, database }: MachineSettings) {
  return {
    Comment: 'Runs the saved query of one rule; publishes a message where it has rows, or where it failed.',
    StartAt: 'LookUpQuery',
    States: {
      LookUpQuery: {
        Type: 'Task',
        Resource: placeholder('GetNamedQuery'),
        Parameters: { 'NamedQueryId.$': '$.namedQueryId' },
        ResultSelector: { 'text.$': '$.NamedQuery.QueryString' },
        ResultPath: '$.query',
        Retry: RETRY,
        Catch: CATCH,
        Next: 'RunQuery',
      },
      RunQuery: {
        Type: 'Task',
        Resource: placeholder('StartQueryExecution'),
        TimeoutSeconds: 7_200,
        Parameters: {
          'QueryString.$': '$.query.text',
          QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: database },
          WorkGroup: placeholder('WorkGroup'),
        },
        ResultSelector: {
          'executionId.$': '$.QueryExecution.QueryExecutionId',
          'outputLocation.$': '$.QueryExecution.ResultConfiguration.OutputLocation',
        },
        ResultPath: '$.query',
        Retry: RETRY,
        Catch: CATCH,
        Next: 'CountRows',
      },
      CountRows: {
        Type: 'Task',
        Resource: placeholder('GetQueryResults'),
        // The first row of a SELECT names the columns (Athena API, GetQueryResults).
        Parameters: { 'QueryExecutionId.$': '$.query.executionId', MaxResults: 2 },
        ResultSelector: { 'count.$': 'States.ArrayLength($.ResultSet.Rows)' },
        ResultPath: '$.rows',
        Retry: RETRY,
        Catch: CATCH,
        Next: 'HasRows',
      },
      HasRows: {
        Type: 'Choice',
        Choices: [{ Variable: '$.rows.count', NumericGreaterThan: 1, Next: 'DescribeAlert' }],
        Default: 'Done',
      },
      DescribeAlert: {
        Type: 'Pass',
        Parameters: {
          ...facts('alert', environment),
          'queryExecutionId.$': '$.query.executionId',
          'outputLocation.$': '$.query.outputLocation',
        },
        Next: 'PublishAlert',
      },
      PublishAlert: { ...publish('alert'), Next: 'Done' },
      Done: { Type: 'Succeed' },
      ReportFailure: {
        Type: 'Pass',
        Parameters: { ...facts('failure', environment), 'error.$': '$.query' },
        Next: 'PublishFailure',
      },
      PublishFailure: { ...publish('failure'), Next: 'Failed' },
      Failed: { Type: 'Fail', ErrorPath: '$.error.Error', CausePath: '$.error.Cause' },
    },
  } as const;
}

/** What every message says: no value of any record. */
function facts(kind: 'alert' | 'failure', environment: string) {
  return {
    kind,
    environment,
    'rule.$': '$.rule',
    'startedAt.$': '$$.Execution.StartTime',
    'execution.$': '$$.Execution.Id',
  } as const;
}

/** The input as JSON text; attributes let subscribers choose. */
function publish(kind: 'alert' | 'failure') {
  const attribute = (value: Readonly<Record<string, string>>) => ({ DataType: 'String', ...value });
  return {
    Type: 'Task',
    Resource: placeholder('Publish'),
    Parameters: {
      TopicArn: placeholder('TopicArn'),
      'Subject.$': `States.Format('trailc ${kind}: {}', $.rule.name)`,
      'Message.$': 'States.JsonToString($)',
      MessageAttributes: {
        kind: attribute({ StringValue: kind }),
        level: attribute({ 'StringValue.$': '$.rule.level' }),
        rule: attribute({ 'StringValue.$': '$.rule.id' }),
      },
    },
    ResultPath: null,
    Retry: PUBLISH_RETRY,
  } as const;
}

const placeholder = (name: Substitution) => `\${${name}}`;
