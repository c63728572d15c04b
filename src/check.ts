/**
 * Phase 5: everything that is wrong or doubtful in a repository, in one pass.
 *
 * Owns: that each fault is reported once. Must not: hold a check (checks/ does) or read files.
 */
import { type Diagnostic, sortDiagnostics } from './base/diagnostic.ts';
import { append } from './base/result.ts';
import { ENVIRONMENT_CHECKS, LIST_CHECKS, RULE_CHECKS } from './checks/index.ts';
import { compileRule } from './compile.ts';
import type { Content } from './content/document.ts';
import { effectiveLists, overlayFaults } from './content/list-overlay.ts';
import type { RuleIr } from './ir/rule.ts';
import { lowerForEnvironment, lowerForTests } from './lower.ts';
import { TARGET_NAMES } from './targets/index.ts';

/** Faults of the rules, lists and environments; `today` is an ISO date, for entries of lists that expire. */
export function checkContent(content: Content, options: { readonly today: string }): readonly Diagnostic[] {
  // A rule that cannot be built may still have names to mend: all faults come in one pass.
  const found: Diagnostic[] = content.broken.flatMap(
    (document) => lowerForTests(document, content).diagnostics,
  );
  const rules: RuleIr[] = [];
  for (const document of content.rules) {
    const { value: rule, diagnostics } = lowerForTests(document, content);
    append(found, diagnostics);
    if (rule === undefined) continue;
    rules.push(rule);
    for (const check of RULE_CHECKS) append(found, check({ document, rule, content }));
    for (const environment of content.config.environments) {
      append(found, compileRule(document, content, { environment, targets: TARGET_NAMES }).diagnostics);
    }
  }
  for (const list of content.lists.values()) {
    for (const check of LIST_CHECKS) append(found, check({ list, rules, today: options.today }));
  }
  for (const environment of content.config.environments) {
    if (environment.lists.size === 0) continue;
    append(found, overlayFaults(environment, content.lists));
    // What an environment adds to a list is held to the same checks, against the rules as they are there.
    const there = content.rules.flatMap(
      (document) => lowerForEnvironment(document, content, environment).value ?? [],
    );
    for (const list of effectiveLists(content.lists, environment).values()) {
      for (const check of LIST_CHECKS) append(found, check({ list, rules: there, today: options.today }));
    }
  }
  const { environments } = content.config;
  for (const check of ENVIRONMENT_CHECKS) append(found, check({ environments, content }));
  return once(found);
}

/** The same fault seen in several environments is one fault. */
function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return sortDiagnostics(diagnostics).filter(({ code, what, span, path }) => {
    const key = JSON.stringify([code, what, span?.source.path ?? path, span?.start]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
