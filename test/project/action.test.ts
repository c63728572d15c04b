/** The composite action of this repository and the workflow of `trailc init`: their grammar, and what their steps do. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from '../cli/support.ts';
import { type Action, faultsOfAction, faultsOfWorkflow, type Step, type Workflow } from './github-grammar.ts';
import { type RunOptions, runSteps } from './run-steps.ts';

const ACTION = load(readFileSync('action.yml', 'utf8')) as Action;
const DEFAULTS = Object.fromEntries(
  Object.entries(ACTION.inputs).map(([name, input]) => [name, input.default ?? '']),
);

/** A repository of detections at its first commit. */
function repository(): { readonly root: string; readonly workflow: Workflow; readonly commit: () => void } {
  const root = folder();
  expect(trailc(['init'], { cwd: root })).toMatchObject({ code: 0 });
  const git = (...args: string[]) => {
    const as = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...as, ...args], { cwd: root, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, expect.any(String)]);
  };
  git('init', '-q', '-b', 'main');
  const commit = () => {
    git('add', '-A');
    git('commit', '-q', '-m', 'change');
  };
  commit();
  const workflow = load(readFileSync(join(root, '.github/workflows/trailc.yml'), 'utf8')) as Workflow;
  return { root, workflow, commit };
}

const RULE = 'detections/access-key-made.yml';
function change(root: string, from: string, to: string): void {
  const text = readFileSync(join(root, RULE), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(root, RULE), text.replace(from, to));
}

const stepsOf = (workflow: Workflow) => workflow.jobs.detections?.steps ?? [];
const codes = (runs: ReturnType<typeof runSteps>) => runs.map(({ name, code }) => `${name} ${code}`);
const outOf = (runs: ReturnType<typeof runSteps>, name: string) => runs.find((run) => run.name === name);

describe('grammar', () => {
  const { workflow } = load(
    `workflow:\n${readFileSync('templates/init/workflow.yml.hbs', 'utf8').replaceAll('\\{{', '{{').replace(/^/gm, '  ')}`,
  ) as { workflow: Workflow };

  it('knows every key that is written', () => {
    expect(faultsOfAction(ACTION)).toEqual([]);
    expect(faultsOfWorkflow(workflow)).toEqual([]);
  });

  it('minds one that GitHub does not know', () => {
    const without: Step & { readonly 'timeout-minutes': number } = { run: 'npm ci', 'timeout-minutes': 5 };
    expect(faultsOfAction({ ...ACTION, runs: { ...ACTION.runs, steps: [without] } })).toEqual([
      'composite run step: no shell',
      'composite run step: unknown timeout-minutes',
    ]);
  });

  it.each([
    ['the action', ACTION.runs.steps],
    ['the workflow', stepsOf(workflow)],
  ])('%s puts no expression into a script, and pins what it uses', (_, steps) => {
    expect(steps.length).toBeGreaterThan(4);
    for (const { run = '', uses = 'a/b@v1.2.3' } of steps) {
      expect(run).not.toContain('${{');
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+\.\d+\.\d+$/);
    }
  });

  it('lets the workflow read, and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push']);
    expect(stepsOf(workflow)[0]?.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false });
  });
});

/** Both, as a pull request to a good repository runs them. */
const KINDS = ['workflow', 'action'] as const;
function runBoth(kind: (typeof KINDS)[number], root: string, workflow: Workflow, inputs = {}) {
  const options: RunOptions = { cwd: root, event: 'pull_request' };
  if (kind === 'workflow') return runSteps(stepsOf(workflow), options);
  return runSteps(ACTION.runs.steps, {
    ...options,
    inputs: { ...DEFAULTS, 'compare-with': 'HEAD^1', ...inputs },
  });
}
const STEPS = ['Install trailc', 'Check', 'Test', 'Format', 'Build', 'Say what the change means'];

