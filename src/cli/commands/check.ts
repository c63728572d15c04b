/** `trailc check`: every fault of rules, lists, environments and configuration, in one pass. */
import { sortDiagnostics } from '../../base/diagnostic.ts';
import { hasErrors } from '../../base/result.ts';
import { checkContent } from '../../check.ts';
import { EXIT, type Format, type Io } from '../io.ts';
import { diagnosticsAsJson, renderDiagnostics } from '../report/diagnostics.ts';
import { openRepository, type RepositoryOptions } from '../repository.ts';

interface CheckOptions extends RepositoryOptions {
  readonly format: Format;
}

export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const { content, diagnostics } = openRepository(options, io, paths);
  const today = new Date().toISOString().slice(0, 10);
  const semantic = content === undefined ? [] : checkContent(content, { today });
  const found = sortDiagnostics([...diagnostics, ...semantic]);
  if (options.format === 'json') io.out(diagnosticsAsJson(found));
  else if (found.length > 0) io.out(renderDiagnostics(found, { color: io.color.out, width: io.width }));
  else if (content !== undefined) io.out(`${summary(content.rules.length, content.lists.size)}: no faults\n`);
  if (content === undefined) return EXIT.usage;
  return hasErrors(found) ? EXIT.findings : EXIT.ok;
}

function summary(rules: number, lists: number): string {
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return `${counted(rules, 'rule')}, ${counted(lists, 'list')}`;
}
