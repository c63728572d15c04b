/**
 * After phase 5: which warnings are shown, and which somebody decided not to hear.
 *
 * Owns: what a suppression covers, and saying that one is of no use. Where a file has an error, all of its faults are
 * shown and no suppression is judged by it: something may not have been looked at. Must not: read suppressions
 * (content/suppression.ts does), read files, or know what day it is.
 */
import { relative, resolve, sep } from 'node:path';
import { diagnose } from './base/catalogue.ts';
import { type Diagnostic, sortDiagnostics } from './base/diagnostic.ts';
import type { Content, Spanned, Suppression } from './content/document.ts';
import { shownText } from './content/files.ts';
import { isGivenByCheck } from './language/suppressible.ts';

export interface SuppressOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /**
   * Which suppressions are themselves judged: `all`, where everything was checked; those of `rules`, where every check
   * ran on the rules in `content` and there may be others; `none`, where only some checks ran.
   */
  readonly judge: 'all' | 'rules' | 'none';
}

export interface Suppressed {
  readonly diagnostic: Diagnostic;
  readonly by: Suppression;
  /** Where the suppression stands. */
  readonly from: 'rule' | 'configuration';
}

export interface Suppressions {
  /** In source order, with the warnings about suppressions. */
  readonly shown: readonly Diagnostic[];
  /** In source order. */
  readonly suppressed: readonly Suppressed[];
}

/** Parts the warnings that `content` suppresses from what is shown. Errors are always shown. */
export function applySuppressions(
  diagnostics: readonly Diagnostic[],
  content: Pick<Content, 'config' | 'rules'>,
  { today, judge }: SuppressOptions,
): Suppressions {
  const sorted = sortDiagnostics(diagnostics);
  const ofConfig = content.config.suppress ?? [];
  // A rule with errors is not among these, so what it suppresses is not known.
  const ofRules = new Map(content.rules.map(({ path, suppress = [] }) => [path, suppress]));
  if (ofConfig.length === 0 && content.rules.every(({ suppress }) => suppress === undefined))
    return { shown: sorted, suppressed: [] };

  const faulty = new Set(sorted.filter(({ severity }) => severity === 'error').map(pathOf));
  const used = new Set<Suppression | Spanned<string>>();
  const shown: Diagnostic[] = [];
  const suppressed: Suppressed[] = [];
  const holds = ({ expires }: Suppression) => expires === undefined || today <= expires.value;
  for (const diagnostic of sorted) {
    const path = pathOf(diagnostic);
    const covers = (one: Suppression) => one.code.value === diagnostic.code && holds(one);
    const open = diagnostic.severity === 'warning' && !faulty.has(path);
    const own = open ? ofRules.get(path)?.find(covers) : undefined;
    const inside = fromRoot(content.config.root, path);
    const by = own ?? (open ? ofConfig.find((one) => covers(one) && coversPath(one, inside)) : undefined);
    if (by === undefined) {
      shown.push(diagnostic);
      continue;
    }
    used.add(by);
    for (const named of by.paths ?? []) if (isBelow(named.value, inside)) used.add(named);
    suppressed.push({ diagnostic, by, from: own === undefined ? 'configuration' : 'rule' });
  }
  if (judge === 'none') return { shown, suppressed };

  const written = [...ofConfig, ...[...ofRules.values()].flat()];
  const expired = written.flatMap((one) => {
    if (one.expires === undefined || holds(one)) return [];
    const args = { code: one.code.value, expires: one.expires.value };
    return [diagnose('suppress/expired', one.expires.span, args)];
  });
  const isJudged = (one: Suppression) => holds(one) && isGivenByCheck(one.code.value);
  const unusedInRules = [...ofRules].flatMap(([path, own]) =>
    faulty.has(path)
      ? []
      : own
          .filter((one) => isJudged(one) && !used.has(one))
          .map((one) => unused(one, one.code, 'in this file')),
  );
  // What the configuration suppresses may be in any file.
  const judgesConfig = judge === 'all' && faulty.size === 0;
  const unusedInConfig = judgesConfig
    ? ofConfig.filter(isJudged).flatMap((one) => unusedParts(one, used))
    : [];
  return { shown: sortDiagnostics([...shown, ...expired, ...unusedInRules, ...unusedInConfig]), suppressed };
}

/** The entry where nothing of it is of use, else each of its paths that is not. */
function unusedParts(
  one: Suppression,
  used: ReadonlySet<Suppression | Spanned<string>>,
): readonly Diagnostic[] {
  if (one.paths === undefined) return used.has(one) ? [] : [unused(one, one.code, 'in the repository')];
  return one.paths.filter((path) => !used.has(path)).map((path) => unused(one, path, `at "${path.value}"`));
}

const unused = ({ code }: Suppression, { span }: Spanned<string>, where: string) =>
  diagnose('suppress/unused', span, { code: code.value, where });

const pathOf = ({ span, path }: Diagnostic) => span?.source.path ?? path ?? '';

/** As `paths` of a suppression has it; undefined for a fault of no file. */
function fromRoot(root: string, path: string): string | undefined {
  // Paths of diagnostics are relative to the working folder.
  return path === '' ? undefined : relative(root, resolve(path)).split(sep).join('/');
}

const coversPath = ({ paths }: Suppression, inside: string | undefined) =>
  paths === undefined || paths.some(({ value }) => isBelow(value, inside));

function isBelow(named: string, inside: string | undefined): boolean {
  if (inside === undefined || inside.startsWith('../')) return false;
  // The path of a diagnostic is shown without what a terminal would obey.
  const shown = shownText(named);
  return shown === '.' || inside === shown || inside.startsWith(`${shown}/`);
}