describe.each(KINDS)('the steps of the %s', (kind) => {
  it('pass where all is well, leave the reports, and say what changed', () => {
    const { root, workflow, commit } = repository();
    change(root, 'level: medium', 'level: high');
    commit();
    const runs = runBoth(kind, root, workflow);
    expect(codes(runs)).toEqual(STEPS.map((name) => `${name} 0`));
    expect(readFileSync(join(root, 'out/trailc.sarif'), 'utf8')).toContain('"2.1.0"');
    expect(readFileSync(join(root, 'out/trailc.xml'), 'utf8')).toContain('tests="4"');
    expect(outOf(runs, 'Say what the change means')?.summary).toContain('access-key-made');
    expect(existsSync(join(root, 'dist/bundles/production/manifest.json'))).toBe(true);
  });

  it('fail where a rule is broken, with the place as an annotation, and go on with the others', () => {
    const { root, workflow, commit } = repository();
    change(root, 'eventName: CreateAccessKey\n  errorCode', 'eventNam: CreateAccessKey\n  errorCode');
    commit();
    const runs = runBoth(kind, root, workflow);
    expect(runs.map(({ name }) => name)).toEqual(STEPS);
    expect(outOf(runs, 'Check')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^::error file=detections\/access-key-made\.yml,line=\d+,/m),
      summary: expect.stringContaining('eventNam'),
    });
    expect(outOf(runs, 'Test')?.code).toBe(1);
  });

  it('fail where a test fails, a file is not formatted, and the lock does not have the rule', () => {
    const { root, workflow, commit } = repository();
    trailc(['bump'], { cwd: root });
    commit();
    change(root, 'errorCode: { exists: false }', 'errorCode: AccessDenied');
    change(root, 'status: experimental', 'status:   experimental');
    change(root, 'triage: |\n', 'triage: |\n  ::set-env name=X::planted\n');
    commit();
    const runs = runBoth(kind, root, workflow);
    expect(codes(runs)).toEqual(expect.arrayContaining(['Check 0', 'Test 1', 'Format 1', 'Build 1']));
    expect(outOf(runs, 'Test')?.out).toMatch(/^::error file=detections\/access-key-made\.yml,/m);
    expect(outOf(runs, 'Build')?.out).toContain('lock/');
    // The runner obeys nothing of what the file holds: commands are off from the first line to the last.
    for (const name of ['Format', 'Build', 'Say what the change means']) {
      const lines = outOf(runs, name)?.out.split('\n') ?? [];
      const word = /^::stop-commands::(\S{36})$/.exec(lines[0] ?? '')?.[1];
      expect([name, word]).toEqual([name, expect.any(String)]);
      expect(lines.filter((line) => line === `::${word}::`)).toHaveLength(1);
    }
  });
});

describe('inputs of the action', () => {
  it('reach trailc whole, and no shell', () => {
    const { root, workflow, commit } = repository();
    change(root, 'level: medium', 'level: high');
    commit();
    const planted = '$(touch planted) `touch planted`"; touch planted; echo "';
    const runs = runBoth('action', root, workflow, {
      env: planted,
      since: 'HEAD^1',
      sarif: 'reports/a "b" $(touch planted).sarif',
      'compare-with': `--output=${planted}`,
    });
    expect(existsSync(join(root, 'planted'))).toBe(false);
    expect(codes(runs)).toEqual([
      'Install trailc 0',
      'Check 0',
      'Test 2',
      'Format 0',
      'Build 2',
      // What is no commit is a wrong argument.
      `${STEPS[5]} 2`,
    ]);
    expect(existsSync(join(root, 'reports/a "b" $(touch planted).sarif'))).toBe(true);
  });

  it('leave out what is not asked for', () => {
    const { root } = repository();
    trailc(['init', 'below'], { cwd: root });
    runSteps(ACTION.runs.steps.slice(0, 1), { cwd: join(root), event: 'push', inputs: DEFAULTS });
    const inputs = { ...DEFAULTS, install: 'false', 'working-directory': 'below' };
    const runs = runSteps(ACTION.runs.steps, { cwd: root, event: 'push', inputs });
    expect(runs.map(({ name }) => name)).toEqual(STEPS.slice(1, 5));
    expect(existsSync(join(root, 'below/out/trailc.sarif'))).toBe(true);
  });
});
