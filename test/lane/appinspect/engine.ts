/**
 * Splunk AppInspect, and asking it about many apps at once.
 *
 * Owns: its Python environment, and what it answers. Must not: know where the apps come from, or judge what is found.
 */
import { join, resolve } from 'node:path';
import { EngineMissing } from '../executor.ts';
import { prepared, run } from '../sigma/program.ts';

/** The lane runs in the project's folder. */
const FOLDER = resolve('test/lane/appinspect');
const NEED =
  'Install Python 3.11 or later with its venv module (Debian: python3-venv) and see that pip can download; or leave AppInspect out.';
const UTF8 = { PYTHONUTF8: '1' };

/** The Python program of an environment with AppInspect. Throws EngineMissing where it cannot be had. */
export async function appInspect(report: (what: string) => void): Promise<string> {
  const venv = (folder: string) => join(folder, 'venv');
  const python = (folder: string) => join(venv(folder), 'bin', 'python');
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-deps'];
  const folder = await prepared(
    'appinspect',
    {
      doing: 'installing Splunk AppInspect with pip (some ten seconds)',
      manifests: ['../appinspect/requirements.txt'],
      steps: (to) => [
        { program: 'python3', args: ['-m', 'venv', venv(to)], need: NEED },
        { program: python(to), args: [...pip, '-r', join(FOLDER, 'requirements.txt')], need: NEED },
      ],
    },
    report,
  );
  return python(folder);
}

export interface Question {
  /** Path of a .spl file. */
  readonly app: string;
  /** Checks with one of these tags run; none: all of them, which is the mode precert. */
  readonly tags: readonly string[];
}

export interface Inspected {
  readonly summary: Readonly<Record<string, number>>;
  /** Those that found something. */
  readonly checks: readonly {
    readonly name: string;
    readonly result: string;
    readonly messages: readonly string[];
  }[];
}

/** One answer a question, in their order. Two processes share the work. */
export async function inspect(python: string, questions: readonly Question[]): Promise<readonly Inspected[]> {
  const half = Math.ceil(questions.length / 2);
  const parts = [questions.slice(0, half), questions.slice(half)].filter(({ length }) => length > 0);
  return (await Promise.all(parts.map((part) => ask(python, part)))).flat();
}

async function ask(python: string, questions: readonly Question[]): Promise<readonly Inspected[]> {
  const lines = questions.map((question) => JSON.stringify(question));
  const program = join(FOLDER, 'inspect_apps.py');
  const { code, stdout, stderr } = await run(python, [program], { input: lines, env: UTF8 });
  if (code === 'missing') throw new EngineMissing(`${python} is not there. ${NEED}`);
  const answers = stdout.trimEnd().split('\n');
  if (code !== 0 || answers.length !== questions.length) {
    throw new Error(`AppInspect ended with ${code} after ${answers.length} apps: ${stderr.slice(-500)}`);
  }
  return answers.map((line, at) => answerOf(line, questions[at]?.app ?? ''));
}

function answerOf(line: string, app: string): Inspected {
  const answer = JSON.parse(line) as Inspected | { readonly failed: string };
  if ('failed' in answer) throw new Error(`AppInspect on ${app}: ${answer.failed}`);
  return answer;
}
