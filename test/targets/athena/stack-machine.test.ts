/**
 * The state machine, run by the interpreter of test/oracle/asl. What Athena and SNS answer is written after their API
 * references: StartQueryExecution (through .sync: GetQueryExecution), GetQueryResults, GetNamedQuery, Publish.
 */
import { describe, expect, it } from 'vitest';
import { LONGEST_RUN_QUERY } from '../../../src/targets/athena/stack/machine.ts';
import { type Machine, runMachine, TaskError, type Value } from '../../oracle/asl/interpreter.ts';
import { sampleInput, sampleRule, stackFiles } from './stack-sample.ts';

const QUERY = 'SELECT eventid AS "eventID" FROM t';
const ID = '11111111-2222-3333-4444-555555555555';
const LOCATION = `s3://acme-results/x/${ID}.csv`;
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alerts';

/** As CloudFormation fills the definition in. */
function machine(): Machine {
  const template = JSON.parse(stackFiles(sampleInput()).get('stack.template.json') ?? '');
  const { Definition, DefinitionSubstitutions: given } = template.Resources.StateMachine.Properties;
  const values: Record<string, string> = { TopicArn: TOPIC, WorkGroup: 'acme' };
  for (const [name, value] of Object.entries<{ 'Fn::Sub'?: string }>(given))
    values[name] ??= (value['Fn::Sub'] ?? '').replace(/\$\{AWS::Partition\}/, 'aws');
  const text = JSON.stringify(Definition).replace(
    /\$\{(\w+)\}/g,
    (_, name: string) => values[name] ?? 'NONE',
  );
  expect(text).not.toContain('NONE');
  return JSON.parse(text);
}

/** What a schedule passes on, as the templates write it. */
function input(stem = 'root-login'): Value {
  const rules = [sampleRule('root-login', { title: 'It\'s "odd" {} $.x' }), sampleRule('other')];
  const template = JSON.parse(stackFiles(sampleInput({ rules })).get('stack.template.json') ?? '');
  const id = `Schedule${stem === 'other' ? 'Other' : 'RootLogin'}`;
  const [, [before, , after]] = template.Resources[id].Properties.Target.Input['Fn::Join'];
  return JSON.parse(`${before}${ID}${after}`);
}

const CONTEXT = {
  Execution: {
    Id: 'arn:aws:states:eu-west-1:111122223333:execution:x:y',
    StartTime: '2026-11-21T10:00:00.000Z',
  },
};

interface World {
  readonly rows?: number;
  readonly query?: string;
  /** By call, the errors that it ends with, one after another. */
  readonly errors?: Readonly<Record<string, readonly TaskError[]>>;
}

function run({ rows = 0, query = QUERY, errors = {} }: World, given: Value = input()) {
  const calls: { readonly call: string; readonly parameters: Readonly<Record<string, Value>> }[] = [];
  const left = new Map(Object.entries(errors).map(([call, list]) => [call, [...list]]));
  const result = runMachine(machine(), {
    input: given,
    context: CONTEXT,
    task: (resource, parameters) => {
      const call = resource.replace('arn:aws:states:::', '');
      calls.push({ call, parameters });
      const error = left.get(call)?.shift();
      if (error !== undefined) throw error;
      switch (call) {
        case 'aws-sdk:athena:getNamedQuery':
          return {
            NamedQuery: { Name: 'x', Database: 'd', QueryString: query, NamedQueryId: ID, WorkGroup: 'acme' },
          };
        case 'athena:startQueryExecution.sync':
          return {
            QueryExecution: {
              QueryExecutionId: ID,
              Query: parameters.QueryString,
              StatementType: 'DML',
              ResultConfiguration: { OutputLocation: LOCATION },
              Status: { State: 'SUCCEEDED' },
            },
          };
        case 'athena:getQueryResults': {
          const cells = [['eventID'], ...Array.from({ length: rows }, () => ['secret of a record'])];
          const kept = cells.slice(0, Number(parameters.MaxResults));
          return {
            ResultSet: { Rows: kept.map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })) },
          };
        }
        case 'sns:publish':
          return { MessageId: 'm' };
        default:
          throw new Error(call);
      }
    },
  });
  const published = calls.filter(({ call }) => call === 'sns:publish').map(({ parameters }) => parameters);
  return { ...result, calls: calls.map(({ call }) => call), parameters: calls, published };
}

const failed = (error: string) => new TaskError(error, 'SYNTAX_ERROR: line 3:1');
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

