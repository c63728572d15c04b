/**
 * Every diagnostic trailc can give, and the one way to make one.
 *
 * Owns: the union of the areas. A code is added in its area's file and nowhere else; it is never renamed or reused.
 * Must not: hold texts itself.
 */
import type { Diagnostic, DiagnosticEntry } from './diagnostic.ts';
import { BUNDLE_DIAGNOSTICS } from './diagnostics/bundle.ts';
import { CHECK_DIAGNOSTICS } from './diagnostics/check.ts';
import { COMPILE_DIAGNOSTICS } from './diagnostics/compile.ts';
import { CONFIG_DIAGNOSTICS } from './diagnostics/config.ts';
import { FILE_DIAGNOSTICS } from './diagnostics/file.ts';
import { LIST_DIAGNOSTICS } from './diagnostics/list.ts';
import { LOG_DIAGNOSTICS } from './diagnostics/log.ts';
import { MATCH_DIAGNOSTICS } from './diagnostics/match.ts';
import { MEANING_DIAGNOSTICS } from './diagnostics/meaning.ts';
import { RULE_DIAGNOSTICS } from './diagnostics/rule.ts';
import { TARGET_DIAGNOSTICS } from './diagnostics/target.ts';
import { TEST_DIAGNOSTICS } from './diagnostics/test.ts';
import { YAML_DIAGNOSTICS } from './diagnostics/yaml.ts';
import type { Span } from './source.ts';

export const CATALOGUE = {
  ...FILE_DIAGNOSTICS,
  ...YAML_DIAGNOSTICS,
  ...RULE_DIAGNOSTICS,
  ...MATCH_DIAGNOSTICS,
  ...MEANING_DIAGNOSTICS,
  ...CHECK_DIAGNOSTICS,
  ...COMPILE_DIAGNOSTICS,
  ...LIST_DIAGNOSTICS,
  ...TEST_DIAGNOSTICS,
  ...CONFIG_DIAGNOSTICS,
  ...TARGET_DIAGNOSTICS,
  ...BUNDLE_DIAGNOSTICS,
  ...LOG_DIAGNOSTICS,
} as const;

export type DiagnosticCode = keyof typeof CATALOGUE;
export type DiagnosticArgs<C extends DiagnosticCode> = Parameters<(typeof CATALOGUE)[C]['what']>[0];

/** Makes the diagnostic `code` at a span, or at a whole file when only its path is known. */
export function diagnose<C extends DiagnosticCode>(
  code: C,
  at: Span | string,
  args: DiagnosticArgs<C>,
): Diagnostic {
  const definition = CATALOGUE[code] as DiagnosticEntry<DiagnosticArgs<C>>;
  return {
    code,
    severity: definition.severity,
    what: definition.what(args),
    why: definition.why(args),
    do: definition.do(args),
    ...(typeof at === 'string' ? { path: at } : { span: at }),
  };
}
