/**
 * The witness pySigma on SQLite, and the Python environment that the gate uses too.
 *
 * Owns: making the environment, and asking the witness. Must not: compile rules (exported.ts) or judge verdicts.
 */
import { join } from 'node:path';
import type { Engine, Executor, Said, Suite } from '../executor.ts';
import { sigmaBreaks } from './assume.ts';
import { booleanException, EXCEPTIONS, notAskedOfSqlite } from './exceptions.ts';
import { exported } from './exported.ts';
import { columnsOf, type Row, rowOf } from './flatten.ts';
import { answersOf, tableLine, verdictsOf } from './job.ts';
import { type Preparation, prepared, type Ran, run, SOURCES } from './program.ts';
import { memory } from './said.ts';

const NEED =
  'Install Python 3.11 or later with its venv module (Debian: python3-venv) and see that pip can download; or leave this witness out.';
const VERSION =
  'pySigma 1.5.1, its SQLite backend 2.0.0, queries run by SQLite over flattened events (TEXT COLLATE NOCASE)';
const UTF8 = { PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1' };

/** The folder of the environment's programs, made where it is not in the cache. */
export async function pythonPrograms(report: (what: string) => void): Promise<string> {
  const requirements = join(SOURCES, 'sqlite/requirements.txt');
  const preparation: Preparation = {
    doing: 'installing it with pip (some ten seconds)',
    manifests: ['sqlite/requirements.txt'],
    steps: (folder) => [
      { program: 'python3', args: ['-m', 'venv', venv(folder)], need: NEED },
      {
        program: join(venv(folder), 'bin', 'python'),
        args: ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-deps', '-r', requirements],
        need: NEED,
      },
    ],
  };
  return join(venv(await prepared('pysigma', preparation, report)), 'bin');
}

const venv = (folder: string) => join(folder, 'venv');

/** Runs one of the scripts of sqlite/ in the environment. */
export async function runScript(
  programs: string,
  script: string,
  args: readonly string[],
  input: Iterable<string>,
): Promise<Ran> {
  const ran = await run(join(programs, 'python'), [join(SOURCES, 'sqlite', script), ...args], {
    input,
    env: UTF8,
  });
  if (ran.code !== 0) throw new Error(`${script} ended with ${ran.code}: ${ran.stderr.slice(-500)}`);
  return ran;
}

type Answered = { readonly verdicts: string; readonly query: string } | { readonly error: string };

export const sqlite: Engine = {
  name: 'pySigma on SQLite',
  start: async (report): Promise<Executor> => {
    const programs = await pythonPrograms(report);
    const said = memory();
    // Rows are text, but it is the row's maker who made it so: no proof that an engine would.
    const traits = { scalarsAsText: false, scalarsAsTextInFieldref: false, dollarBeforeLineBreak: true };
    return {
      name: 'pySigma on SQLite',
      version: VERSION,
      breaks: sigmaBreaks(traits, said.conditionOf),
      run: async (suite) => said.keep(suite, await runSqlite(programs, suite)),
      close: async () => {},
    };
  },
};

async function runSqlite(programs: string, suite: Suite): Promise<readonly Said[]> {
  const questions = suite.rules.map((rule, which) => questionOf(rule, suite, suite.asked[which] ?? []));
  const lines = questions.flatMap((one) => (one.kind === 'question' ? [one.line] : []));
  const { stdout } = await runScript(programs, 'witness.py', [], lines);
  const answers = answersOf<Answered>(stdout, lines.length)[Symbol.iterator]();
  return questions.map((one, which): Said => {
    if (one.kind === 'not-said') return one;
    const answer = answers.next().value;
    if (answer === undefined || 'error' in answer) {
      throw new Error(
        `pySigma on SQLite fails on ${suite.rules[which]?.name}: ${answer?.error}\n${one.yaml}`,
      );
    }
    const { skipped } = one;
    const asked = skipped.filter((why) => why === undefined).length;
    const verdicts = verdictsOf(answer.verdicts, asked)[Symbol.iterator]();
    const spread = skipped.map((why) => (why === undefined ? verdicts.next().value : undefined));
    const query = `${one.yaml}\n${answer.query}`;
    return { kind: 'verdicts', answer: one.answer, verdicts: spread, skipped, query };
  });
}

/** The line to ask, and why some of the asked events are left out of it. */
function questionOf(rule: Suite['rules'][number], { events }: Suite, asked: readonly number[]) {
  const file = exported(rule);
  if (file.kind === 'not-said') return file;
  const columns = columnsOf(file.detection);
  const exception = notAskedOfSqlite(file.answer, columns, file.detection);
  if (exception !== undefined) return { kind: 'not-said', why: exception.sentence } as const;
  const rows: Row[] = [];
  const skipped = asked.map((index) => {
    const event = events[index] ?? {};
    const row = rowOf(event, columns);
    const why =
      row === undefined
        ? EXCEPTIONS['null-in-a-row']
        : booleanException('pySigma on SQLite', file.detection, event);
    if (row !== undefined && why === undefined) rows.push(row);
    return why?.name;
  });
  return { ...file, kind: 'question', line: tableLine(file.yaml, columns, rows), skipped } as const;
}
