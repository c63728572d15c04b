/**
 * The witness rsigma-eval: an evaluator of Sigma rules in Rust, in a small program of its own (rsigma/).
 *
 * Owns: building it and asking it. Must not: compile rules (exported.ts) or judge verdicts.
 */
import { join } from 'node:path';
import type { Engine, Executor, Said, Suite } from '../executor.ts';
import { sigmaBreaks } from './assume.ts';
import { booleanException } from './exceptions.ts';
import { exported } from './exported.ts';
import { answersOf, askLine, eventLines, verdictsOf } from './job.ts';
import { type Preparation, prepared, run, SOURCES } from './program.ts';
import { memory } from './said.ts';

const NEED =
  'Install Rust 1.95 or later (https://rustup.rs) and see that cargo can download crates; or leave this witness out.';
const VERSION = 'rsigma-eval 0.23.0 (Rust), its own reader of YAML and of conditions';

/** The path of the program, built where it is not in the cache. */
export async function rsigmaProgram(report: (what: string) => void): Promise<string> {
  const preparation: Preparation = {
    doing: 'building it with cargo (about a minute)',
    manifests: ['rsigma/Cargo.toml', 'rsigma/Cargo.lock', 'rsigma/src/main.rs'],
    steps: (folder) => [
      {
        program: 'cargo',
        args: ['build', '--release', '--locked', '--manifest-path', MANIFEST, '--target-dir', target(folder)],
        need: NEED,
      },
    ],
  };
  const folder = await prepared('rsigma', preparation, report);
  return join(target(folder), 'release', 'trailc-rsigma-witness');
}

const MANIFEST = join(SOURCES, 'rsigma/Cargo.toml');
const target = (folder: string) => join(folder, 'target');

type Answered = { readonly verdicts: string } | { readonly error: string };

export const rsigma: Engine = {
  name: 'rsigma-eval',
  start: async (report): Promise<Executor> => {
    const program = await rsigmaProgram(report);
    const said = memory();
    const traits = { scalarsAsText: true, scalarsAsTextInFieldref: false, dollarBeforeLineBreak: false };
    return {
      name: 'rsigma-eval',
      version: VERSION,
      breaks: sigmaBreaks(traits, said.conditionOf),
      run: async (suite) => said.keep(suite, await runRsigma(program, suite)),
      close: async () => {},
    };
  },
};

async function runRsigma(program: string, suite: Suite): Promise<readonly Said[]> {
  const files = suite.rules.map(exported);
  const asked = files.flatMap((file, which) =>
    file.kind === 'file'
      ? [{ ...file, name: suite.rules[which]?.name, asked: suite.asked[which] ?? [] }]
      : [],
  );
  const lines = asked.map((one) => askLine(one.yaml, one.asked));
  const { code, stdout, stderr } = await run(program, [], { input: [...eventLines(suite.events), ...lines] });
  if (code !== 0) throw new Error(`rsigma-eval ended with ${code}: ${stderr.slice(-500)}`);
  const answers = answersOf<Answered>(stdout, asked.length)[Symbol.iterator]();
  return files.map((file, which): Said => {
    if (file.kind === 'not-said') return file;
    const answer = answers.next().value;
    if (answer === undefined || 'error' in answer) {
      throw new Error(`rsigma-eval cannot read the file of ${suite.rules[which]?.name}: ${answer?.error}`);
    }
    const asked = suite.asked[which] ?? [];
    const skipped = asked.map((index) => {
      const event = suite.events[index];
      return event && booleanException('rsigma-eval', file.detection, event)?.name;
    });
    const verdicts = verdictsOf(answer.verdicts, asked.length).map((verdict, at) =>
      skipped[at] === undefined ? verdict : undefined,
    );
    return { kind: 'verdicts', answer: file.answer, verdicts, skipped, query: file.yaml };
  });
}
