/**
 * What the README of an app says of each rule.
 *
 * Owns: which facts, as Markdown. Must not: judge or print rules.
 */
import { plain } from '../../../base/markdown.ts';
import type { PackedRule } from '../../shared/package.ts';
import type { MacroName } from './names.ts';

/** What the README shows of a rule that the app holds. */
export function includedRule({ rule, compiled }: PackedRule, filter: MacroName) {
  const { title, id, version, level, stem, description } = rule.document;
  const { answer } = compiled;
  const assumptions = 'assumptions' in answer ? answer.assumptions : [];
  return {
    title: plain(title.value),
    id: plain(id.value),
    version: plain(version),
    level: plain(level),
    stem: plain(stem),
    description: plain(description),
    filter,
    names: assumptions.map(({ name }) => plain(name)),
  };
}

/** Every assumption that an answer names, once, by name. */
export function assumptionsOf(rules: readonly PackedRule[]) {
  const texts = new Map(
    rules.flatMap(({ compiled: { answer } }) =>
      'assumptions' in answer ? answer.assumptions.map(({ name, text }) => [name, text] as const) : [],
    ),
  );
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => ({ name: plain(name), text: plain(text) }));
}

/** What it shows of one that the app cannot hold. */
export function leftOutRule({ rule, compiled }: PackedRule) {
  const { title, stem } = rule.document;
  const reasons = 'reasons' in compiled.answer ? compiled.answer.reasons : [];
  const whys = [...new Set(reasons.map(({ why }) => why))];
  return {
    title: plain(title.value),
    stem: plain(stem),
    reasons: whys.map(plain),
  };
}
