/** The stack in CloudFormation: what is created, what is off, who may do what, and what is refused. */
import { describe, expect, it } from 'vitest';
import type { StackInput, StackRule } from '../../../src/targets/athena/stack/input.ts';
import { stackArtefacts } from '../../../src/targets/athena/stack/stack.ts';
import { whats } from '../../support/rule.ts';
import { EVENTS_VIEW, sampleInput, sampleRule, stackFiles } from './stack-sample.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into a template at every depth
type Held = any;
type Template = Readonly<Record<'Parameters' | 'Resources' | 'Conditions' | 'Outputs', Record<string, Held>>>;

const templates = (input: StackInput): ReadonlyMap<string, Template> =>
  new Map(
    [...stackFiles(input)]
      .filter(([name]) => name.endsWith('.template.json'))
      .map(([name, text]) => [name, JSON.parse(text)]),
  );
const template = (some: Partial<StackInput> = {}): Template => {
  const found = templates(sampleInput(some)).get('stack.template.json');
  if (found === undefined) throw new Error('no template');
  return found;
};
const ofType = ({ Resources }: Template, type: string) =>
  Object.values(Resources).filter((one) => one.Type === type);
const codesOf = (rules: readonly StackRule[], some: Partial<StackInput> = {}) => {
  const { diagnostics } = stackArtefacts(sampleInput({ rules, ...some }));
  return diagnostics.map(({ code }) => code);
};

/** Every object of a tree. */
function* objects(value: unknown): Generator<Record<string, Held>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, Held>;
  for (const held of Object.values(value)) yield* objects(held);
}

const FUNCTIONS = /^Fn::(?:Sub|Join|If|GetAtt|ImportValue)$/;

describe('what always stands', () => {
  it('is a workgroup that nobody can go round, and a query and a statement for each rule', () => {
    const found = template();
    const [workgroup] = ofType(found, 'AWS::Athena::WorkGroup');
    expect(workgroup.Properties.WorkGroupConfiguration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: { Ref: 'BytesScannedCutoff' },
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      ResultConfiguration: {
        EncryptionConfiguration: { EncryptionOption: { 'Fn::If': ['HasResultsKey', 'SSE_KMS', 'SSE_S3'] } },
      },
    });
    const { rules } = sampleInput();
    expect(ofType(found, 'AWS::Athena::NamedQuery').map(({ Properties }) => Properties)).toEqual(
      rules.map(({ stem, title, namedQuery }) => ({
        Name: stem,
        Description: `${title} (rule 7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10, version 1.2.0, condition ${'c'.repeat(64)})`,
        Database: 'security',
        WorkGroup: { Ref: 'WorkGroup' },
        QueryString: namedQuery,
      })),
    );
    const statements = ofType(found, 'AWS::Athena::PreparedStatement');
    expect(statements.map(({ Properties }) => [Properties.StatementName, Properties.QueryStatement])).toEqual(
      rules.map(({ preparedName, prepared }) => [preparedName, prepared]),
    );
  });

  it('is a view that Athena reads: its SQL and columns between the marks of Presto', () => {
    const [view] = ofType(template(), 'AWS::Glue::Table');
    const { TableInput: table, DatabaseName } = view.Properties;
    expect([DatabaseName, table.Name, table.TableType]).toEqual([
      'security',
      EVENTS_VIEW.name,
      'VIRTUAL_VIEW',
    ]);
    expect(table.Parameters).toEqual({ presto_view: 'true', comment: 'Presto View' });
    expect(table.StorageDescriptor.Columns).toEqual([
      { Name: 'eventid', Type: 'string' },
      { Name: 'actor', Type: 'string' },
    ]);
    const [, base64 = ''] = /^\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/$/.exec(table.ViewOriginalText) ?? [];
    expect(JSON.parse(Buffer.from(base64, 'base64').toString('utf8'))).toEqual({
      originalSql: EVENTS_VIEW.sql,
      catalog: 'awsdatacatalog',
      schema: 'security',
      columns: [
        { name: 'eventid', type: 'varchar' },
        { name: 'actor', type: 'varchar' },
      ],
    });
  });
});

