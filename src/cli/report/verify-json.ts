/**
 * Compiled SQL held against the evaluator, as JSON (schema version 1; docs/formats.md has the shape).
 *
 * Owns: the shape. Must not: compare or lay out for people.
 */
import { positionAt } from '../../base/source.ts';
import type { Difference, EventOrigin, RuleVerification } from '../../testing/verify.ts';
import type { ClauseComparison } from '../../testing/verify-clauses.ts';
import { printJson } from './json.ts';
import { traceAsJson } from './trace.ts';
import type { VerifyReport } from './verify.ts';

export function verificationAsJson(report: VerifyReport): string {
  const { version, profile, environment, tests, logs } = report;
  const sum = (of: (rule: RuleVerification) => number) =>
    [...tests, ...(logs?.rules ?? [])].reduce((total, rule) => total + of(rule), 0);
  return printJson({
    schemaVersion: 1,
    engine: { name: 'DuckDB', version },
    target: 'athena',
    profile,
    environment,
    compared: sum(({ compared }) => compared),
    differing: sum(({ differing }) => differing),
    outside: sum(({ outside }) => outside),
    tests: tests.map(ruleAsJson),
    logs: logs === undefined ? null : { ...logs, rules: logs.rules.map(ruleAsJson) },
    notSaid: report.notSaid.map(({ reasons, ...rule }) => ({
      ...rule,
      reasons: reasons.map(({ span, clause, why }) => ({
        clause,
        why,
        ...positionAt(span.source, span.start),
      })),
    })),
  });
}

const ruleAsJson = (rule: RuleVerification) => ({
  ...rule,
  differences: rule.differences.map(differenceAsJson),
});

function differenceAsJson({ origin, clauses, ...difference }: Difference): object {
  return {
    ...originAsJson(origin),
    ...difference,
    condition: clauses === undefined ? null : clauseAsJson(clauses),
  };
}

function originAsJson(origin: EventOrigin): object {
  if (origin.kind === 'log') {
    const { kind: _, ...place } = origin;
    return { test: null, log: place };
  }
  const { name, span } = origin;
  return { test: { name, ...positionAt(span.source, span.start) }, log: null };
}

/** The traced clause with its SQL and what that says of it alone; the parts of an array are its elements. */
function clauseAsJson(clause: ClauseComparison): object {
  const { node, sql, differs, of } = clause;
  const both = { ...traceAsJson(node), sql: sql ?? null, differs };
  if (node.kind === 'predicate') return both;
  const parts = of.map((part, at) => {
    const inner = clauseAsJson(part);
    return node.kind === 'some' ? { index: node.of[at]?.index ?? at, ...inner } : inner;
  });
  return { ...both, of: parts };
}
