/** An entry whose value the field it is compared with can never hold: an exclusion that excludes nothing. */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { FieldDefinition } from '../cloudtrail/field.ts';
import { predicatesOf } from '../ir/expression.ts';
import { valueProblem } from '../language/values.ts';
import type { ListCheck } from './check.ts';

/** In any case: what is such a host, check/unknown-call judges, which knows the spelling and whether case counts. */
export const EVENT_SOURCE_HOST = /^[a-z0-9.-]+\.(?:amazonaws|amazon)\.com$/i;

/** Shapes that AWS keeps to, by field; the sources are the field's own entry in the catalogue. */
const SHAPES: Readonly<Record<string, { readonly pattern: RegExp; readonly wanted: string }>> = {
  eventSource: {
    pattern: EVENT_SOURCE_HOST,
    wanted:
      'the host as CloudTrail has it, such as signin.amazonaws.com (an IAM prefix is not an event source)',
  },
  eventName: {
    pattern: /^[A-Za-z][A-Za-z0-9_.:-]*$/,
    wanted: 'the name of one API call, such as ConsoleLogin',
  },
  'requestParameters.roleArn': {
    pattern: /^arn:[a-z-]+:iam::[0-9]{12}:role\/.+$/,
    wanted: 'a role ARN, such as arn:aws:iam::123456789012:role/path/name',
  },
};

export const listEntryNeverMatches: ListCheck = ({ list, rules }) => {
  const found = new Map<string, Diagnostic>();
  for (const rule of rules) {
    for (const predicate of predicatesOf(rule.condition)) {
      if (predicate.operator !== 'inList' || predicate.list !== list.name) continue;
      for (const row of predicate.rows) {
        predicate.columns.forEach(({ column, field }, at) => {
          const value = row.values[at] ?? '';
          const wanted = neverMatches(field.definition, value);
          if (wanted === undefined) return;
          const args = { list: list.name, column, value, field: field.definition.name, wanted };
          found.set(
            JSON.stringify([row.span.start, column]),
            diagnose('check/list-entry-never-matches', row.span, args),
          );
        });
      }
    }
  }
  return [...found.values()];
};

function neverMatches(field: FieldDefinition, value: string): string | undefined {
  const shape = Object.hasOwn(SHAPES, field.name) ? SHAPES[field.name] : undefined;
  if (shape !== undefined && !shape.pattern.test(value)) return shape.wanted;
  return valueProblem(field.type, value);
}
