/**
 * The stack in Terraform's JSON syntax: one file with all of it.
 *
 * Owns: variables, locals and the resources without which no rule runs. Must not: print JSON (a template does).
 */
import type { Artefact } from '../../shared/target.ts';
import type { Json, Resource } from './json.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import { DEFAULTS, type PlannedRule, type StackPlan } from './plan.ts';
import { alertBlocks, alertData, MACHINE_FILE } from './terraform-alerts.ts';
import { expression, snakeCase, template, terraformText } from './terraform-text.ts';
import { pieces, ref } from './text.ts';
import { VIEW_EXPANDED_TEXT, VIEW_PARAMETERS, viewText } from './view.ts';

const TEMPLATE = 'athena/stack/stack.tf.json.hbs';
const MACHINE_TEMPLATE = 'athena/stack/state-machine.asl.json.hbs';
/** Relative to the target's folder. */
const FILE = 'stack/stack.tf.json';

export function terraformArtefacts(plan: StackPlan, machine: Json): readonly Artefact[] {
  const view = {
    description: plan.description,
    variables: Object.fromEntries(parametersOf(plan).map((one) => [snakeCase(one.name), variable(one)])),
    rules: plan.rules.map((rule) => ({ name: rule.rule.stem, body: ruleLocals(rule) })),
    data: {
      aws_caller_identity: { current: {} },
      aws_partition: { current: {} },
      aws_region: { current: {} },
      ...alertData(plan),
    },
    resources: Object.entries(resourcesOf(plan)).map(([type, blocks]) => ({ type, blocks })),
    outputs: {
      workgroup: {
        description: 'Workgroup that holds the rules.',
        value: expression('aws_athena_workgroup.rules.name'),
      },
      topic_arn: {
        description: 'Alerts and failures are published to it.',
        value: expression('one(aws_sns_topic.alerts[*].arn)'),
      },
    },
  };
  return [
    { path: FILE, template: TEMPLATE, view },
    { path: `stack/${MACHINE_FILE}`, template: MACHINE_TEMPLATE, view: { machine } },
  ];
}

/** One entry of `local.rules`: an attribute that a rule has not is null. */
function ruleLocals({ rule, name, description, schedule }: PlannedRule): Resource {
  return {
    name,
    description: template(description),
    query: template(rule.namedQuery),
    statement: rule.preparedName,
    prepared: template(rule.prepared),
    schedule:
      schedule === undefined
        ? null
        : {
            name: schedule.name,
            expression: schedule.expression,
            flexible_minutes: schedule.flexibleMinutes,
            facts: template(JSON.stringify(schedule.facts)),
          },
  };
}

function resourcesOf(plan: StackPlan): Readonly<Record<string, Resource>> {
  const { input, name, description } = plan;
  const each = expression('local.rules');
  const workgroup = expression('aws_athena_workgroup.rules.name');
  return {
    aws_athena_workgroup: {
      rules: {
        name,
        description,
        force_destroy: false,
        configuration: {
          enforce_workgroup_configuration: true,
          publish_cloudwatch_metrics_enabled: true,
          requester_pays_enabled: false,
          bytes_scanned_cutoff_per_query: expression('var.bytes_scanned_cutoff'),
          engine_version: { selected_engine_version: DEFAULTS.engine },
          result_configuration: {
            output_location: terraformText(
              pieces('s3://', ref('resultsBucket'), '/', ref('resultsPrefix'), '/'),
            ),
            expected_bucket_owner: expression('data.aws_caller_identity.current.account_id'),
            encryption_configuration: {
              encryption_option: expression('var.results_key_arn == "" ? "SSE_S3" : "SSE_KMS"'),
              kms_key_arn: expression('var.results_key_arn == "" ? null : var.results_key_arn'),
            },
          },
        },
      },
    },
    ...(input.views.length === 0 ? {} : { aws_glue_catalog_table: views(plan) }),
    aws_athena_named_query: {
      rule: {
        for_each: each,
        name: expression('each.value.name'),
        description: expression('each.value.description'),
        database: input.database,
        workgroup,
        query: expression('each.value.query'),
      },
    },
    aws_athena_prepared_statement: {
      rule: {
        for_each: each,
        name: expression('each.value.statement'),
        description: expression('each.value.description'),
        workgroup,
        query_statement: expression('each.value.prepared'),
      },
    },
    ...alertBlocks(plan),
  };
}

function views({ input }: StackPlan): Resource {
  const blocks = input.views.map((view) => [
    view.name,
    {
      name: view.name,
      database_name: input.database.toLowerCase(),
      description: template(view.comment),
      table_type: 'VIRTUAL_VIEW',
      parameters: VIEW_PARAMETERS,
      storage_descriptor: {
        columns: view.columns.map(({ name, hive }) => ({ name, type: hive })),
        ser_de_info: { name: '-', serialization_library: '-' },
      },
      view_original_text: viewText(view, input.database),
      view_expanded_text: VIEW_EXPANDED_TEXT,
    },
  ]);
  return Object.fromEntries(blocks) as Resource;
}

function variable({ name, type, description, fallback, pattern, wants, least }: Parameter): Resource {
  const own = `var.${snakeCase(name)}`;
  const validation = (condition: string, message: string) => ({
    validation: { condition: `\${${condition}}`, error_message: message },
  });
  const base = {
    description,
    type: type === 'number' ? 'number' : type === 'boolean' ? 'bool' : 'string',
    nullable: false,
    ...(fallback === undefined ? {} : { default: fallback }),
  };
  if (type === 'state')
    return {
      ...base,
      ...validation(`contains(["DISABLED", "ENABLED"], ${own})`, 'Write DISABLED or ENABLED.'),
    };
  if (type === 'number' && least !== undefined)
    return { ...base, ...validation(`${own} >= ${least}`, `Write ${least} or more.`) };
  if (pattern === undefined) return base;
  const regex = JSON.stringify(`^(?:${pattern})$`);
  return { ...base, ...validation(`can(regex(${regex}, ${own}))`, `Write ${wants ?? 'another value'}.`) };
}