describe('the state machine', () => {
  it('says nothing where there are no rows', () => {
    const { status, calls, published } = run({ rows: 0 });
    expect([status, published]).toEqual(['SUCCEEDED', []]);
    expect(calls).toEqual([
      'aws-sdk:athena:getNamedQuery',
      'athena:startQueryExecution.sync',
      'athena:getQueryResults',
    ]);
  });

  it('runs the saved query in the workgroup', () => {
    const [look, start, results] = run({}).parameters;
    expect(look?.parameters).toEqual({ NamedQueryId: ID });
    expect(start?.parameters).toEqual({
      QueryString: QUERY,
      WorkGroup: 'acme',
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'security' },
    });
    expect(results?.parameters).toEqual({ QueryExecutionId: ID, MaxResults: 2 });
  });

  it.each([1, 2, 5_000])('publishes one alert for %i rows, with the facts of the rule and no row', (rows) => {
    const { status, published, output } = run({ rows });
    expect(status).toBe('SUCCEEDED');
    expect(published).toHaveLength(1);
    const [message] = published;
    expect(JSON.parse(String(message?.Message))).toEqual({
      kind: 'alert',
      environment: 'production',
      rule: {
        name: 'root-login',
        id: '7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10',
        title: 'It\'s "odd" {} $.x',
        version: '1.2.0',
        level: 'high',
        lookback: 4_500,
        condition: 'c'.repeat(64),
        params: 'd'.repeat(64),
      },
      startedAt: CONTEXT.Execution.StartTime,
      execution: CONTEXT.Execution.Id,
      queryExecutionId: ID,
      outputLocation: LOCATION,
    });
    expect(message?.Subject).toBe('trailc alert: root-login');
    expect(message?.TopicArn).toBe(TOPIC);
    expect(message?.MessageAttributes).toMatchObject({
      kind: { DataType: 'String', StringValue: 'alert' },
      level: { StringValue: 'high' },
    });
    expect(JSON.stringify([published, output])).not.toContain('secret');
  });

  it('tries again where Athena is busy, and then alerts as ever', () => {
    const busy = new TaskError('Athena.TooManyRequestsException', 'Rate exceeded');
    const { status, published, calls } = run({
      rows: 1,
      errors: { 'athena:startQueryExecution.sync': times(8, busy), 'athena:getQueryResults': [busy] },
    });
    expect([status, published.length]).toEqual(['SUCCEEDED', 1]);
    expect(calls.filter((call) => call.includes('startQueryExecution'))).toHaveLength(9);
  });

  it.each(['aws-sdk:athena:getNamedQuery', 'athena:startQueryExecution.sync', 'athena:getQueryResults'])(
    'publishes one failure where %s fails for good, and ends as failed',
    (call) => {
      const { status, published, error, cause } = run({
        rows: 3,
        errors: { [call]: times(50, failed('States.TaskFailed')) },
      });
      expect([status, error, cause]).toEqual(['FAILED', 'States.TaskFailed', 'SYNTAX_ERROR: line 3:1']);
      expect(published).toHaveLength(1);
      const said = JSON.parse(String(published[0]?.Message));
      expect(said).toMatchObject({
        kind: 'failure',
        rule: { name: 'root-login' },
        error: { Error: 'States.TaskFailed', Cause: 'SYNTAX_ERROR: line 3:1' },
      });
      expect(published[0]?.Subject).toBe('trailc failure: root-login');
    },
  );

  it('reports a query that never ends', () => {
    const { status, published } = run({
      errors: { 'athena:startQueryExecution.sync': times(50, failed('States.Timeout')) },
    });
    expect([status, published.length]).toEqual(['FAILED', 1]);
  });

  it('ends as failed where an alert cannot be published, after it has tried', () => {
    const { status, calls } = run({
      rows: 1,
      errors: { 'sns:publish': times(50, failed('SNS.NotFoundException')) },
    });
    expect(status).toBe('FAILED');
    expect(calls.filter((call) => call === 'sns:publish').length).toBeGreaterThan(3);
  });

  it('holds the longest query that is scheduled within 256 KiB, also where it fails', () => {
    const query = 'x'.repeat(LONGEST_RUN_QUERY - 2);
    const cause = 'c'.repeat(32_768);
    const { largest, status } = run({ rows: 1, query });
    expect([status, largest <= 262_144]).toEqual(['SUCCEEDED', true]);
    const error = new TaskError('States.TaskFailed', cause);
    const broken = run({ query, errors: { 'athena:startQueryExecution.sync': times(9, error) } });
    expect([broken.status, broken.largest <= 262_144, broken.published.length]).toEqual(['FAILED', true, 1]);
  });
});
