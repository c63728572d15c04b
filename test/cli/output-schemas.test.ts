/**
 * What each command prints as JSON, held against the schema that is published for it: real processes in the states
 * of output-repository.ts. The strict form is used, so that a key without a description is red. Needs `npm run build`.
 */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_KINDS } from '../../src/cli/commands/schema.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { OUTPUT_SCHEMAS, published, strict } from '../../src/cli/output/index.ts';
import { OUTPUT_NAMES, type OutputName } from '../../src/cli/output/names.ts';
import type { SessionRow as Row } from '../../src/logs/trace/session-row.ts';
import type { Trace } from '../../src/logs/trace/trace.ts';
import { edit, emptyFolder, write } from '../support/content-repository.ts';
import { inProcess } from './in-process.ts';
import { brokenRepository, change, changedRepository, EVENT } from './output-repository.ts';
import { faultsOf, parts, seenIn, validatorOf } from './output-validate.ts';
import type { Ran } from './support.ts';
import { KINDS, TRACED, traceFolder } from './trace-logs.ts';
import { watching } from './watching.ts';

interface State {
  readonly schema: OutputName;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly code: number;
  readonly input?: string;
  /** Whether the result, or the errors, have to be there. */
  readonly on?: 'out' | 'err' | 'both';
  /** Done to the folder before. */
  readonly first?: () => void;
}

const OTHER = { ...EVENT, eventID: 'e-2', eventName: 'ListUsers', userAgent: 'Console' };
/** Athena ignores the case of a column, rules do not: SQL says something else, as the answer says it may. */
const TWIN = { ...EVENT, eventSource: undefined, EventSource: EVENT.eventSource };
/** More than are explained, and something that is no event. */
const TWINS = `${Array.from({ length: 5 }, () => JSON.stringify(TWIN)).join('\n')}\nnonsense\n`;
const IN_SESSION = {
  ...EVENT,
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/Dev/ann' },
};
const NOT_SAID = {
  ...EVENT,
  userIdentity: { ...EVENT.userIdentity, sessionContext: { sourceIdentity: 'ann' } },
};

const ran: (State & { readonly ran: Ran })[] = [];
const outputs = new Map<OutputName, unknown[]>(OUTPUT_NAMES.map((name) => [name, []]));
const keep = (name: OutputName, text: string) => {
  const value: unknown = JSON.parse(text);
  outputs.get(name)?.push(value);
  return value;
};

function logs(): string {
  const root = emptyFolder();
  write(root, 'a.json', { Records: [EVENT, OTHER, TWIN] });
  write(root, 'b-empty.json', { Records: [] });
  write(root, 'c-digest.json', { digestStartTime: '2026-01-01T00:00:00Z', logFiles: [] });
  write(root, 'd.ndjson', `${JSON.stringify(NOT_SAID)}\nnonsense\n`);
  return root;
}

/** Some hold and some do not; one is of a rule that is not asked. */
function expectations(): string {
  const root = emptyFolder();
  const rules = { every: { atLeast: 0, atMost: 99, alerts: { exactly: 99 } }, failing: { exactly: 0 } };
  write(root, 'expect.yml', { trailc: 1, rules, others: { atLeast: 0 } });
  return `${root}/expect.yml`;
}

/** Roles of every verdict that a key of the output belongs to, one of them excepted. */
function roles(): string {
  const role = (name: string, statement: object) => ({
    RoleName: name,
    Arn: `arn:aws:iam::408117322955:role/${name}`,
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] },
  });
  const allow = { Effect: 'Allow', Action: 'sts:AssumeRole' };
  const account = { ...allow, Principal: { AWS: '408117322955' } };
  const named = { StringEquals: { 'sts:RoleSessionName': `\${aws:username}` } };
  const root = emptyFolder();
  write(root, 'in/roles.json', {
    Roles: [
      role('free', { ...account, Sid: 'All' }),
      role('excepted', account),
      role('bound', { ...account, Condition: named }),
      role('service', { ...allow, Principal: { Service: 'ec2.amazonaws.com' } }),
    ],
  });
  write(root, 'in/policy.json', { Version: '2012-10-17', Statement: [account] });
  const value = 'arn:aws:iam::408117322955:role/excepted';
  const entry = { value, reason: 'Known.', owner: 'ops', ticket: 'T-1', expires: '2999-01-01' };
  write(root, 'exceptions.yml', { trailc: 1, name: 'roles', description: 'Roles.', entries: [entry] });
  return root;
}

