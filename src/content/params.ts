/**
 * The values of a rule's params: its own examples for tests, an environment's values for everything that ships.
 *
 * Owns: type and pattern of a value, missing values. Must not: read files or know where a param is used.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { quotedAsTyped } from '../base/fix.ts';
import { hasErrors, type Result } from '../base/result.ts';
import { matchesPattern } from '../language/value-pattern.ts';
import type { EnvironmentDocument, ParamDeclaration, RuleDocument } from './document.ts';
import { exampleOf, isOfType, wantedOf } from './param-types.ts';

export interface ParamValue {
  readonly declaration: ParamDeclaration;
  /** One text for a param of any type but list<text>: digits, `true` or `false`, `15m`. */
  readonly values: readonly string[];
}

export type ParamValues = ReadonlyMap<string, ParamValue>;

/** The values that the rule's own tests run with. */
export function exampleParams(rule: RuleDocument): ParamValues {
  return new Map(
    rule.params.map((declaration) => [declaration.name, { declaration, values: declaration.example }]),
  );
}

/** The values an environment gives to the params of a rule. */
export function environmentParams(rule: RuleDocument, environment: EnvironmentDocument): Result<ParamValues> {
  const diagnostics: Diagnostic[] = [];
  const values = new Map<string, ParamValue>();
  for (const declaration of rule.params) {
    const { name, type, pattern } = declaration;
    const given = environment.params.get(name);
    if (given === undefined) {
      const args = { param: name, environment: environment.name };
      diagnostics.push(diagnose('meaning/param-value-missing', environment.span, args));
      continue;
    }
    const scalars = given.values.map((value, at) => ({
      value,
      scalar: given.scalars?.[at] ?? ('text' as const),
    }));
    if (!isOfType(type, scalars, given.asList)) {
      const args = { param: name, wanted: wantedOf(type), example: exampleOf(type), rule: rule.stem };
      const fix = type === 'text' && !given.asList ? quotedAsTyped(given.span) : undefined;
      diagnostics.push(diagnose('meaning/param-value-type', given.span, args, fix));
      continue;
    }
    for (const value of given.values) {
      if (pattern === undefined || matchesPattern(pattern, value)) continue;
      const args = { param: name, value, pattern, rule: rule.stem };
      diagnostics.push(diagnose('meaning/param-value-pattern', given.span, args));
    }
    values.set(name, { declaration, values: given.values });
  }
  return hasErrors(diagnostics) ? { diagnostics } : { value: values, diagnostics };
}
