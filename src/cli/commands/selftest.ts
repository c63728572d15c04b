/** `trailc selftest`: the tests of rules as queries that Splunk or Athena runs itself. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { append, hasErrors, type Result } from '../../base/result.ts';
import { renderArtefact, templateSource } from '../../bundle/render.ts';
import { errorReason } from '../../content/files.ts';
import { NO_QUERIES, planCanaries, SELFTESTS } from '../../selftest.ts';
import { exitOfFaults } from '../exit-of-faults.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { type SelftestQuery, selftestAsJson, selftestAsText } from '../report/selftest.ts';
import { chooseEnvironment, openRepository, type RepositoryOptions } from '../repository.ts';
import { printFaults, writeFaults } from '../shown-faults.ts';

interface SelftestOptions extends RepositoryOptions {
  readonly target?: 'spl' | 'athena';
  readonly canaries?: boolean;
  readonly profile?: string;
  readonly out?: string;
  readonly format: Format;
}

export async function selftest(paths: readonly string[], options: SelftestOptions, io: Io): Promise<number> {
  const target = targetOf(options);
  const { content, diagnostics } = openRepository(options, io, paths);
  const found: Diagnostic[] = [...diagnostics];
  const stop = (code: number) => {
    writeFaults(found, content, options.format, io);
    return code;
  };
  if (content === undefined) return stop(EXIT.usage);
  const environment = chooseEnvironment(content, options);
  const plan = options.canaries === true ? planCanaries : SELFTESTS[target];
  // Whoever gets files or JSON wants to know which rule each belongs to.
  const apart = options.out !== undefined || options.format === 'json';
  const planned = collect(plan(content, environment, options.profile, apart), found) ?? NO_QUERIES;
  for (const { document, reasons } of planned.notSaid) {
    if (document.targets[target]?.accept === 'unsupported') continue;
    for (const { span, clause, why: reason } of reasons) {
      found.push(diagnose('compile/unsupported', span, { target, rule: document.stem, clause, reason }));
    }
  }
  const templates = templateSource(content.config);
  const queries: SelftestQuery[] = planned.queries.flatMap(({ artefact, rules }) => {
    const text = collect(renderArtefact(artefact, templates), found);
    return text === undefined ? [] : [{ path: artefact.path, rules, text }];
  });
  if (hasErrors(found)) return stop(exitOfFaults(found, options.profile));
  printFaults(found, content, io);
  for (const { document } of planned.notSaid) {
    const because = document.targets[target]?.because ?? '';
    io.err(
      `left out ${document.stem}: the rule accepts that ${target} cannot say it (${oneLine(because)})\n`,
    );
  }
  const folder = options.out === undefined ? undefined : resolve(io.cwd, options.out);
  if (folder !== undefined) writeAll(folder, queries, io);
  if (options.format === 'json') io.out(selftestAsJson(target, environment.name, queries));
  else if (folder === undefined) io.out(selftestAsText(queries));
  if (options.format !== 'json' && folder === undefined && queries.length > 1)
    io.err(`${queries.length} queries, to be pasted one at a time; --out DIR writes a file for each\n`);
  return EXIT.ok;
}

/** What the options ask for, refused where two of them contradict. */
function targetOf({ target, canaries }: SelftestOptions): 'spl' | 'athena' {
  if (canaries === true && target === 'athena') {
    throw new UsageError(
      'there are no canaries for athena.',
      'Its answers rest on no undocumented behaviour.',
    );
  }
  if (canaries === true) return 'spl';
  if (target === undefined) {
    throw new UsageError('a selftest is for one target.', 'Name it: --target spl or --target athena.');
  }
  return target;
}

function collect<T>({ value, diagnostics }: Result<T>, found: Diagnostic[]): T | undefined {
  append(found, diagnostics);
  return value;
}

function writeAll(folder: string, queries: readonly SelftestQuery[], io: Io): void {
  for (const { path, text } of queries) {
    const file = join(folder, path);
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      throw new UsageError(`${relative(io.cwd, file)} cannot be written: ${errorReason(error)}.`);
    }
    io.err(`wrote ${relative(io.cwd, file)}\n`);
  }
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
