/** Rules as text, lowered: for faults with their places. `match` stands on line 15, further keys below it. */
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { hasErrors } from '../../src/base/result.ts';
import { exampleParams } from '../../src/content/params.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { lowerRule } from '../../src/ir/lower.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import { placed, readText, ruleText } from '../content/rule-support.ts';
import { listsOf } from '../support/rule.ts';

export const LISTS = listsOf([
  { name: 'roles', entries: [{ value: 'arn:aws:iam::111122223333:role/a', reason: 'A role.' }] },
  {
    name: 'pairs',
    columns: ['source', 'name'],
    entries: [{ value: { source: 'a.amazonaws.com', name: 'X' }, reason: 'One.' }],
  },
]);

export interface Lowered {
  readonly rule: RuleIr | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** `line:column code` of each. */
  readonly faults: readonly string[];
}

/** Lowers a rule whose file reads without fault. */
export function lowerText(match: string, lines: Readonly<Record<string, string>> = {}): Lowered {
  const { value: document, diagnostics: read } = readText(ruleText({ match: `match: ${match}`, ...lines }));
  if (document === undefined || hasErrors(read)) throw new Error(read.map(({ what }) => what).join('\n'));
  const { value: rule, diagnostics } = lowerRule(document, {
    params: exampleParams(document),
    lists: LISTS,
    environment: '',
  });
  return { rule, diagnostics, faults: placed(diagnostics) };
}

/** The condition in one line: what is compared, and inside which `some`. */
export function sketch(expression: Expression | undefined): string {
  switch (expression?.kind) {
    case undefined:
      return 'nothing';
    case 'all':
    case 'any':
      return `${expression.kind}(${expression.of.map(sketch).join(', ')})`;
    case 'not':
      return `not(${sketch(expression.of)})`;
    case 'some': {
      const { value, spelled } = expression.array;
      const place = value.kind === 'element' ? `@.${value.path.join('.')}` : value.path.join('.');
      return `some ${place} as ${spelled} (${sketch(expression.of)})`;
    }
    case 'predicate': {
      const fields =
        'columns' in expression ? expression.columns.map(({ field }) => field) : [expression.field];
      const names = fields.map(({ definition: { value, name } }) =>
        value.kind === 'element' ? `@.${value.path.join('.')}` : name,
      );
      return `${names.join('+')} ${expression.operator}`;
    }
  }
}
