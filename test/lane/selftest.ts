/**
 * What Trino says of the statements that `trailc selftest --target athena` prints.
 *
 * Owns: running each as it is pasted, and a finding for each test. Must not: know how they are printed.
 */
import { renderArtefact, templateSource } from '../../src/bundle/render.ts';
import type { Content } from '../../src/content/document.ts';
import { normalForm } from '../../src/ir/normal.ts';
import { PROFILES } from '../../src/targets/athena/profiles.ts';
import { selftestOf } from '../../src/targets/athena/selftest.ts';
import type { Check, Finding } from './check.ts';
import { shippedRules } from './trino/deployed.ts';
import type { Server } from './trino/server.ts';

/** Every test of every shipped rule, on each profile that can say the rule. */
export async function selftestCheck({ client, release }: Server, content: Content): Promise<Check> {
  const rules = shippedRules(content).map((rule) => ({ ...rule, condition: normalForm(rule.condition) }));
  const [environment] = content.config.environments;
  if (environment === undefined) throw new Error('trailc.config.yml names no environment');
  const templates = templateSource({
    root: '.',
    templates: { value: 'templates', span: content.config.span },
  });
  const findings: Finding[] = [];
  for (const { name: profile } of PROFILES) {
    const { value, diagnostics } = selftestOf(rules, environment, profile);
    if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
    for (const { artefact } of value.statements) {
      const text = renderArtefact(artefact, templates).value;
      if (text === undefined) throw new Error(`${artefact.path} cannot be rendered`);
      for (const [rule, , test, expected, got, result] of await client.rows(text)) {
        const ok = result === 'pass';
        const detail = ok ? {} : { detail: `expected ${expected}, got ${got}` };
        findings.push({ name: `${profile}, ${rule}: ${test}`, ok, ...detail });
      }
    }
  }
  return {
    name: 'the statements of `trailc selftest --target athena` pass every test of the shipped rules',
    by: `Trino ${release}`,
    findings,
  };
}
