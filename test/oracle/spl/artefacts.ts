/**
 * A rule as files, the way a bundle writes them: what the oracle reads.
 *
 * Owns: calling the target and the templates. The printer is called, never read. Must not: evaluate.
 */
import { renderArtefact, templateSource } from '../../../src/bundle/render.ts';
import type { EnvironmentDocument } from '../../../src/content/document.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import type { Answer, Artefact } from '../../../src/targets/shared/target.ts';
import { splTarget } from '../../../src/targets/spl/index.ts';
import { compileSavedSearch, type SavedSearch, savedSearches } from './oracle.ts';

const templates = templateSource({ root: '.' });

export interface SplFiles {
  readonly answer: Answer;
  /** By path; empty where the answer is unsupported. */
  readonly files: ReadonlyMap<string, string>;
}

/** The files of one rule. Throws where the rule or a template is at fault. */
export function splFiles(rule: RuleIr, environment: EnvironmentDocument, profile: string): SplFiles {
  const normal = { ...rule, condition: normalForm(rule.condition) };
  const { value, diagnostics } = splTarget.compile(normal, environment, profile);
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  return { answer: value.answer, files: renderAll(value.artefacts) };
}

/** As a bundle writes them. */
export function renderAll(artefacts: readonly Artefact[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const artefact of artefacts) {
    const { value, diagnostics } = renderArtefact(artefact, templates);
    if (value === undefined) throw new Error(JSON.stringify(diagnostics));
    files.set(artefact.path, value);
  }
  return files;
}

/** The only saved search of a rule's files. */
export function onlySearch(files: ReadonlyMap<string, string>): SavedSearch {
  const [name, ...more] = savedSearches(files);
  if (name === undefined || more.length > 0) throw new Error(`${more.length + 1} saved searches in one rule`);
  return compileSavedSearch(files, name);
}

/** The names of the assumptions that an answer rests on. */
export function assumptionNames(answer: Answer): readonly string[] {
  return 'assumptions' in answer ? answer.assumptions.map(({ name }) => name) : [];
}
