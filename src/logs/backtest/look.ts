/**
 * What becomes of a record as its bytes stand.
 *
 * Owns: the rules as lanes of a glance, and the match that is made without parsing where all that it shows is known. Must not: read
 * files, or count.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import type { Origin } from '../item.ts';
import { compileGlance } from '../raw/glance.ts';
import { openScanner, type Scanner } from '../raw/scanner.ts';
import { openSparse, type Reads } from '../raw/sparse.ts';
import type { Looked } from '../raw/take.ts';
import { keyOf } from '../raw/wanted.ts';
import { COLUMN_PATHS, compileMatch, type Side, shownPaths } from './lane.ts';
import type { AskedRule } from './question.ts';
import type { MatchedEvent } from './report.ts';

export interface Look {
  readonly scanner: Scanner;
  /** Of the record that the scanner scanned last. */
  look(): Looked<MatchedEvent>;
}

/** Compiles the rules once. `isOfTime` is asked about the eventTime of each event. */
export function openLook(
  rules: readonly AskedRule[],
  isOfTime: ((eventTime: string | undefined) => boolean) | undefined,
): Look {
  const needed = rules.map(shownPaths);
  const lanes = rules.flatMap((rule, at) => {
    const needs = needed[at] ?? [];
    const sides = [
      { isFormer: false, condition: rule.condition },
      { isFormer: true, condition: rule.former?.condition },
    ];
    return sides.flatMap(({ isFormer, condition }) =>
      condition === undefined ? [] : [{ rule: at, isFormer, condition, needs }],
    );
  });
  const glance = compileGlance(lanes, COLUMN_PATHS, isOfTime);
  const scanner = openScanner(glance.paths);
  const record = openSparse(glance.paths);
  const matchOf = compileMatch(rules);
  const numbers = new Map(glance.paths.map((path, at) => [keyOf(path), at]));
  const readsOf = (paths: readonly FieldPath[]) => ({
    values: [...new Set(paths.flatMap((path) => numbers.get(keyOf(path)) ?? []))],
    derived: [],
  });
  const common = readsOf(COLUMN_PATHS);
  // What the common ones read is read.
  const isCommon = new Set(common.values);
  const shown = needed.map((paths) => {
    const { values, derived } = readsOf(paths);
    return { values: values.filter((value) => !isCommon.has(value)), derived };
  });
  const look = (): Looked<MatchedEvent> => {
    const glanced = glance.judge(scanner);
    if (typeof glanced === 'string') return glanced;
    return {
      at: (origin: Origin) => {
        const sides = sidesOf(glanced.map((lane) => lanes[lane] as (typeof lanes)[number]));
        record.fill(scanner, common);
        for (const { rule } of sides) record.fill(scanner, shown[rule] as Reads);
        return matchOf(record.event, origin, sides);
      },
    };
  };
  return { scanner, look };
}

/** Both states of a rule are one hit. */
function sidesOf(lanes: readonly { readonly rule: number; readonly isFormer: boolean }[]): readonly Side[] {
  const sides = new Map<number, { rule: number; is: boolean; was: boolean }>();
  for (const { rule, isFormer } of lanes) {
    const side = sides.get(rule) ?? { rule, is: false, was: false };
    sides.set(rule, side);
    if (isFormer) side.was = true;
    else side.is = true;
  }
  return [...sides.values()];
}