describe('what runs rules', () => {
  it('is not created, and does not run, by default', () => {
    const found = template();
    const { CreateSchedules, ScheduleState, NotificationEmail } = found.Parameters;
    expect([CreateSchedules.Default, ScheduleState.Default, NotificationEmail.Default]).toEqual([
      'false',
      'DISABLED',
      '',
    ]);
    const always = Object.values(found.Resources)
      .filter(({ Condition }) => Condition === undefined)
      .map(({ Type }) => Type);
    expect([...new Set(always)].sort()).toEqual([
      'AWS::Athena::NamedQuery',
      'AWS::Athena::PreparedStatement',
      'AWS::Athena::WorkGroup',
      'AWS::Glue::Table',
    ]);
    for (const schedule of ofType(found, 'AWS::Scheduler::Schedule'))
      expect(schedule.Properties.State).toEqual({ Ref: 'ScheduleState' });
    expect(found.Conditions.HasSchedules).toEqual({ 'Fn::Equals': [{ Ref: 'CreateSchedules' }, 'true'] });
  });

  it.each([
    [60, 'rate(1 minute)', 'OFF'],
    [900, 'rate(15 minutes)', 'OFF'],
    [5_400, 'rate(90 minutes)', 'FLEXIBLE'],
    [3_600, 'rate(1 hour)', 'FLEXIBLE'],
    [21_600, 'rate(6 hours)', 'FLEXIBLE'],
    [86_400, 'rate(1 day)', 'FLEXIBLE'],
    [604_800, 'rate(7 days)', 'FLEXIBLE'],
    // Counted in minutes, it runs rather too often than too seldom.
    [95, 'rate(1 minute)', 'OFF'],
  ])('every %i seconds: %s', (every, expression, mode) => {
    const [schedule] = ofType(
      template({ rules: [sampleRule('one', { every })] }),
      'AWS::Scheduler::Schedule',
    );
    const { ScheduleExpression, FlexibleTimeWindow } = schedule.Properties;
    expect([ScheduleExpression, FlexibleTimeWindow.Mode]).toEqual([expression, mode]);
  });

  it('passes on the id of the query and nothing that a template would read', () => {
    const title = `a \${AWS::AccountId} "quoted" title`;
    const [schedule] = ofType(
      template({ rules: [sampleRule('one', { title })] }),
      'AWS::Scheduler::Schedule',
    );
    const [, [before, id, after]] = schedule.Properties.Target.Input['Fn::Join'];
    expect(id).toEqual({ 'Fn::GetAtt': ['QueryOne', 'NamedQueryId'] });
    expect(JSON.parse(`${before}ID${after}`)).toMatchObject({ namedQueryId: 'ID', rule: { title } });
  });
});

describe('who may do what', () => {
  const policies = () =>
    ofType(template(), 'AWS::IAM::Role').flatMap(({ Properties }) => Properties.Policies);
  const statements = () =>
    policies().flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.map((one: Held) => one['Fn::If']?.[1] ?? one),
    );

  it('names every resource, and allows no group of actions', () => {
    expect(statements().length).toBeGreaterThan(10);
    for (const { Effect, Action, Resource } of statements()) {
      expect(Effect).toBe('Allow');
      for (const action of Action) expect(action).toMatch(/^[a-z0-9]+:[A-Z][A-Za-z]+$/);
      for (const resource of Resource) {
        const text = resource['Fn::Sub'] ?? resource.Ref;
        expect(text).toMatch(/^(?:arn:|[A-Z])/);
        // A pattern only at the end of a folder that is given.
        expect(text.replace(/\}\/\*$|TrailPrefix\}\*$/, '')).not.toContain('*');
      }
    }
  });

  it('reaches objects of the trail and of the results alone', () => {
    const objects = statements()
      .flatMap(({ Resource }) => Resource)
      .map((one: Held) => one['Fn::Sub'] ?? '')
      .filter((one: string) => /:s3:::[^/]*\//.test(one));
    expect(objects).toEqual([
      `arn:\${AWS::Partition}:s3:::\${TrailBucket}/\${TrailPrefix}*`,
      `arn:\${AWS::Partition}:s3:::\${ResultsBucket}/\${ResultsPrefix}/*`,
    ]);
  });

  it('writes only results and messages', () => {
    const writes = statements().filter(({ Action }) =>
      Action.some((one: string) => /Put|Create|Delete|Update|Publish/.test(one)),
    );
    expect(writes.map(({ Sid }) => Sid)).toEqual(['WriteAndReadResults', 'Publish']);
  });

  it('lets a service take a role for this account and this resource alone', () => {
    for (const { Properties } of ofType(template(), 'AWS::IAM::Role')) {
      const [statement, ...more] = Properties.AssumeRolePolicyDocument.Statement;
      expect(more).toEqual([]);
      expect(Object.keys(statement.Principal)).toEqual(['Service']);
      expect(statement.Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
      expect(statement.Condition.ArnEquals['aws:SourceArn']['Fn::Sub']).toMatch(
        /acme-cloudtrail-production$/,
      );
    }
  });

  it('encrypts messages, and opens the topic to nobody', () => {
    const found = template();
    const [topic] = ofType(found, 'AWS::SNS::Topic');
    expect(topic.Properties.KmsMasterKeyId['Fn::If']).toEqual([
      'HasTopicKey',
      { Ref: 'TopicKeyArn' },
      'alias/aws/sns',
    ]);
    for (const { Properties } of ofType(found, 'AWS::SNS::TopicPolicy'))
      expect(Properties.PolicyDocument.Statement.map(({ Effect }: Held) => Effect)).toEqual(['Deny']);
  });
});

