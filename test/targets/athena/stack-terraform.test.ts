/** The stack in Terraform: the same as in CloudFormation, with documented arguments alone. */
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../injection/read-terraform.ts';
import { documentedFaults } from '../../lane/terraform/documented.ts';
import { sampleInput, sampleRule, stackFiles } from './stack-sample.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into a file at every depth
type Held = any;

const files = stackFiles(sampleInput());
const text = files.get('stack.tf.json') ?? '';
const terraform: Held = JSON.parse(text);
const cloudFormation: Held = JSON.parse(files.get('stack.template.json') ?? '');
const ofType = (type: string): Held[] =>
  Object.values<Held>(cloudFormation.Resources).filter(({ Type }) => Type === type);
const literal = (template: string) =>
  readTemplate(template)
    .map(({ text: part }) => part)
    .join('');

describe('the file of Terraform', () => {
  it('uses documented arguments alone, gives all that are required, and refers to what it declares', () => {
    expect(documentedFaults(text)).toEqual([]);
  });

  it.each([
    ['"query_statement":', '"query_text":', 'query_text is no argument'],
    [
      '"role_arn": "${aws_iam_role.scheduler',
      '"rolle_arn": "${aws_iam_role.scheduler',
      'role_arn is missing',
    ],
    ['aws_sns_topic.alerts[0].arn', 'aws_sns_topic.other[0].arn', 'aws_sns_topic.other: no such block'],
    ['var.trail_bucket', 'var.trail_buckets', 'var.trail_buckets: no such variable'],
    ['"engine_version":', '"engine":', 'engine is no argument'],
  ])('would be found out: %s for %s', (right, wrong, fault) => {
    expect(text).toContain(right);
    expect(documentedFaults(text.replaceAll(right, wrong)).join('\n')).toContain(fault);
  });

  it('holds the queries, statements and views of CloudFormation', () => {
    const rules: Held[] = Object.values(terraform.locals.rules);
    expect(rules.map(({ name, query }) => [name, literal(query)])).toEqual(
      ofType('AWS::Athena::NamedQuery').map(({ Properties }) => [Properties.Name, Properties.QueryString]),
    );
    expect(rules.map(({ statement, prepared }) => [statement, literal(prepared)])).toEqual(
      ofType('AWS::Athena::PreparedStatement').map(({ Properties }) => [
        Properties.StatementName,
        Properties.QueryStatement,
      ]),
    );
    expect(rules.map(({ description }) => literal(description))).toEqual(
      ofType('AWS::Athena::NamedQuery').map(({ Properties }) => Properties.Description),
    );
    const [{ Properties: view }] = ofType('AWS::Glue::Table') as [Held];
    expect(terraform.resource.aws_glue_catalog_table.cloudtrail_logs_events).toMatchObject({
      name: view.TableInput.Name,
      database_name: view.DatabaseName,
      table_type: 'VIRTUAL_VIEW',
      parameters: view.TableInput.Parameters,
      view_original_text: view.TableInput.ViewOriginalText,
    });
  });

  it('has the schedules of CloudFormation, and passes on the same', () => {
    const schedules: Held[] = Object.values<Held>(terraform.locals.rules).map(({ schedule }) => schedule);
    const others = ofType('AWS::Scheduler::Schedule').map(({ Properties }) => Properties);
    expect(schedules.map(({ name, expression }) => [name, expression])).toEqual(
      others.map(({ Name, ScheduleExpression }) => [Name, ScheduleExpression]),
    );
    const { input } = terraform.resource.aws_scheduler_schedule.rule.target;
    for (const [at, { facts }] of schedules.entries()) {
      const filled = readTemplate(input)
        .map(({ kind, text: part }) =>
          kind === 'text' ? part : part === 'each.value.facts' ? literal(facts) : 'ID',
        )
        .join('');
      const [, parts] = others[at].Target.Input['Fn::Join'];
      expect(JSON.parse(filled)).toEqual(
        JSON.parse(parts.map((part: Held) => (typeof part === 'string' ? part : 'ID')).join('')),
      );
    }
  });

  it('has the variables of CloudFormation, off by default, and the same state machine', () => {
    const names = Object.keys(cloudFormation.Parameters).map((name) =>
      name.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase(),
    );
    expect(Object.keys(terraform.variable)).toEqual(names);
    const { create_schedules, schedule_state, notification_email } = terraform.variable;
    expect([create_schedules.default, schedule_state.default, notification_email.default]).toEqual([
      false,
      'DISABLED',
      '',
    ]);
    const machine = JSON.parse(files.get('state-machine.asl.json') ?? '');
    expect(machine).toEqual(cloudFormation.Resources.StateMachine.Properties.Definition);
    const { definition } = terraform.resource.aws_sfn_state_machine.rules;
    const filledIn = new Set([...JSON.stringify(machine).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    for (const name of filledIn) expect(definition).toContain(`${name} = "`);
    expect([...filledIn].sort()).toEqual(
      Object.keys(cloudFormation.Resources.StateMachine.Properties.DefinitionSubstitutions),
    );
    for (const [type, blocks] of Object.entries<Held>(terraform.resource)) {
      if (/^aws_(?:athena|glue)_/.test(type) || type === 'aws_scheduler_schedule') continue;
      for (const block of Object.values<Held>(blocks)) expect(block.count).toMatch(/var\.create_schedules/);
    }
  });

  it('allows the roles what CloudFormation allows them', () => {
    const actions = (statements: Held[]) => statements.flatMap((one) => one.actions ?? one.Action).sort();
    const [machine, scheduler] = ofType('AWS::IAM::Role').map(({ Properties }) =>
      Properties.Policies[0].PolicyDocument.Statement.map((one: Held) => one['Fn::If']?.[1] ?? one),
    );
    const documents = terraform.data.aws_iam_policy_document;
    const all = ({ statement, dynamic }: Held) => [
      ...statement,
      ...(dynamic?.statement ?? []).map(({ content }: Held) => content),
    ];
    expect(actions(all(documents.state_machine))).toEqual(actions(machine));
    expect(actions(all(documents.scheduler))).toEqual(actions(scheduler));
    for (const { resources } of [...all(documents.state_machine), ...all(documents.scheduler)])
      for (const resource of resources) expect(resource).not.toMatch(/^\*$|:\*$/);
  });

  it('leaves the schedule of a rule out that the machine cannot run', () => {
    const rules = [sampleRule('one', { namedQuery: 'x'.repeat(262_144) })];
    const held: Held = JSON.parse(stackFiles(sampleInput({ rules })).get('stack.tf.json') ?? '');
    expect(held.locals.rules.one.schedule).toBeNull();
  });
});