function states(): readonly State[] {
  const [whole, changed, broken, mended] = [
    changedRepository(),
    changedRepository(),
    brokenRepository(),
    brokenRepository(),
  ];
  change(changed);
  const unreadable = emptyFolder();
  write(unreadable, 'trailc.config.yml', '{');
  const events = logs();
  const inventory = roles();
  const expected = expectations();
  const run =
    (cwd: string, more: Partial<State> = {}) =>
    (schema: OutputName, code: number, words: string, input?: string): State => ({
      schema,
      args: [...words.split(' '), '--format', 'json'],
      cwd,
      code,
      ...(input === undefined ? {} : { input }),
      ...more,
    });
  const [all, since, bad, fixed, none, shipped] = [whole, changed, broken, mended, unreadable, '.'].map(
    (cwd) => run(cwd),
  ) as [Made, Made, Made, Made, Made, Made];
  const traced = run(traceFolder());
  const one = (event: object) => JSON.stringify(event);
  return [
    all('check', 1, 'check'),
    shipped('check', 0, 'check'),
    shipped('check', 0, 'check --cost'),
    none('check', 2, 'check'),
    since('check', 1, 'check --since main'),
    bad('check', 1, 'check --fix'),
    fixed('check', 1, 'check --fix --yes'),

    all('test', 1, 'test'),
    all('test', 1, 'test --coverage --env dev'),
    since('test', 0, 'test --since main'),
    bad('test', 0, 'test every -t as'),
    { ...bad('test', 1, 'test'), on: 'both' },

    all('mutate', 1, 'mutate'),
    since('mutate', 0, 'mutate --since main --threshold 0'),
    { ...bad('mutate', 1, 'mutate'), on: 'both' },

    all('verify', 0, 'verify'),
    all('verify', 1, 'verify every failing unsaid --profile extended --events -', TWINS),
    all('verify', 1, `verify failing --events ${join(events, 'd.ndjson')}`),
    { ...bad('verify', 1, 'verify'), on: 'both' },
    { ...none('diagnostics', 2, 'verify'), on: 'err' },

    all('explain', 0, 'explain every -', one(EVENT)),
    all('explain', 0, 'explain every -', one(OTHER)),
    all('explain', 0, 'explain failing -', one({ ...EVENT, eventName: 'GetUser', eventID: undefined })),
    all('explain', 0, 'explain never -', one(EVENT)),
    all('explain', 0, 'explain element -', one(EVENT)),

    all('build', 0, 'build'),
    all('build', 0, 'build'),
    all('build', 0, 'build --since main --out touched'),
    since('build', 0, 'build --since main --out touched'),
    bad('build', 1, 'build'),
    all('check-bundle', 0, 'check --bundle dist/bundles/prod'),
    all('check-bundle', 2, 'check --bundle nowhere'),
    all('build', 0, 'build --out dated --as-of 2026-11-21 --source-commit 0a1b2c3'),
    all('verify-bundle', 0, 'verify-bundle dated'),
    all('verify-bundle', 2, 'verify-bundle nowhere'),
    all('docs', 0, 'docs --out pages'),
    bad('docs', 1, 'docs --out pages'),
    all('selftest', 0, 'selftest --target spl'),
    all('selftest', 0, 'selftest failing --target athena'),
    bad('selftest', 1, 'selftest --target spl'),

    all('diff', 0, 'diff'),
    since('diff', 0, `diff main --events ${events}`),
    since('diff', 0, 'diff --since main --env dev'),
    all('diff', 0, 'diff dist/bundles/prod --env dev'),

    all('bump', 0, 'bump --dry-run'),
    all('bump', 0, 'bump'),
    {
      ...all('bump', 0, 'bump'),
      first: () => edit(whole, 'rules/gone.yml', '"getUser"', '"GetUser"'),
    },
    bad('bump', 1, 'bump'),

    ...TRACED.map(([schema, code, words]) => traced(schema, code, words)),

    all('audit-roles', 1, `audit roles ${inventory}/in --exceptions ${inventory}/exceptions.yml`),

    all('backtest', 1, `backtest ${events}`),
    all('backtest-plan', 0, 'backtest --engine athena --dry-run --from 2026-11-01 --to 2026-11-02'),
    all('backtest-plan', 0, 'backtest --engine athena --dry-run --profile extended'),
    all(
      'backtest',
      1,
      `backtest ${events} --from 2025-12-31 --to 2026-01-02 --rules every --expect ${expected}`,
    ),
    since('backtest', 0, 'backtest - --against main', one(IN_SESSION)),
    all('doctor', 0, 'doctor'),
    all('doctor', 1, `doctor --env dev --events ${events}`),

    all('env-list', 0, 'env list'),
    all('env-show', 0, 'env show prod --why'),
    all('env-show', 0, 'env show base'),
    all('env-diff', 0, 'env diff prod dev'),
    all('lists', 0, 'lists --as-of 2026-11-21'),
    all('lists', 0, 'lists agents --env dev'),

    all('fields', 0, 'fields'),
    all('fields', 1, 'fields no-such-field'),
    all('operators', 0, 'operators'),
    all('why', 0, 'why'),

    since('fmt', 1, 'fmt --check'),
    bad('fmt', 1, 'fmt'),
    none('fmt', 2, 'fmt'),
    all('fmt', 0, 'fmt -', 'a: 1\n'),
  ];
}
type Made = (schema: OutputName, code: number, words: string, input?: string) => State;