describe('many rules', () => {
  const rules = (count: number) => Array.from({ length: count }, (_, at) => sampleRule(`rule-number-${at}x`));

  it('stand in templates within the limits of CloudFormation, each once', () => {
    const found = templates(sampleInput({ rules: rules(700) }));
    expect(found.size).toBeGreaterThan(4);
    const names: string[] = [];
    for (const [name, one] of found) {
      const text = stackFilesOf700.get(name) ?? '';
      expect([name, Object.keys(one.Resources).length <= 450, text.length <= 900_000]).toEqual([
        name,
        true,
        true,
      ]);
      names.push(...ofType(one, 'AWS::Athena::NamedQuery').map(({ Properties }) => Properties.Name));
    }
    expect(names.sort()).toEqual(
      rules(700)
        .map(({ stem }) => stem)
        .sort(),
    );
  });
  const stackFilesOf700 = stackFiles(sampleInput({ rules: rules(700) }));

  it('refer only to what their own template has, or to what the first one exports', () => {
    const found = templates(sampleInput({ rules: rules(300) }));
    const exports = new Set<string>();
    for (const { Outputs = {} } of found.values())
      for (const { Export } of Object.values(Outputs))
        exports.add(Export.Name['Fn::Sub'].replace(/^\$\{AWS::StackName\}/, ''));
    expect(exports.size).toBeGreaterThan(3);
    for (const { Resources, Parameters, Conditions } of found.values()) {
      const known = new Set([...Object.keys(Resources), ...Object.keys(Parameters)]);
      for (const one of objects(Resources)) {
        if (typeof one.Ref === 'string' && !one.Ref.startsWith('AWS::')) expect(known).toContain(one.Ref);
        if (one['Fn::GetAtt'] !== undefined) expect(known).toContain(one['Fn::GetAtt'][0]);
        if (one['Fn::ImportValue'] !== undefined)
          expect(exports).toContain(one['Fn::ImportValue']['Fn::Sub'].replace(/^\$\{MainStack\}/, ''));
        if (typeof one['Fn::If']?.[0] === 'string') expect(Conditions).toHaveProperty(one['Fn::If'][0]);
        if (typeof one.Type === 'string' && one.Condition !== undefined)
          expect(Conditions).toHaveProperty(one.Condition);
        for (const key of Object.keys(one)) if (key.startsWith('Fn::')) expect(key).toMatch(FUNCTIONS);
      }
    }
  });

  it('stay where they are when another comes', () => {
    const places = (input: StackInput) =>
      new Map(
        [...templates(input)].flatMap(([name, one]) =>
          Object.keys(one.Resources).map((id) => [id, name] as const),
        ),
      );
    const before = places(sampleInput({ rules: rules(300) }));
    const after = places(sampleInput({ rules: [sampleRule('a-first-one'), ...rules(300)] }));
    for (const [id, name] of before) expect([id, after.get(id)]).toEqual([id, name]);
    expect(after.size).toBe(before.size + 3);
  });

  it('have logical ids of their own, also where their words run together', () => {
    const stems = [
      'a-1',
      'a1',
      'a-b',
      'ab',
      'a-b-1',
      'a-b1',
      `${'long-'.repeat(60)}one`,
      `${'long-'.repeat(60)}two`,
    ];
    const found = template({
      rules: stems.map((stem) => sampleRule(stem, { preparedName: `s_${stem.length}` })),
    });
    const ids = Object.keys(found.Resources);
    expect(ids.filter((id) => id.startsWith('Query'))).toHaveLength(stems.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]{1,255}$/);
    const names = ofType(found, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties.Name);
    expect(new Set(names).size).toBe(stems.length);
    for (const name of names) expect(name).toMatch(/^[0-9a-zA-Z._-]{1,64}$/);
    for (const { Properties } of ofType(found, 'AWS::Athena::NamedQuery'))
      expect(Properties.Name.length).toBeLessThanOrEqual(128);
  });
});

