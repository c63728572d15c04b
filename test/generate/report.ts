/**
 * A failing pair as people read it: the rule in YAML, the event in JSON, the three queries, each side's verdict.
 *
 * Owns: the layout. Must not: run an engine.
 */
import type { Result } from '../../src/base/result.ts';
import { normalForm } from '../../src/ir/normal.ts';
import { athenaTarget } from '../../src/targets/athena/index.ts';
import type { Compiled, Target } from '../../src/targets/shared/target.ts';
import { sigmaTarget } from '../../src/targets/sigma/index.ts';
import { splTarget } from '../../src/targets/spl/index.ts';
import type { LaneRule } from '../lane/executor.ts';
import { readDrawn } from './rule.ts';
import type { Pair } from './shrink.ts';
import { writeRule } from './written.ts';
import { toYaml } from './yaml-text.ts';

const TARGETS: readonly (readonly [Target, string?])[] = [
  [splTarget],
  [athenaTarget, 'extended'],
  [sigmaTarget],
];

/** What each side says: `evaluator` → true. */
export type Verdicts = Readonly<Record<string, boolean | string | undefined>>;

/** The report, ending in a line break. */
export function reportPair({ drawn, event }: Pair, verdicts: Verdicts): string {
  const { rule, lists, config } = writeRule(drawn);
  const { params, match } = rule;
  const { rule: read } = readDrawn(drawn, 'shrunk');
  const files =
    lists.length > 0 || params !== undefined ? ['environment and lists', toYaml([config, ...lists])] : [];
  const queries =
    read === undefined ? [] : TARGETS.flatMap(([target, profile]) => queryOf(target, profile, read));
  return [
    'rule',
    toYaml({ ...(params === undefined ? {} : { params }), match: match ?? null }),
    ...files,
    'event',
    `${JSON.stringify(event)}\n`,
    ...queries,
    'verdicts',
    ...Object.entries(verdicts).map(([side, verdict]) => `${side}: ${verdict}`),
  ]
    .map((part) => (part.endsWith('\n') ? part : `${part}\n`))
    .join('');
}

function queryOf(
  target: Target,
  profile: string | undefined,
  { rule, environment }: LaneRule,
): readonly string[] {
  const normal = { ...rule, condition: normalForm(rule.condition) };
  return [target.name, shown(target.compile(normal, environment, profile))];
}

function shown({ value, diagnostics }: Result<Compiled>): string {
  if (value === undefined) return diagnostics.map(({ what }) => what).join('\n');
  const { answer, artefacts, condition } = value;
  if (answer.kind === 'unsupported') return `unsupported: ${answer.reasons.map(({ why }) => why).join(' ')}`;
  const { query, ...view } = artefacts[0]?.view ?? {};
  return typeof query === 'string' ? query : (condition ?? JSON.stringify(view));
}
