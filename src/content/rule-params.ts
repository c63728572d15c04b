/**
 * `params` of a rule: their types, patterns and examples.
 *
 * Owns: reading declarations that the schema has found well-formed. Must not: know environments (params.ts does).
 */
import { diagnose } from '../base/catalogue.ts';
import { quotedAsTyped } from '../base/fix.ts';
import { matchesPattern, patternProblem } from '../language/value-pattern.ts';
import type { ParamDeclaration, ParamType } from './document.ts';
import { beginningOf, entriesAt, type Reporter, scalarsOf, type TypedText, textAt } from './node-readers.ts';
import { exampleOf, isOfType, isParamType, wantedOf } from './param-types.ts';
import { child, type YamlEntry, type YamlNode } from './yaml-node.ts';

/** Every declaration that can be read; what is wrong with the others is reported. */
export function readParams(rule: YamlNode, faults: Reporter): readonly ParamDeclaration[] {
  return entriesAt(rule, 'params').flatMap((entry) => readParam(entry, faults) ?? []);
}

function readParam({ key, value }: YamlEntry, faults: Reporter): ParamDeclaration | undefined {
  const name = key.text;
  const type = textAt(value, 'type')?.value;
  const example = child(value, 'example');
  if (type === undefined || !isParamType(type) || example === undefined) return undefined;
  const texts = readExample(name, type, example, faults);
  const pattern = readPattern(name, type, value, texts, faults);
  return {
    name,
    type,
    description: textAt(value, 'description')?.value ?? '',
    ...(pattern === undefined ? {} : { pattern }),
    example: texts.map((text) => text.value),
    span: key.span,
  };
}

function readExample(param: string, type: ParamType, node: YamlNode, faults: Reporter): readonly TypedText[] {
  const scalars = scalarsOf(node);
  if (scalars !== undefined && isOfType(type, scalars, node.kind === 'sequence')) return scalars;
  const args = { param, type, wanted: wantedOf(type), example: exampleOf(type) };
  // A list is wrong as a whole; of a list of the right type, the first item that is not.
  const wrong = type === 'list<text>' ? scalars?.find(({ scalar }) => scalar !== 'text') : undefined;
  const at = node.kind === 'sequence' && wrong !== undefined ? wrong.span : beginningOf(node);
  // Each that is no text, together: the fault is said once.
  const edits = (scalars ?? [])
    .filter(({ scalar }) => scalar !== 'text')
    .flatMap(({ span }) => quotedAsTyped(span)?.edits ?? []);
  const fits = type === (node.kind === 'sequence' ? 'list<text>' : 'text') && edits.length > 0;
  const fix = fits ? { says: 'Put it in quotes.', edits } : undefined;
  faults.report(diagnose('rule/param-example-type', at, args, fix));
  return [];
}

function readPattern(
  param: string,
  type: ParamType,
  node: YamlNode,
  texts: readonly TypedText[],
  faults: Reporter,
): string | undefined {
  const pattern = textAt(node, 'pattern');
  if (pattern === undefined) return undefined;
  if (type === 'boolean') {
    faults.report(diagnose('rule/param-pattern-type', pattern.span, { param }));
    return undefined;
  }
  const reason = patternProblem(pattern.value);
  if (reason !== undefined) {
    const args = { param, pattern: pattern.value, reason };
    faults.report(diagnose('rule/param-pattern', pattern.span, args));
    return pattern.value;
  }
  for (const text of texts) {
    if (matchesPattern(pattern.value, text.value)) continue;
    const args = { param, value: text.value, pattern: pattern.value };
    faults.report(diagnose('rule/param-example-pattern', text.span, args));
  }
  return pattern.value;
}
