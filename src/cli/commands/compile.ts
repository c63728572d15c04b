/** `trailc compile`: the query text of rules, and nothing else, on standard output. */
import { type Diagnostic, once } from '../../base/diagnostic.ts';
import { append, hasErrors } from '../../base/result.ts';
import { templateSource } from '../../bundle/render.ts';
import { compileRule } from '../../compile.ts';
import type { TargetName } from '../../content/document.ts';
import { renderQuery } from '../../render-query.ts';
import { TARGET_NAMES } from '../../targets/index.ts';
import { exitOfFaults } from '../exit-of-faults.ts';
import { EXIT, type Io } from '../io.ts';
import { chooseEnvironment, dayOf, openRepository, type RepositoryOptions } from '../repository.ts';
import { printFaults } from '../shown-faults.ts';

interface CompileCommandOptions extends RepositoryOptions {
  readonly target: TargetName | 'all';
  readonly profile?: string;
  readonly asOf?: string;
}

export async function compile(
  rules: readonly string[],
  options: CompileCommandOptions,
  io: Io,
): Promise<number> {
  const { content, diagnostics } = openRepository(options, io, rules);
  const found: Diagnostic[] = [...diagnostics];
  const texts: string[] = [];
  if (content !== undefined) {
    const environment = chooseEnvironment(content, options);
    const targets = options.target === 'all' ? TARGET_NAMES : [options.target];
    const templates = templateSource(content.config);
    for (const document of content.rules) {
      const { value, diagnostics: faults } = compileRule(document, content, {
        environment,
        targets,
        ...dayOf(options),
        ...(options.profile === undefined ? {} : { profile: options.profile }),
      });
      append(found, faults);
      for (const compiled of value ?? []) {
        const rendered = renderQuery(compiled, templates);
        found.push(...rendered.diagnostics);
        if (rendered.value !== undefined) texts.push(rendered.value);
      }
    }
  }
  printFaults(once(found), content, io);
  if (content === undefined) return EXIT.usage;
  if (hasErrors(found)) return exitOfFaults(found, options.profile);
  io.out(texts.join('\n'));
  return EXIT.ok;
}
