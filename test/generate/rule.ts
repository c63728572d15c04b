/**
 * Generated rules, read and lowered as a repository's own are: text to document, lists with an environment's changes,
 * params with its values.
 *
 * Owns: that pipeline. Must not: draw a clause (match.ts does) or an event.
 */
import fc from 'fast-check';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { readConfig } from '../../src/content/config.ts';
import type { Content } from '../../src/content/document.ts';
import { readList } from '../../src/content/list.ts';
import { overlayFaults } from '../../src/content/list-overlay.ts';
import { readRule } from '../../src/content/rule.ts';
import { lowerForEnvironment } from '../../src/lower.ts';
import type { LaneRule } from '../lane/executor.ts';
import { CATALOGUE, USUAL } from './fields.ts';
import { match } from './match.ts';
import { type Drawn, writeRule } from './written.ts';
import { type Data, toJsonText, toYaml } from './yaml-text.ts';

const shownField = fc.constantFrom(...[...USUAL, ...CATALOGUE].map(({ name }) => name));

/** Whole rules. Every one is accepted by the reader (generated.test.ts says so). */
export const drawnRule: fc.Arbitrary<Drawn> = fc.record({
  match,
  shown: fc.uniqueArray(shownField, { maxLength: 2 }),
  durations: fc.boolean(),
  block: fc.boolean(),
});

/** The file as text. */
const textOf = (data: Data, block: boolean) => (block ? toYaml(data) : toJsonText(data, 1));

export interface ReadRule {
  /** Absent when there are faults. */
  readonly rule?: LaneRule;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the rule's files and lowers the rule for the environment among them. */
export function readDrawn(drawn: Drawn, name = 'generated'): ReadRule {
  const written = writeRule(drawn);
  const { block } = drawn;
  const diagnostics: Diagnostic[] = [];
  const note = <T>(result: {
    readonly value?: T;
    readonly diagnostics: readonly Diagnostic[];
  }): T | undefined => {
    diagnostics.push(...result.diagnostics);
    return result.value;
  };
  const noEvent = () => ({ value: {}, diagnostics: [] });
  const document = note(readRule({ path: 'generated.yml', text: textOf(written.rule, block) }, noEvent));
  const config = note(readConfig({ path: 'trailc.config.yml', text: textOf(written.config, block) }));
  const lists = written.lists.flatMap((list) => {
    const read = note(readList({ path: 'list.yml', text: textOf(list, block) }));
    return read === undefined ? [] : [[read.name, read] as const];
  });
  const environment = config?.environments[0];
  if (document === undefined || environment === undefined || diagnostics.length > 0) return { diagnostics };
  const content: Content = {
    config: config as Content['config'],
    rules: [document],
    broken: [],
    lists: new Map(lists),
  };
  diagnostics.push(...overlayFaults(environment, content.lists));
  const rule = note(lowerForEnvironment(document, content, environment));
  if (rule === undefined || diagnostics.length > 0) return { diagnostics };
  return { rule: { name, rule, environment, content }, diagnostics };
}
