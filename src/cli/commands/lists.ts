/** `trailc lists`: sizes, rules, owners, and the entries that have expired or soon will. */
import { sortDiagnostics } from '../../base/diagnostic.ts';
import { hasErrors } from '../../base/result.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { Content } from '../../content/document.ts';
import { overlayFaults } from '../../content/list-overlay.ts';
import { type ListsView, listsView } from '../../content/list-view.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import { listsAsJson, renderLists } from '../report/lists.ts';
import { chooseEnvironment, dayOf, openRepository, type RepositoryOptions } from '../repository.ts';

interface ListsCommandOptions extends RepositoryOptions {
  readonly asOf?: string;
  readonly due?: string;
  readonly failOnExpired?: boolean;
  readonly format: Format;
}

/** As `trailc check` has it. */
const DUE_DAYS = 30;

export async function lists(name: string | undefined, options: ListsCommandOptions, io: Io): Promise<number> {
  const dueDays = daysOf(options);
  const asOf = dayOf(options).asOf ?? new Date().toISOString().slice(0, 10);
  const { content, diagnostics } = openRepository(options, io);
  const report = (found: typeof diagnostics) =>
    io.err(renderDiagnostics(sortDiagnostics(found), { color: io.color.err, width: io.width }));
  if (content === undefined) {
    report(diagnostics);
    return EXIT.usage;
  }
  const environment = options.env === undefined ? undefined : chooseEnvironment(content, options);
  const all = listsView(content, { environment, asOf, dueDays });
  const view = name === undefined ? all : { ...all, lists: [listNamed(content, all, name)] };
  io.out(options.format === 'json' ? listsAsJson(view) : renderLists(view, name !== undefined, io));
  // What is wrong with rules is no matter of the lists; a list that could not be read is missing from the answer.
  const rules = new Set([...content.rules, ...content.broken].map(({ path }) => path));
  const faults = [
    ...diagnostics.filter(
      ({ severity, span, path }) => severity === 'error' && !rules.has(span?.source.path ?? path ?? ''),
    ),
    ...(environment === undefined ? [] : overlayFaults(environment, content.lists)),
  ];
  report(faults);
  const expired = view.lists.some(({ due }) => due.some((entry) => entry.expired));
  return hasErrors(faults) || (expired && options.failOnExpired === true) ? EXIT.findings : EXIT.ok;
}

function daysOf({ due }: ListsCommandOptions): number {
  if (due === undefined) return DUE_DAYS;
  if (/^[0-9]{1,5}$/.test(due)) return Number(due);
  throw new UsageError(`"${due}" is no number of days.`, 'Write a whole number, such as --due 60.');
}

function listNamed(content: Content, { lists: shown }: ListsView, name: string) {
  const found = shown.find(({ list }) => list.name === name);
  if (found !== undefined) return found;
  const names = [...content.lists.keys()];
  throw new UsageError(
    `there is no list "${name}".${didYouMean(name, names)}`,
    names.length === 0 ? 'The repository has no lists.' : `Lists: ${names.join(', ')}.`,
  );
}
