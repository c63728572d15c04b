/**
 * What no two rules of a repository may share: an id, a title, a file name.
 *
 * Owns: that comparison. Must not: read files.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { type SourceText, startOf } from '../base/source.ts';
import type { Spanned } from './document.ts';
import { textAt } from './node-readers.ts';
import { shownPlace } from './shown-place.ts';
import { parseYaml } from './yaml.ts';

/** What a rule is known by. A rule with faults has one too, as far as it can be read. */
export interface RuleIdentity {
  readonly stem: string;
  readonly source: SourceText;
  readonly id?: Spanned<string>;
  readonly title?: Spanned<string>;
}

export interface Duplicates {
  readonly diagnostics: readonly Diagnostic[];
  /** The later rule of each pair; the first keeps its name. */
  readonly rules: ReadonlySet<RuleIdentity>;
}

/** The identity of a rule that could not be read as a whole. */
export function identityOf(stem: string, source: SourceText): RuleIdentity {
  const { value, part } = parseYaml(source);
  const node = value ?? part;
  const id = node && textAt(node, 'id');
  const title = node && textAt(node, 'title');
  return { stem, source, ...(id === undefined ? {} : { id }), ...(title === undefined ? {} : { title }) };
}

/** The faults between rules, each at the later of the two, naming the first. */
export function duplicateRules(rules: readonly RuleIdentity[]): Duplicates {
  const diagnostics: Diagnostic[] = [];
  const later = new Set<RuleIdentity>();
  const ids = new Map<string, Spanned<string>>();
  const titles = new Map<string, Spanned<string>>();
  const stems = new Map<string, RuleIdentity>();

  for (const rule of rules) {
    const { id, title, stem, source } = rule;
    const found: Diagnostic[] = [];
    const sameId = id && firstOrKeep(ids, id.value.toLowerCase(), id);
    if (id !== undefined && sameId !== undefined) {
      found.push(diagnose('file/same-rule-id', id.span, { id: id.value, other: shownPlace(sameId.span) }));
    }
    const sameTitle = title && firstOrKeep(titles, foldTitle(title.value), title);
    if (title !== undefined && sameTitle !== undefined) {
      const args = { title: title.value, other: shownPlace(sameTitle.span) };
      found.push(diagnose('file/same-rule-title', title.span, args));
    }
    // File systems that ignore case would hold one file for both.
    const sameStem = firstOrKeep(stems, stem.toLowerCase(), rule);
    if (sameStem !== undefined) {
      found.push(diagnose('file/same-rule-stem', startOf(source), { stem, other: sameStem.source.path }));
    }
    if (found.length > 0) later.add(rule);
    diagnostics.push(...found);
  }
  return { diagnostics, rules: later };
}

/** The value that came first under the key, or undefined when this one does; it is then kept. */
function firstOrKeep<V>(seen: Map<string, V>, key: string, value: V): V | undefined {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, value);
  return first;
}

/**
 * Titles that a person would read as the same, and titles of which Splunk keeps the same name: case, brackets, kinds of
 * white space and of composed letters aside, and in the first 99 characters.
 */
const foldTitle = (title: string) => {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[[\]\s]+/g, ' ')
    .trim();
  return [...words].slice(0, 99).join('');
};
