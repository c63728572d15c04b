/**
 * The `run` steps of a workflow or a composite action, run in their order as GitHub's runner does.
 *
 * Owns: conditions, inputs, the shell and its options, the files of a step. Of expressions it knows what ours use and
 * throws on any other. Source: GitHub Docs, "Workflow syntax" (`jobs.<job_id>.steps[*].shell`: bash runs with
 * `--noprofile --norc -eo pipefail`), "Evaluate expressions" (a step without a status function runs on success alone).
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { Step } from './github-grammar.ts';

export interface StepRun {
  readonly name: string;
  readonly code: number | null;
  readonly out: string;
  readonly summary: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly event: 'push' | 'pull_request';
  readonly inputs?: Readonly<Record<string, string>>;
}

export function runSteps(steps: readonly Step[], options: RunOptions): readonly StepRun[] {
  const tools = toolsIn(options.cwd);
  const runs: StepRun[] = [];
  for (const step of steps) {
    const failed = runs.some(({ code }) => code !== 0);
    if (step.run === undefined || !isTrue(step.if ?? '', failed, options)) continue;
    const at = `${tools}/step-${runs.length}`;
    const summary = `${at}-summary.md`;
    writeFileSync(summary, '');
    writeFileSync(`${at}.sh`, step.run);
    const given = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value, options)]);
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-e', '-o', 'pipefail', `${at}.sh`],
      {
        cwd: resolve(options.cwd, filled(step['working-directory'] ?? '.', options)),
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: [join(tools, 'bin'), process.env.PATH].join(delimiter),
          GITHUB_ACTIONS: 'true',
          GITHUB_STEP_SUMMARY: summary,
          GITHUB_EVENT_NAME: options.event,
          npm_config_offline: 'true',
          ...Object.fromEntries(given),
        },
      },
    );
    const name = step.name ?? step.run;
    runs.push({ name, code: status, out: stdout + stderr, summary: readFileSync(summary, 'utf8') });
  }
  return runs;
}

/** `npm ci` puts trailc where npx finds it; here a stand-in does, and nothing is fetched. */
function toolsIn(cwd: string): string {
  const tools = join(cwd, '.git/tools');
  mkdirSync(join(tools, 'bin'), { recursive: true });
  const npm = join(tools, 'bin/npm');
  const bin = 'node_modules/.bin';
  writeFileSync(
    npm,
    `#!/bin/sh\n[ "$*" = ci ] || exit 9\nmkdir -p ${bin}\nln -sf '${resolve('bin/trailc.js')}' ${bin}/trailc\n`,
  );
  chmodSync(npm, 0o755);
  try {
    symlinkSync(process.execPath, join(tools, 'bin/node'));
  } catch {
    // It is there from an earlier run.
  }
  return tools;
}

const EXPRESSION = /\$\{\{ (.*?) \}\}/g;

function filled(text: string, { inputs = {} }: RunOptions): string {
  return text.replace(EXPRESSION, (_, expression: string) => {
    const input = /^inputs\.([a-z-]+)$/.exec(expression)?.[1];
    if (input === undefined || inputs[input] === undefined)
      throw new Error(`unknown expression ${expression}`);
    return inputs[input];
  });
}

function isTrue(condition: string, failed: boolean, { event, inputs = {} }: RunOptions): boolean {
  const inner = condition.replace(EXPRESSION, '$1');
  const parts = inner === '' ? [] : inner.split(' && ');
  const asksStatus = parts.includes('!cancelled()');
  return (
    (asksStatus || !failed) &&
    parts.every((part) => {
      if (part === '!cancelled()') return true;
      const [, left = '', operator, right] = /^([a-z_.-]+) (==|!=) '(.*)'$/.exec(part) ?? [];
      const value = left === 'github.event_name' ? event : inputs[left.replace(/^inputs\./, '')];
      if (value === undefined) throw new Error(`unknown condition ${part}`);
      return (value === right) === (operator === '==');
    })
  );
}