describe('what AWS would refuse', () => {
  it('is an error that names the rule', () => {
    const { value, diagnostics } = stackArtefacts(
      sampleInput({ rules: [sampleRule('one', { title: 'é'.repeat(512) })] }),
    );
    expect(value).toBeUndefined();
    expect(whats(diagnostics)).toEqual([
      'The description (title, id and version) of the rule "one" would have 1159 bytes in the Athena stack; AWS takes 1024.',
    ]);
  });

  it.each([
    [
      'a query of 262,145 bytes',
      { namedQuery: 'x'.repeat(262_145) },
      ['athena-stack/rule-too-long', 'athena-stack/not-scheduled'],
    ],
    [
      'a query of 262,144 bytes, which is too long to be run by the machine',
      { namedQuery: 'x'.repeat(262_144) },
      ['athena-stack/not-scheduled'],
    ],
    ['the longest query that is run', { namedQuery: 'x'.repeat(253_950) }, []],
    [
      'a prepared statement of 262,145 bytes',
      { prepared: 'é'.repeat(131_073) },
      ['athena-stack/rule-too-long'],
    ],
    ['a statement that begins with a digit', { preparedName: '1_one' }, ['athena-stack/statement-name']],
    ['a statement of one letter', { preparedName: 'a' }, ['athena-stack/statement-name']],
    ['a statement of 256 letters', { preparedName: 'a'.repeat(256) }, []],
    ['a statement of 257 letters', { preparedName: 'a'.repeat(257) }, ['athena-stack/statement-name']],
    ['a rule that runs every 59 seconds', { every: 59 }, ['athena-stack/too-often']],
    ['a text that is not composed', { prepared: "SELECT 'e\u0301'" }, ['athena-stack/not-composed']],
    ['a Kelvin sign', { prepared: "SELECT '\u212a'" }, ['athena-stack/not-composed']],
    [
      'two statements that fill a template',
      { namedQuery: 'é'.repeat(100_000), prepared: 'é'.repeat(100_000) },
      ['athena-stack/rule-too-long'],
    ],
  ] as const)('%s', (_, some, codes) => {
    expect(codesOf([sampleRule('one', some)])).toEqual(codes);
  });

  it('leaves the schedule of a rule out that the machine cannot run, and says so', () => {
    const rules = [sampleRule('one', { namedQuery: 'x'.repeat(262_144) }), sampleRule('two')];
    const found = template({ rules });
    expect(ofType(found, 'AWS::Scheduler::Schedule')).toHaveLength(1);
    expect(ofType(found, 'AWS::Athena::NamedQuery')).toHaveLength(2);
  });

  it('counts the prepared statements of a workgroup', () => {
    const rules = Array.from({ length: 1_001 }, (_, at) => sampleRule(`rule-${at}`));
    expect(codesOf(rules)).toEqual(['athena-stack/too-many-rules']);
    expect(codesOf(rules.slice(1))).toEqual([]);
  });

  it('counts the characters of a view', () => {
    const long = (length: number) => ({ views: [{ ...EVENTS_VIEW, sql: 'x'.repeat(length) }] });
    expect(codesOf([], long(310_000))).toEqual(['athena-stack/view-too-long']);
    expect(codesOf([], long(300_000))).toEqual([]);
    expect(codesOf([], { views: [{ ...EVENTS_VIEW, comment: 'x'.repeat(2_049) }] })).toEqual([
      'athena-stack/view-too-long',
    ]);
  });
});
