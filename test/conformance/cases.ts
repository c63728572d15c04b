/** The conformance cases of test/conformance/*.yml, lowered. Used by the test beside it and by the conformance lane. */
import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import type { RuleIr } from '../../src/ir/rule.ts';
import { documentOf, listsOf, ruleOf } from '../support/rule.ts';

export interface ConformanceCase {
  readonly name: string;
  /** Sentences of docs/semantics.md. */
  readonly says: readonly string[];
  /** The traps of traps-elsewhere.yml that it meets. */
  readonly trap?: number | readonly number[];
  readonly match: unknown;
  readonly matches: readonly CloudTrailEvent[];
  readonly misses: readonly CloudTrailEvent[];
  /**
   * Targets that answer `unsupported`, each with a word of its reason. Where such a target comes to say the condition,
   * the test fails until the exception is struck out.
   */
  readonly except?: { readonly athena?: string; readonly spl?: string };
}

const FOLDER = 'test/conformance';
const because = 'For the conformance cases.';
/** What test/conformance/matrix.yml looks for in a list. */
const VALUES = ['x', 'null', 'true', '3600', '0010', 'aB', 'a\'b"c', 'a\\b', 'a*?%_[$]`|b', 'a\nb', 'é😀'];
const LISTS = listsOf([
  { name: 'roles', entries: [{ value: 'arn:aws:iam::123456789012:role/a', reason: because }] },
  {
    name: 'pairs',
    columns: ['source', 'name'],
    entries: [
      { value: { source: 'a.amazonaws.com', name: 'X' }, reason: because },
      { value: { source: 'b.amazonaws.com', name: 'Y' }, reason: because },
    ],
  },
  { name: 'values', entries: VALUES.map((value) => ({ value, reason: because })) },
  { name: 'nothing', entries: [] },
]);

/** A whole rule around a fragment of `match`. */
export const ruleAround = (match: unknown): RuleIr => ruleOf(documentOf(match), LISTS);

/** Files in the order of their names, cases in theirs; a file that holds no list of cases is none of ours. */
export function readConformance(): readonly (ConformanceCase & {
  readonly file: string;
  readonly rule: RuleIr;
})[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .flatMap((file) => {
      const cases = load(readFileSync(`${FOLDER}/${file}`, 'utf8'));
      if (!Array.isArray(cases)) return [];
      const own = (cases as readonly ConformanceCase[]).filter(({ match }) => match !== undefined);
      return own.map((one) => ({ ...one, file, rule: ruleAround(one.match) }));
    });
}
