/**
 * The optional part of the stack in Terraform's JSON syntax: schedules, state machine, topic and their roles.
 *
 * Owns: those blocks; each stands under `var.create_schedules`. Must not: decide what a role may do (stack/policy.ts).
 */
import type { Json, Resource } from './json.ts';
import { machineSubstitutions } from './machine.ts';
import type { StackPlan } from './plan.ts';
import {
  machineStatements,
  machineTrust,
  type Statement,
  schedulerStatements,
  schedulerTrust,
  type Trust,
} from './policy.ts';
import { expression, terraformText as text } from './terraform-text.ts';
import { pieces, ref } from './text.ts';

/** Beside the file of Terraform. */
export const MACHINE_FILE = 'state-machine.asl.json';
const MACHINE_PATH = `${expression('path.module')}/${MACHINE_FILE}`;

const COUNT = expression('var.create_schedules ? 1 : 0');

export function alertBlocks(plan: StackPlan): Readonly<Record<string, Resource>> {
  const { name } = plan;
  return {
    aws_sns_topic: {
      alerts: {
        count: COUNT,
        name,
        kms_master_key_id: expression('var.topic_key_arn == "" ? "alias/aws/sns" : var.topic_key_arn'),
      },
    },
    aws_sns_topic_policy: {
      alerts: { count: COUNT, arn: text(pieces(ref('topic'))), policy: json('topic') },
    },
    aws_sns_topic_subscription: {
      email: {
        count: expression('var.create_schedules && var.notification_email != "" ? 1 : 0'),
        topic_arn: text(pieces(ref('topic'))),
        protocol: 'email',
        endpoint: expression('var.notification_email'),
      },
    },
    aws_iam_role: { state_machine: role(plan, 'state_machine'), scheduler: role(plan, 'scheduler') },
    aws_iam_role_policy: { state_machine: policy('state_machine'), scheduler: policy('scheduler') },
    aws_sfn_state_machine: {
      rules: {
        count: COUNT,
        name,
        type: 'STANDARD',
        role_arn: expression('aws_iam_role.state_machine[0].arn'),
        definition: expression(`templatefile("${MACHINE_PATH}", { ${substituted()} })`),
        depends_on: ['aws_iam_role_policy.state_machine'],
      },
    },
    aws_scheduler_schedule_group: { rules: { count: COUNT, name } },
    aws_scheduler_schedule: {
      rule: {
        for_each: expression(
          '{ for name, rule in local.rules : name => rule.schedule if var.create_schedules && rule.schedule != null }',
        ),
        name: expression('each.value.name'),
        group_name: expression('aws_scheduler_schedule_group.rules[0].name'),
        schedule_expression: expression('each.value.expression'),
        state: expression('var.schedule_state'),
        flexible_time_window: {
          mode: expression('each.value.flexible_minutes == 0 ? "OFF" : "FLEXIBLE"'),
          maximum_window_in_minutes: expression(
            'each.value.flexible_minutes == 0 ? null : each.value.flexible_minutes',
          ),
        },
        target: {
          arn: text(pieces(ref('stateMachine'))),
          role_arn: expression('aws_iam_role.scheduler[0].arn'),
          input: `{"rule":${expression('each.value.facts')},"namedQueryId":"${expression('aws_athena_named_query.rule[each.key].id')}"}`,
        },
        depends_on: ['aws_iam_role_policy.scheduler'],
      },
    },
  };
}

/** Within an expression a text stands in quotes; none of these holds a quote or a backslash. */
function substituted(): string {
  const values = Object.entries(machineSubstitutions());
  return values.map(([key, value]) => `${key} = "${text(value)}"`).join(', ');
}

const json = (document: string) => `\${data.aws_iam_policy_document.${document}[0].json}`;

/** A prefix of a name may have 38 characters. */
function role({ name }: StackPlan, which: string): Resource {
  return { count: COUNT, name_prefix: `${name.slice(0, 36)}-`, assume_role_policy: json(`${which}_trust`) };
}

const policy = (which: string): Resource => ({
  count: COUNT,
  name: 'run',
  role: `\${aws_iam_role.${which}[0].id}`,
  policy: json(which),
});

export function alertData(plan: StackPlan): Resource {
  const documents: Resource = {
    state_machine_trust: trust(machineTrust(plan)),
    scheduler_trust: trust(schedulerTrust(plan)),
    state_machine: permissions(machineStatements(plan)),
    scheduler: permissions(schedulerStatements()),
    topic: {
      count: COUNT,
      statement: {
        sid: 'OnlyOverTls',
        effect: 'Deny',
        principals: { type: '*', identifiers: ['*'] },
        actions: ['sns:Publish'],
        resources: [text(pieces(ref('topic')))],
        condition: { test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] },
      },
    },
  };
  return { aws_iam_policy_document: documents };
}

function trust({ service, sourceArn }: Trust): Resource {
  return {
    count: COUNT,
    statement: {
      actions: ['sts:AssumeRole'],
      principals: { type: 'Service', identifiers: [service] },
      condition: [
        {
          test: 'StringEquals',
          variable: 'aws:SourceAccount',
          values: [text(pieces(ref('account')))],
        },
        { test: 'ArnEquals', variable: 'aws:SourceArn', values: [text(sourceArn)] },
      ],
    },
  };
}

const KEYS = { trailKey: 'trail_key_arn', resultsKey: 'results_key_arn', topicKey: 'topic_key_arn' } as const;

function permissions(statements: readonly Statement[]): Resource {
  const optional = statements.flatMap((one) =>
    one.onlyWith === undefined
      ? []
      : [{ for_each: `\${var.${KEYS[one.onlyWith]} == "" ? [] : [1]}`, content: statement(one) }],
  );
  return {
    count: COUNT,
    statement: statements.filter(({ onlyWith }) => onlyWith === undefined).map(statement),
    ...(optional.length === 0 ? {} : { dynamic: { statement: optional } }),
  };
}

function statement({ sid, actions, resources, condition }: Statement): Json {
  return {
    sid,
    actions,
    resources: resources.map(text),
    ...(condition === undefined
      ? {}
      : {
          condition: {
            test: condition.test,
            variable: condition.variable,
            values: condition.values.map(text),
          },
        }),
  };
}
