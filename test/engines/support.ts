/** What the tests of engines share: the shipped rules, events in files, and figures of reports. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import type { Content } from '../../src/content/document.ts';
import { loadRepository } from '../../src/content/repository.ts';
import { type AskedRule, askedRule } from '../../src/logs/backtest/question.ts';
import type { BacktestReport, QueryRun } from '../../src/logs/backtest/report.ts';
import { lowerForTests } from '../../src/lower.ts';
import { documentOf, ruleOf } from '../support/rule.ts';

const { value } = loadRepository('trailc.config.yml');
if (value === undefined) throw new Error('the repository of the shipped rules cannot be read');
export const CONTENT: Content = value;

/** With their params' examples. */
export const SHIPPED: readonly AskedRule[] = CONTENT.rules.flatMap((document) => {
  const rule = lowerForTests(document, CONTENT).value;
  return rule === undefined ? [] : [askedRule(rule)];
});

/** A rule around `match`, under a name. */
export function rule(name: string, match: unknown, more: Readonly<Record<string, unknown>> = {}): AskedRule {
  return { ...askedRule(ruleOf(documentOf(match, more))), rule: name };
}

const folder = mkdtempSync(join(tmpdir(), 'trailc-engines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes lines of JSON; the path. */
export function written(name: string, events: Iterable<CloudTrailEvent>): string {
  const path = join(folder, name);
  writeFileSync(path, [...events].map((event) => `${JSON.stringify(event)}\n`).join(''));
  return path;
}

export const inFolder = (name: string): string => join(folder, name);

/** The figures of each rule. Where an event lay is not known to an engine. */
export function figures({ rules }: BacktestReport): unknown {
  return JSON.parse(JSON.stringify(rules, (key, member) => (key === 'origin' ? null : member)));
}

export function queriesOf({ source }: BacktestReport): readonly QueryRun[] {
  if (source.kind !== 'queries') throw new Error('the report is of files');
  return source.queries;
}
