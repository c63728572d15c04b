/** A param that no clause uses asks every environment for a value that changes nothing. */
import { diagnose } from '../base/catalogue.ts';
import { didYouMean } from '../base/suggest.ts';
import { clausesOf, type RuleCheck } from './check.ts';

export const unusedParam: RuleCheck = ({ document }) => {
  const { alert, schedule } = document;
  const uses = [alert.suppressFor, schedule.every, schedule.lookback];
  const used = new Set<string>(uses.flatMap((use) => (typeof use === 'object' ? [use.name] : [])));
  for (const clause of clausesOf(document.match)) {
    if (clause.kind !== 'field') continue;
    for (const test of [...clause.tests, ...(clause.not?.tests ?? [])]) {
      for (const operand of test.operands) if (operand.kind === 'param') used.add(operand.name);
    }
  }
  return document.params
    .filter(({ name }) => !used.has(name))
    .map(({ name, span }) =>
      diagnose('check/unused-param', span, { param: name, suggestion: didYouMean(name, used) }),
    );
};
