/**
 * Every diagnostic trailc can give, and the one way to make one.
 *
 * Owns: the union of the areas. A code is added in its area's file and nowhere else; it is never renamed or reused.
 * Must not: hold texts itself.
 */
import type { Diagnostic, DiagnosticEntry, Fix } from './diagnostic.ts';
import { APP_CHECK_DIAGNOSTICS } from './diagnostics/app-check.ts';
import { ATHENA_STACK_DIAGNOSTICS } from './diagnostics/athena-stack.ts';
import { BUNDLE_DIAGNOSTICS } from './diagnostics/bundle.ts';
import { PAGES_DIAGNOSTICS } from './diagnostics/catalogue-pages.ts';
import { CHECK_DIAGNOSTICS } from './diagnostics/check.ts';
import { COMPILE_DIAGNOSTICS } from './diagnostics/compile.ts';
import { CONFIG_DIAGNOSTICS } from './diagnostics/config.ts';
import { COVERAGE_DIAGNOSTICS } from './diagnostics/coverage.ts';
import { DIFF_DIAGNOSTICS } from './diagnostics/diff.ts';
import { ENVIRONMENT_DIAGNOSTICS } from './diagnostics/environment.ts';
import { EXPECT_DIAGNOSTICS } from './diagnostics/expect.ts';
import { FILE_DIAGNOSTICS } from './diagnostics/file.ts';
import { FIX_DIAGNOSTICS } from './diagnostics/fix.ts';
import { FMT_DIAGNOSTICS } from './diagnostics/fmt.ts';
import { LIST_DIAGNOSTICS } from './diagnostics/list.ts';
import { LOCK_DIAGNOSTICS } from './diagnostics/lock.ts';
import { LOG_DIAGNOSTICS } from './diagnostics/log.ts';
import { MATCH_DIAGNOSTICS } from './diagnostics/match.ts';
import { MEANING_DIAGNOSTICS } from './diagnostics/meaning.ts';
import { MUTATE_DIAGNOSTICS } from './diagnostics/mutate.ts';
import { RULE_DIAGNOSTICS } from './diagnostics/rule.ts';
import { SIGMA_PACKAGE_DIAGNOSTICS } from './diagnostics/sigma-package.ts';
import { SINCE_DIAGNOSTICS } from './diagnostics/since.ts';
import { SPLUNK_APP_DIAGNOSTICS } from './diagnostics/splunk-app.ts';
import { SUPPRESS_DIAGNOSTICS } from './diagnostics/suppress.ts';
import { TARGET_DIAGNOSTICS } from './diagnostics/target.ts';
import { TEST_DIAGNOSTICS } from './diagnostics/test.ts';
import { THINK_DIAGNOSTICS } from './diagnostics/think.ts';
import { TRUST_DIAGNOSTICS } from './diagnostics/trust.ts';
import { VERIFY_DIAGNOSTICS } from './diagnostics/verify.ts';
import { YAML_DIAGNOSTICS } from './diagnostics/yaml.ts';
import type { Span } from './source.ts';

export const CATALOGUE = {
  ...FILE_DIAGNOSTICS,
  ...YAML_DIAGNOSTICS,
  ...RULE_DIAGNOSTICS,
  ...MATCH_DIAGNOSTICS,
  ...MEANING_DIAGNOSTICS,
  ...CHECK_DIAGNOSTICS,
  ...THINK_DIAGNOSTICS,
  ...COMPILE_DIAGNOSTICS,
  ...LIST_DIAGNOSTICS,
  ...TEST_DIAGNOSTICS,
  ...CONFIG_DIAGNOSTICS,
  ...TARGET_DIAGNOSTICS,
  ...BUNDLE_DIAGNOSTICS,
  ...LOG_DIAGNOSTICS,
  ...SPLUNK_APP_DIAGNOSTICS,
  ...APP_CHECK_DIAGNOSTICS,
  ...ATHENA_STACK_DIAGNOSTICS,
  ...SIGMA_PACKAGE_DIAGNOSTICS,
  ...ENVIRONMENT_DIAGNOSTICS,
  ...LOCK_DIAGNOSTICS,
  ...VERIFY_DIAGNOSTICS,
  ...PAGES_DIAGNOSTICS,
  ...DIFF_DIAGNOSTICS,
  ...COVERAGE_DIAGNOSTICS,
  ...MUTATE_DIAGNOSTICS,
  ...FMT_DIAGNOSTICS,
  ...FIX_DIAGNOSTICS,
  ...SUPPRESS_DIAGNOSTICS,
  ...SINCE_DIAGNOSTICS,
  ...TRUST_DIAGNOSTICS,
  ...EXPECT_DIAGNOSTICS,
} as const;

export type DiagnosticCode = keyof typeof CATALOGUE;
export type DiagnosticArgs<C extends DiagnosticCode> = Parameters<(typeof CATALOGUE)[C]['what']>[0];

/** A quoted text is cut where it is longer, so that a message stays one that somebody reads. In UTF-16 units. */
const LONGEST_TEXT = 1000;

/** The values of a message, each text of a readable length. Both ends are kept. */
function readable<A extends object>(args: A): A {
  if (Object.values(args).every((value) => typeof value === 'string' && value.length <= LONGEST_TEXT))
    return args;
  const entries = Object.entries(args).map(([name, value]) => [name, shortened(value)]);
  // Every value keeps its type, so the object does.
  return Object.fromEntries(entries) as A;
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') {
    if (value.length <= LONGEST_TEXT) return value;
    return `${value.slice(0, LONGEST_TEXT - 100)} … ${value.slice(-90)}`;
  }
  return Array.isArray(value) ? value.map(shortened) : value;
}

/** Makes the diagnostic `code` at a span, or at a whole file when only its path is known; `fix` where one is certain. */
export function diagnose<C extends DiagnosticCode>(
  code: C,
  at: Span | string,
  args: DiagnosticArgs<C>,
  fix?: Fix,
): Diagnostic {
  const definition = CATALOGUE[code] as DiagnosticEntry<DiagnosticArgs<C>>;
  const shown = readable(args);
  return {
    code,
    severity: definition.severity,
    what: definition.what(shown),
    why: definition.why(shown),
    do: definition.do(shown),
    ...(typeof at === 'string' ? { path: at } : { span: at }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** The diagnostic `code` as it is with the example of its entry. */
export function exampleOf<C extends DiagnosticCode>(code: C, path: string): Diagnostic {
  const { example } = CATALOGUE[code] as DiagnosticEntry<DiagnosticArgs<C>>;
  return diagnose(code, path, example);
}
