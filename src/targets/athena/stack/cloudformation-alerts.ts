/**
 * The optional part of the stack in CloudFormation's terms: schedules, state machine, topic and their roles.
 *
 * Owns: those resources; each stands under the condition. Must not: decide what a role may do (stack/policy.ts).
 */
import { cloudFormationText as text } from './cloudformation-text.ts';
import type { Json, Resource, Resources } from './json.ts';
import { machineDefinition, machineSubstitutions } from './machine.ts';
import type { StackPlan } from './plan.ts';
import {
  machineStatements,
  machineTrust,
  type Statement,
  schedulerStatements,
  schedulerTrust,
  type Trust,
} from './policy.ts';
import type { Schedule } from './schedule.ts';

/** The condition of the optional part. */
const WANTED = 'HasSchedules';
const NOTHING = { Ref: 'AWS::NoValue' };
const VERSION = '2012-10-17';

/** What later templates import of the first, by its name there. */
export const SHARED = {
  StateMachineArn: { Ref: 'StateMachine' },
  SchedulerRoleArn: { 'Fn::GetAtt': ['SchedulerRole', 'Arn'] },
  ScheduleGroupName: { Ref: 'ScheduleGroup' },
} as const;

/** How a template reaches what the first one makes. */
export type Reach = (name: keyof typeof SHARED) => Json;

/** The query is of the same template. `Fn::Join` and not `Fn::Sub`: a title may hold `${`. */
export function scheduleResource(schedule: Schedule, query: string, reach: Reach): Resource {
  const { name, expression, flexibleMinutes, facts } = schedule;
  const before = `{"rule":${JSON.stringify(facts)},"namedQueryId":"`;
  return {
    Type: 'AWS::Scheduler::Schedule',
    Condition: WANTED,
    Properties: {
      Name: name,
      GroupName: reach('ScheduleGroupName'),
      ScheduleExpression: expression,
      State: { Ref: 'ScheduleState' },
      FlexibleTimeWindow:
        flexibleMinutes === 0
          ? { Mode: 'OFF' }
          : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: flexibleMinutes },
      Target: {
        Arn: reach('StateMachineArn'),
        RoleArn: reach('SchedulerRoleArn'),
        Input: { 'Fn::Join': ['', [before, { 'Fn::GetAtt': [query, 'NamedQueryId'] }, '"}']] },
      },
    },
  };
}

export function alertResources(plan: StackPlan): Resources {
  const { name, description, input } = plan;
  return [
    resource('Topic', 'AWS::SNS::Topic', {
      TopicName: name,
      KmsMasterKeyId: { 'Fn::If': ['HasTopicKey', { Ref: 'TopicKeyArn' }, 'alias/aws/sns'] },
    }),
    resource('TopicPolicy', 'AWS::SNS::TopicPolicy', {
      Topics: [{ Ref: 'Topic' }],
      PolicyDocument: { Version: VERSION, Statement: [ONLY_OVER_TLS] },
    }),
    {
      id: 'TopicSubscription',
      body: {
        Type: 'AWS::SNS::Subscription',
        Condition: 'HasNotificationEmail',
        Properties: { Protocol: 'email', Endpoint: { Ref: 'NotificationEmail' }, TopicArn: { Ref: 'Topic' } },
      },
    },
    role('StateMachineRole', machineTrust(plan), machineStatements(plan)),
    resource('StateMachine', 'AWS::StepFunctions::StateMachine', {
      StateMachineName: name,
      StateMachineType: 'STANDARD',
      RoleArn: { 'Fn::GetAtt': ['StateMachineRole', 'Arn'] },
      Definition: machineDefinition({ environment: input.environment, database: input.database }),
      DefinitionSubstitutions: Object.fromEntries(
        Object.entries(machineSubstitutions()).map(([key, value]) => [key, text(value)]),
      ),
    }),
    resource('ScheduleGroup', 'AWS::Scheduler::ScheduleGroup', { Name: name }),
    role('SchedulerRole', schedulerTrust(plan), schedulerStatements(), `Starts runs. ${description}`),
  ];
}

/** Who may publish is said by policies of principals of the account; a topic's own policy gives nobody more. */
const ONLY_OVER_TLS = {
  Sid: 'OnlyOverTls',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Resource: { Ref: 'Topic' },
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

function resource(id: string, type: string, properties: Resource) {
  return { id, body: { Type: type, Condition: WANTED, Properties: properties } };
}

function role(id: string, trust: Trust, statements: readonly Statement[], description?: string) {
  return resource(id, 'AWS::IAM::Role', {
    ...(description === undefined ? {} : { Description: description }),
    AssumeRolePolicyDocument: {
      Version: VERSION,
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: trust.service },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnEquals: { 'aws:SourceArn': text(trust.sourceArn) },
          },
        },
      ],
    },
    Policies: [
      { PolicyName: 'run', PolicyDocument: { Version: VERSION, Statement: statements.map(statement) } },
    ],
  });
}

const KEYS = { trailKey: 'HasTrailKey', resultsKey: 'HasResultsKey', topicKey: 'HasTopicKey' } as const;

function statement({ sid, actions, resources, condition, onlyWith }: Statement): Json {
  const held = {
    Sid: sid,
    Effect: 'Allow',
    Action: actions,
    Resource: resources.map(text),
    ...(condition === undefined
      ? {}
      : { Condition: { [condition.test]: { [condition.variable]: condition.values.map(text) } } }),
  };
  return onlyWith === undefined ? held : { 'Fn::If': [KEYS[onlyWith], held, NOTHING] };
}
