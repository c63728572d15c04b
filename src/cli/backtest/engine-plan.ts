/**
 * `trailc backtest --dry-run`: a plan for people, and as JSON (schema version 1).
 *
 * Owns: layout. Must not: plan.
 */
import type { EnginePlan } from '../../engines/plan.ts';
import { printJson } from '../report/json.ts';
import { escapeForTerminal, paintFor } from '../report/terminal.ts';

export const planAsJson = (plan: EnginePlan): string => printJson({ schemaVersion: 1, ...plan });

export function renderPlan(plan: EnginePlan, { color }: { readonly color: boolean }): string {
  const paint = paintFor(color);
  const { engine, table, profile, queries, rules, partitionColumns } = plan;
  const asked = rules.filter(({ query }) => query !== null).length;
  const lines = [
    `Nothing is run. ${counted(queries.length, 'query', 'queries')} for ${asked} of ${counted(rules.length, 'rule')} would read ${table} (${engine}, profile ${profile}).`,
    `Days of delivery: ${daysInWords(plan)}`,
  ];
  const assumptions = new Map(
    rules.flatMap((rule) => rule.assumptions.map(({ name, text }) => [name, text])),
  );
  for (const [at, query] of queries.entries()) {
    lines.push(
      '',
      paint.bold(`Query ${at + 1}, ${query.bytes} bytes`),
      `  columns: ${query.columns.join(', ')}`,
      ...(partitionColumns.length === 0 ? [] : [`  partitioned by: ${partitionColumns.join(', ')}`]),
      ...query.window.map((part, index) => `  ${index === 0 ? 'selects:' : '     and'} ${part}`),
      ...rules
        .filter((rule) => rule.query === at)
        .map(
          (rule) => `  ${rule.rule}: ${rule.columns.length === 0 ? 'no column' : rule.columns.join(', ')}`,
        ),
    );
  }
  for (const { rule, reason } of rules)
    if (reason !== null) lines.push('', `${paint.yellow('not run')} ${rule}: ${reason}`);
  if (assumptions.size > 0) {
    lines.push('', 'The verdicts are the rules’ own, given that:');
    for (const [name, text] of assumptions) lines.push(`  ${name}: ${text}`);
  }
  const head = lines.map((line) => `${escapeExceptPaint(line, color)}\n`).join('');
  // The statements last and as they are, so that they can be copied.
  const texts = queries.map(({ text }, at) => `\n-- query ${at + 1}\n${text};\n`);
  return `${head}${texts.join('')}`;
}

/** Paint is our own; every other text here may be the author's. */
const escapeExceptPaint = (line: string, color: boolean) =>
  color && line.startsWith('\u001b[') ? line : escapeForTerminal(line);

function daysInWords({ days: { first, last }, partitionColumns, range }: EnginePlan): string {
  if (partitionColumns.length === 0) {
    return range.from === null && range.to === null
      ? 'all that there is'
      : 'all that there is, less events of other times';
  }
  const where = partitionColumns.includes('region') ? ', of every account and region that the table has' : '';
  if (first === null && last === null) return `all${where} (--from and --to limit them)`;
  if (last === null) return `from ${first} on${where}`;
  return first === null ? `up to ${last}${where}` : `${first} to ${last}${where}`;
}

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
