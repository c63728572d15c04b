/**
 * What the SPL oracle says of the searches that `trailc selftest --target spl` and `--canaries` print.
 *
 * Owns: running each as it is pasted, and a finding for each test and each canary. Must not: know how they are printed.
 */
import type { Content } from '../../src/content/document.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import { assumptionNames, splFiles } from '../oracle/spl/artefacts.ts';
import { compileRows } from '../oracle/spl/oracle.ts';
import { printedCanaries, printedSelftest, rowsUnderAll } from '../oracle/spl/printed.ts';
import { SWITCH_NAMES } from '../oracle/spl/switches.ts';
import type { Check, Finding } from './check.ts';
import { shippedRules } from './trino/deployed.ts';

const PROFILES = ['raw', 'extracted'];

/** Every test of every shipped rule, and every canary, on each profile. */
export async function splSelftestCheck(content: Content): Promise<Check> {
  const rules = shippedRules(content);
  const findings = PROFILES.flatMap((profile) => [
    ...rules.flatMap((rule) =>
      guarded(`${profile}, ${rule.document.stem}`, () => ofRule(rule, content, profile)),
    ),
    ...guarded(`${profile}, canaries`, () => ofCanaries(rules, content, profile)),
  ]);
  return {
    name: 'the searches of `trailc selftest --target spl` pass every test of the shipped rules, and the canaries hold',
    by: `test/oracle/spl, ${SWITCH_NAMES.length} switches`,
    findings,
    notes: [
      'The canaries that count are read as documented only, over the events of the tests. A canary that holds here says nothing of your Splunk.',
    ],
  };
}

/** A search that the oracle cannot read is a finding, not the end of the lane. */
function guarded(name: string, run: () => readonly Finding[]): readonly Finding[] {
  try {
    return run();
  } catch (error) {
    return [{ name, ok: false, detail: error instanceof Error ? error.message : String(error) }];
  }
}

function environmentOf({ config }: Content) {
  const [environment] = config.environments;
  if (environment === undefined) throw new Error('trailc.config.yml names no environment');
  return environment;
}

function ofRule(rule: RuleIr, content: Content, profile: string): readonly Finding[] {
  const printed = printedSelftest(rule, environmentOf(content), profile);
  if (printed === undefined) return [];
  const said = rowsUnderAll(printed, { key: 'test', column: 'result', wanted: 'pass' });
  return rule.document.tests.map(({ name, expect }): Finding => {
    const title = `${profile}, ${rule.document.stem}: ${name.value}`;
    const found = said.get(name.value);
    if (found === undefined) return { name: title, ok: false, detail: 'no row of that name' };
    const { row, switches } = found;
    if (row.result === 'pass' && row.expected === expect) return { name: title, ok: true };
    const detail = `expected ${expect}, got ${String(row.got)} (${String(row.prefilter)}) under ${JSON.stringify(switches)}`;
    return { name: title, ok: false, detail };
  });
}

function ofCanaries(rules: readonly RuleIr[], content: Content, profile: string): readonly Finding[] {
  const environment = environmentOf(content);
  const assumptions = [
    ...new Set(rules.flatMap((rule) => assumptionNames(splFiles(rule, environment, profile).answer))),
  ];
  const records = rules.flatMap(({ document }) => document.tests.map(({ event }) => JSON.stringify(event)));
  const said = new Map<string, Finding>();
  for (const text of printedCanaries(rules, environment, profile)) {
    if (text.startsWith('|')) {
      const key = { key: 'canary', column: 'holds', wanted: 'yes' };
      for (const [name, { row, switches }] of rowsUnderAll({ text, assumptions, files: new Map() }, key))
        said.set(name, finding(name, row.holds, `under ${JSON.stringify(switches)}`));
    } else {
      for (const { canary, holds, breaking } of compileRows(text).rows(records))
        said.set(String(canary), finding(String(canary), holds, `${String(breaking)} events break it`));
    }
  }
  return assumptions.map((name) => said.get(name) ?? finding(name, 'no row', 'no canary asks for it'));

  function finding(canary: string, holds: unknown, why: string): Finding {
    const ok = holds === 'yes';
    return {
      name: `${profile}, canary ${canary}`,
      ok,
      ...(ok ? {} : { detail: `${String(holds)}: ${why}` }),
    };
  }
}