/** Those of one folder one after the other, since some write. */
beforeAll(async () => {
  const all = states();
  const chains = [...new Set(all.map(({ cwd }) => cwd))].map(async (folder) => {
    for (const state of all.filter(({ cwd }) => cwd === folder)) {
      state.first?.();
      ran.push({ ...state, ran: await started(state) });
    }
  });
  await Promise.all(chains);
}, 120_000);

function started({ args, cwd, input = '' }: State): Promise<Ran> {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', FORCE_COLOR: undefined, NO_COLOR: undefined };
  const child = spawn(process.execPath, [resolve('bin/trailc.js'), ...args], { cwd, env });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

const VALIDATORS = new Map(OUTPUT_NAMES.map((name) => [name, validatorOf(strict(OUTPUT_SCHEMAS[name]))]));
const OPEN = new Map(OUTPUT_NAMES.map((name) => [name, validatorOf(published(OUTPUT_SCHEMAS[name]))]));

function hold(name: OutputName, text: string, what: string): void {
  const value = keep(name, text);
  for (const [form, validators] of Object.entries({ strict: VALIDATORS, published: OPEN })) {
    const validate = validators.get(name);
    if (validate === undefined) throw new Error(name);
    expect(faultsOf(validate, value), `${what}: ${form}`).toEqual([]);
  }
}

describe('what commands print', () => {
  it.each(OUTPUT_NAMES.filter((name) => name !== 'watch'))('%s is as its schema says', (name) => {
    const mine = ran.filter(({ schema }) => schema === name);
    expect(mine).not.toHaveLength(0);
    for (const { args, code, on = 'out', ran: found } of mine) {
      const what = args.join(' ');
      const said = `${found.out.slice(0, 2_000)}${found.err.slice(0, 2_000)}`;
      expect(found.code, `${what}\n${said}`).toBe(code);
      if (on !== 'err') hold(name, found.out, what);
      // Some commands add a line of text below.
      if (on !== 'out')
        hold('diagnostics', found.err.slice(0, found.err.lastIndexOf('}') + 1), `${what}, its errors`);
    }
  });

  it('watch is as its schema says, line by line', async () => {
    const cwd = changedRepository();
    const watched = await watching(cwd);
    edit(cwd, 'rules/gone.yml', '"Rule number 5"', '"Another title"');
    await watched.run(
      'a run of one rule',
      ({ rules }) => rules?.run.includes('gone') === true && rules.left.length > 0,
    );
    writeFileSync(join(cwd, 'trailc.config.yml'), '{');
    await watched.run('a run without configuration', ({ rules }) => rules === null);
    for (const line of watched.out().split('\n').slice(0, -1)) hold('watch', line, 'watch');
  }, 60_000);

  it('has every kind of link, end and gap that a trace may have', () => {
    const traces = outputs.get('trace') as readonly Trace[];
    const sessions = (outputs.get('sessions') as readonly { readonly sessions: readonly Row[] }[]).flatMap(
      (one) => one.sessions,
    );
    const said = {
      evidence: traces.flatMap(({ hops }) => hops.map(({ evidence }) => evidence)),
      missing: traces.flatMap(({ missing }) => missing?.reason ?? []),
      end: traces.map(({ end }) => end.kind),
      subject: traces.map(({ subject }) => subject.kind),
      sourceIdentity: sessions.map(({ sourceIdentity }) => sourceIdentity.state),
    };
    for (const [what, words] of Object.entries(KINDS))
      expect([...new Set(said[what as keyof typeof KINDS])].sort(), what).toEqual([...words].sort());
    expect([...new Set(sessions.map(({ ambiguous }) => ambiguous))].sort()).toEqual([false, true]);
  });

  // Behind the others: it looks at what they saw. What several outputs share is seen once.
  it('has every key and kind that the schemas describe', () => {
    const seen = new Set<string>();
    const schemas = OUTPUT_NAMES.map((name) => [name, strict(OUTPUT_SCHEMAS[name])] as const);
    for (const [name, schema] of schemas) seenIn(schema, outputs.get(name) ?? [], seen);
    const never = schemas.flatMap(([name, schema]) =>
      [...parts(schema)].filter(([, part]) => !seen.has(JSON.stringify(part))).map(([at]) => `${name}${at}`),
    );
    expect(never.filter((pointer) => !NOT_PROVOKED.some((rare) => pointer.includes(rare)))).toEqual([]);
  });
});

/** What takes a fault of an engine or of trailc, a reader who stops it, or an engine that the test does not start. */
const NOT_PROVOKED: readonly string[] = ['/fault', 'backtest/stopped', 'backtest/source<queries>'];

/** What has a schema and is no command. */
const BESIDES: readonly string[] = ['backtest-plan', 'check-bundle', 'diagnostics'];

describe('the schemas', () => {
  it('are there for every command that prints JSON', () => {
    const printing = COMMANDS.filter(
      ({ options: { format } }) => format?.kind === 'choice' && format.choices.includes('json'),
    ).map(({ name }) => name.replaceAll(' ', '-'));
    expect([...OUTPUT_NAMES].sort()).toEqual([...printing, ...BESIDES].sort());
    expect(Object.keys(OUTPUT_SCHEMAS)).toEqual(OUTPUT_NAMES);
  });

  it.each(OUTPUT_NAMES)(
    '%s is what `trailc schema` prints, and lies where programs find it',
    async (name) => {
      const said = await inProcess(['schema', `output/${name}`]);
      expect(said).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(said.out)).toEqual(published(OUTPUT_SCHEMAS[name]));
      const exported = new URL(import.meta.resolve(`trailc/schema/output/${name}.schema.json`));
      expect(readFileSync(exported, 'utf8')).toBe(said.out);
      expect(SCHEMA_KINDS).toContain(`output/${name}`);
    },
  );

  it.each(OUTPUT_NAMES.filter((name) => !BESIDES.includes(name)))(
    '%s has its keys in docs/formats.md',
    (name) => {
      const { anyOf, ...schema } = OUTPUT_SCHEMAS[name];
      const { properties = {}, required = [] } = anyOf?.[0] ?? schema;
      const keys = Object.keys(properties).filter((key) => key !== 'schemaVersion');
      const listed = keys.map((key) => `\`${key}${required.includes(key) ? '' : '?'}\``).join(', ');
      expect(readFileSync('docs/formats.md', 'utf8')).toContain(`](reference/output.md#${name}): ${listed}`);
    },
  );

  it.each(OUTPUT_NAMES)('%s describes every key in a line', (name) => {
    for (const [pointer, { properties = {} }] of parts(OUTPUT_SCHEMAS[name])) {
      for (const [key, { $ref, description }] of Object.entries(properties)) {
        if (key === 'kind' || $ref !== undefined) continue;
        expect(description, `${pointer}/${key}`).toMatch(/^[A-Z"`][^\n]*\.$/);
      }
    }
  });

  it.each(['check', 'env list', 'output/env list'])('are suggested for "%s"', async (word) => {
    const { code, err } = await inProcess(['schema', word]);
    const name = word.replace('output/', '').replace(' ', '-');
    expect(code).toBe(2);
    expect(err).toContain(`Did you mean "output/${name}"?`);
  });

  it('take what a later version adds, when published, and nothing else', () => {
    const diagnostic = { code: 'a/b', severity: 'error', what: '', why: '', do: '', fix: null };
    const place = { path: null, line: null, column: null, endLine: null, endColumn: null };
    const report = { schemaVersion: 1, diagnostics: [{ ...diagnostic, ...place }], suppressed: [] };
    const holds = (change: object) => OPEN.get('check')?.({ ...report, ...change });
    expect(holds({})).toBe(true);
    expect(holds({ later: 1, diagnostics: [{ ...diagnostic, ...place, later: {} }] })).toBe(true);
    expect(VALIDATORS.get('check')?.({ ...report, later: 1 })).toBe(false);
    expect(holds({ schemaVersion: 2 })).toBe(false);
    expect(holds({ suppressed: undefined, diagnostics: [] })).toBe(false);
    expect(holds({ diagnostics: [{ ...diagnostic, ...place, severity: 'hint' }] })).toBe(false);
    expect(holds({ diagnostics: [{ ...diagnostic, ...place, line: 'x' }] })).toBe(false);
  });

  it('take words and kinds of a later version only where they are open', () => {
    const [one] = outputs.get('explain') as readonly { readonly condition: { readonly of: object[] } }[];
    if (one === undefined) throw new Error('explain was not run');
    const withNode = (node: object) => ({ ...one, condition: { ...one.condition, of: [node] } });
    const { place } = one.condition as unknown as { readonly place: object };
    const [open, closed] = [OPEN.get('explain'), VALIDATORS.get('explain')];
    expect(open?.(withNode({ kind: 'later' }))).toBe(true);
    expect(closed?.(withNode({ kind: 'later' }))).toBe(false);
    // A known kind is held to its keys.
    expect(open?.(withNode({ kind: 'not', verdict: true, place, of: [] }))).toBe(true);
    expect(open?.(withNode({ kind: 'not', verdict: true, place }))).toBe(false);
  });
});
