/**
 * `params` of a rule: their types, patterns and examples.
 *
 * Owns: reading declarations that the schema has found well-formed. Must not: know environments (params.ts does).
 */
import { diagnose } from '../base/catalogue.ts';
import { matchesPattern, patternProblem } from '../language/value-pattern.ts';
import type { ParamDeclaration, ParamType } from './document.ts';
import { entriesAt, type Reporter, textAt, textOf } from './node-readers.ts';
import { child, type YamlEntry, type YamlNode } from './yaml-node.ts';

/** Every declaration that can be read; what is wrong with the others is reported. */
export function readParams(rule: YamlNode, faults: Reporter): readonly ParamDeclaration[] {
  return entriesAt(rule, 'params').flatMap((entry) => readParam(entry, faults) ?? []);
}

function readParam({ key, value }: YamlEntry, faults: Reporter): ParamDeclaration | undefined {
  const name = key.text;
  const type = textAt(value, 'type')?.value;
  const example = child(value, 'example');
  if ((type !== 'text' && type !== 'list<text>') || example === undefined) return undefined;
  const pattern = textAt(value, 'pattern');
  const problem = pattern === undefined ? undefined : patternProblem(pattern.value);
  if (pattern !== undefined && problem !== undefined) {
    faults.report(
      diagnose('rule/param-pattern', pattern.span, { param: name, pattern: pattern.value, reason: problem }),
    );
  }
  const texts = readExample(name, type, example, faults);
  for (const text of texts) {
    if (pattern === undefined || problem !== undefined || matchesPattern(pattern.value, text.value)) continue;
    const args = { param: name, value: text.value, pattern: pattern.value };
    faults.report(diagnose('rule/param-example-pattern', text.span, args));
  }
  return {
    name,
    type,
    description: textAt(value, 'description')?.value ?? '',
    ...(pattern === undefined ? {} : { pattern: pattern.value }),
    example: texts.map((text) => text.value),
    span: key.span,
  };
}

function readExample(param: string, type: ParamType, node: YamlNode, faults: Reporter) {
  const isList = node.kind === 'sequence';
  if (isList !== (type === 'list<text>') || node.kind === 'mapping') {
    const example = type === 'text' ? "'@example.com'" : "['@example.com']";
    faults.report(diagnose('rule/param-example-type', node.span, { param, type, example }));
    return [];
  }
  return isList ? node.items.flatMap((item) => textOf(item) ?? []) : [textOf(node) ?? []].flat();
}
