/**
 * What AWS would refuse of a stack, found before anything is deployed.
 *
 * Owns: the limits, each with its place in AWS's documentation, and which rule or view is in the way. Must not: cut a
 * text so that it fits.
 */
import { diagnose } from '../../../base/catalogue.ts';
import type { Diagnostic } from '../../../base/diagnostic.ts';
import { LONGEST_QUERY } from '../limits.ts';
import type { StackInput } from './input.ts';
import { LONGEST_RUN_QUERY } from './machine.ts';
import type { PlannedRule, StackPlan } from './plan.ts';
import { LONGEST_UNIT, type Unit } from './split.ts';
import { LONGEST_VIEW_DESCRIPTION, LONGEST_VIEW_TEXT, viewText } from './view.ts';

/** Athena API, CreatePreparedStatement: StatementName; less `@` and `:`, which EXECUTE would want in quotes. */
const STATEMENT_NAME = /^[a-zA-Z_][a-zA-Z0-9_]{1,255}$/;
/** Athena, "Service quotas": prepared statements in a workgroup. */
const MOST_STATEMENTS = 1_000;
/** Athena API, CreateNamedQuery and CreatePreparedStatement: Description. In bytes. */
const LONGEST_DESCRIPTION = 1_024;
/** Seconds: EventBridge Scheduler, "Rate-based schedules" count in minutes. */
const SHORTEST_EVERY = 60;

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

/** `units` are the resources of views and rules as CloudFormation has them. */
export function limitFaults(plan: StackPlan, units: readonly Unit[]): readonly Diagnostic[] {
  const { input, rules } = plan;
  const count = rules.length;
  const many =
    count > MOST_STATEMENTS
      ? [diagnose('athena-stack/too-many-rules', input.span, { count, limit: MOST_STATEMENTS })]
      : [];
  return [...many, ...rules.flatMap(ruleFaults), ...viewFaults(input), ...unitFaults(plan, units)];
}

function ruleFaults({ rule, description, schedule }: PlannedRule): readonly Diagnostic[] {
  const { stem, span, every, preparedName: name } = rule;
  const sizes = [
    { what: 'query', size: bytes(rule.namedQuery), limit: LONGEST_QUERY },
    { what: 'prepared statement', size: bytes(rule.prepared), limit: LONGEST_QUERY },
    { what: 'description (title, id and version)', size: bytes(description), limit: LONGEST_DESCRIPTION },
  ];
  const faults = sizes
    .filter(({ size, limit }) => size > limit)
    .map((one) => diagnose('athena-stack/rule-too-long', span, { rule: stem, ...one }));
  if (!STATEMENT_NAME.test(name))
    faults.push(diagnose('athena-stack/statement-name', span, { rule: stem, name }));
  if (every < SHORTEST_EVERY) faults.push(diagnose('athena-stack/too-often', span, { rule: stem, every }));
  if (schedule === undefined)
    faults.push(diagnose('athena-stack/not-scheduled', span, { rule: stem, limit: LONGEST_RUN_QUERY }));
  // The comment before a query may change without harm; a prepared statement has none.
  if (rule.prepared !== rule.prepared.normalize('NFC'))
    faults.push(diagnose('athena-stack/not-composed', span, { rule: stem }));
  return faults;
}

function viewFaults({ views, database, span }: StackInput): readonly Diagnostic[] {
  return views.flatMap((view) => {
    const sizes = [
      { what: 'definition', size: viewText(view, database).length, limit: LONGEST_VIEW_TEXT },
      { what: 'comment', size: bytes(view.comment), limit: LONGEST_VIEW_DESCRIPTION },
    ];
    return sizes
      .filter(({ size, limit }) => size > limit)
      .map((one) => diagnose('athena-stack/view-too-long', span, { view: view.name, ...one }));
  });
}

/** The resources of one rule stand in one template of CloudFormation. */
function unitFaults({ rules }: StackPlan, units: readonly Unit[]): readonly Diagnostic[] {
  return units
    .filter(({ bytes: size }) => size > LONGEST_UNIT)
    .flatMap(({ name, bytes: size }) => {
      const rule = rules.find((one) => one.rule.stem === name)?.rule;
      const args = { rule: name, what: 'part of a CloudFormation template', size, limit: LONGEST_UNIT };
      return rule === undefined ? [] : [diagnose('athena-stack/rule-too-long', rule.span, args)];
    });
}
