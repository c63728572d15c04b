/**
 * The files of CloudFormation.
 *
 * Owns: what each holds around its resources: parameters, conditions, outputs, and what later ones import. Must not:
 * decide where a resource stands (stack/split.ts) or print JSON (a template does).
 */
import type { Artefact } from '../../shared/target.ts';
import { ruleResources, viewResources, WORKGROUP, workgroupResource } from './cloudformation.ts';
import { alertResources, type Reach, SHARED } from './cloudformation-alerts.ts';
import type { Json, Resource, Resources } from './json.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import type { StackPlan } from './plan.ts';
import { divided, type Part, type Unit, unitOf } from './split.ts';

const TEMPLATE = 'athena/stack/stack.template.json.hbs';
/** What later templates are told: the name of the first stack, and which of the first's resources there are. */
const MAIN: { readonly [name: string]: Resource } = {
  MainStack: {
    Type: 'String',
    Description: 'Name of the stack that was made from stack.template.json, in the same region.',
    AllowedPattern: '^[A-Za-z][A-Za-z0-9-]{0,127}$',
  },
};
const ALSO_LATER = ['CreateSchedules', 'ScheduleState'];

export function cloudFormationArtefacts(plan: StackPlan, units: readonly Unit[]): readonly Artefact[] {
  const shared: Resources = [{ id: WORKGROUP, body: workgroupResource(plan) }, ...alertResources(plan)];
  return divided(shared, units).map((part) => artefact(part, shared, plan));
}

/** As the first template has them; later ones are a little longer, which the division leaves room for. */
export function unitsOf(plan: StackPlan): readonly Unit[] {
  const views = viewResources(plan).map((resources, at) =>
    unitOf(plan.input.views[at]?.name ?? '', resources),
  );
  const rules = plan.rules.map((rule) =>
    unitOf(rule.rule.stem, ruleResources(rule, plan, { Ref: WORKGROUP }, inside)),
  );
  return [...views, ...rules];
}

const inside: Reach = (name) => SHARED[name];
const imported = (name: keyof typeof SHARED | typeof WORKGROUP): Json => ({
  'Fn::ImportValue': { 'Fn::Sub': `\${MainStack}-${name}` },
});

function artefact({ number, units }: Part, shared: Resources, plan: StackPlan): Artefact {
  const isFirst = number === 0;
  const parameters = parametersOf(plan);
  const { bundle, environment, profile } = plan.input;
  const rules = new Map(plan.rules.map((one) => [one.rule.stem, one]));
  const own = units.flatMap(({ name, resources }) => {
    const rule = isFirst ? undefined : rules.get(name);
    return rule === undefined ? resources : ruleResources(rule, plan, imported(WORKGROUP), imported);
  });
  const view = {
    description: `${plan.description}${isFirst ? '' : `, part ${number + 1}`}`,
    metadata: { bundle: bundle.name, version: bundle.version, environment, profile },
    parameters: isFirst
      ? written(parameters)
      : { ...MAIN, ...written(parameters.filter(({ name }) => ALSO_LATER.includes(name))) },
    conditions: isFirst ? CONDITIONS : { HasSchedules: CONDITIONS.HasSchedules },
    resources: isFirst ? [...shared, ...own] : own,
    hasOutputs: isFirst,
    outputs: OUTPUTS,
  };
  return { path: `stack/stack${isFirst ? '' : `-${number + 1}`}.template.json`, template: TEMPLATE, view };
}

const isGiven = (parameter: string): Json => ({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: parameter }, ''] }] });
const WANTED: Json = { 'Fn::Equals': [{ Ref: 'CreateSchedules' }, 'true'] };

const CONDITIONS = {
  HasSchedules: WANTED,
  HasNotificationEmail: { 'Fn::And': [WANTED, isGiven('NotificationEmail')] },
  HasResultsKey: isGiven('ResultsKeyArn'),
  HasTrailKey: isGiven('TrailKeyArn'),
  HasTopicKey: isGiven('TopicKeyArn'),
};

const exported = (name: string, description: string, value: Json, isOptional: boolean): Resource => ({
  Description: description,
  ...(isOptional ? { Condition: 'HasSchedules' } : {}),
  Value: value,
  Export: { Name: { 'Fn::Sub': `\${AWS::StackName}-${name}` } },
});

const OUTPUTS = {
  WorkGroup: exported('WorkGroup', 'Workgroup that holds the rules.', { Ref: WORKGROUP }, false),
  StateMachineArn: exported('StateMachineArn', 'Runs one rule.', SHARED.StateMachineArn, true),
  SchedulerRoleArn: exported('SchedulerRoleArn', 'Starts runs.', SHARED.SchedulerRoleArn, true),
  ScheduleGroupName: exported('ScheduleGroupName', 'Holds the schedules.', SHARED.ScheduleGroupName, true),
  TopicArn: exported('TopicArn', 'Alerts and failures are published to it.', { Ref: 'Topic' }, true),
};

function written(parameters: readonly Parameter[]): Resource {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, declaration(parameter)]));
}

function declaration({ type, description, fallback, pattern, wants, least }: Parameter): Resource {
  const base = {
    Type: type === 'number' ? 'Number' : 'String',
    Description: description,
    ...(fallback === undefined
      ? {}
      : { Default: typeof fallback === 'boolean' ? String(fallback) : fallback }),
  };
  switch (type) {
    case 'boolean':
      return { ...base, AllowedValues: ['false', 'true'] };
    case 'state':
      return { ...base, AllowedValues: ['DISABLED', 'ENABLED'] };
    case 'number':
      return { ...base, ...(least === undefined ? {} : { MinValue: least }) };
    case 'text':
      return {
        ...base,
        ...(pattern === undefined ? {} : { AllowedPattern: `^${pattern}$` }),
        ...(wants === undefined ? {} : { ConstraintDescription: `must be ${wants}` }),
      };
  }
}
