/**
 * Every proof of the lane beside verdicts.
 *
 * Owns: which there are, and which engines each needs. A check whose engine is missing is left out: the engine itself is
 * reported. Must not: check anything itself, but that manifests claim no executor that did not run.
 */
import type { Content } from '../../src/content/document.ts';
import { PROOFS } from '../../src/targets/shared/proof.ts';
import { appInspectChecks } from './appinspect/checks.ts';
import { stackFileChecks } from './cfn-lint/gate.ts';
import type { Check } from './check.ts';
import type { Executor, LaneRule, Suite } from './executor.ts';
import { athenaClientCheck } from './moto/athena.ts';
import { selftestCheck } from './selftest.ts';
import { splSelftestCheck } from './selftest-spl.ts';
import { sigmaChecks } from './sigma/gate.ts';
import { sigmaPackageChecks } from './sigma/package.ts';
import { splAppCheck } from './spl-app.ts';
import { backtestChecks } from './trino/backtest.ts';
import { trinoChecks } from './trino/cost.ts';
import { isTrino } from './trino/engine.ts';
import { stackChecks } from './trino/stack.ts';
import { traceQueryCheck } from './trino/trace-query.ts';

export interface Subject {
  readonly executors: readonly Executor[];
  readonly suites: readonly Suite[];
  readonly content: Content;
  /** Every engine was asked for, so each that a manifest names must have run. */
  readonly whole: boolean;
}

export async function checksOf(
  { executors, suites, content, whole }: Subject,
  report: (what: string) => void,
): Promise<readonly Check[]> {
  const names = new Set(executors.map(({ name }) => name));
  const server = executors.find(isTrino)?.server;
  const sigma = PROOFS.sigma.checkedOn.every((name) => names.has(name));
  if (server !== undefined) report('deployed queries and selftests on Trino');
  const onTrino =
    server === undefined
      ? []
      : [
          ...(await trinoChecks(server, content)),
          ...(await stackChecks(server, content, suites)),
          await selftestCheck(server, content),
          ...(await backtestChecks(server, content)),
          await traceQueryCheck(server, content),
        ];
  if (sigma) report('exported Sigma files');
  const onSigma = sigma
    ? [...(await sigmaChecks(exportedRules(suites), report)), ...(await sigmaPackageChecks(content, report))]
    : [];
  // Their linter needs Python, as Sigma's checkers do.
  if (sigma) report('files of Athena stacks');
  // moto is a Python program too.
  const onMoto = sigma ? [await athenaClientCheck(report)] : [];
  const onStacks = sigma ? await stackFileChecks(content, report, whole) : [];
  const onOracle = names.has('SPL oracle') ? [await splSelftestCheck(content), splAppCheck(suites)] : [];
  const onAppInspect = names.has('SPL oracle') ? await appInspectChecks(content, report, whole) : [];
  return [
    ...onTrino,
    ...onOracle,
    ...onAppInspect,
    ...onSigma,
    ...onStacks,
    ...onMoto,
    ...(whole ? [claims(names)] : []),
  ];
}

/** Rules that Sigma's own checkers look at: shipped, conformance and the first generated ones. */
function exportedRules(suites: readonly Suite[]): readonly LaneRule[] {
  const [generated] = suites.filter(({ name }) => name.startsWith('generated'));
  const byHand = suites.filter(
    ({ name }) => name === 'conformance cases' || name === 'tests of the shipped rules',
  );
  return [...byHand, ...(generated === undefined ? [] : [generated])].flatMap(({ rules }) => rules);
}

function claims(ran: ReadonlySet<string>): Check {
  return {
    name: 'what manifests say a target was checked on has run here',
    by: 'src/targets/shared/proof.ts',
    findings: Object.entries(PROOFS).flatMap(([target, { checkedOn }]) =>
      checkedOn.map((name) => ({ name: `${target}: ${name}`, ok: ran.has(name) })),
    ),
  };
}
