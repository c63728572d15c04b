/**
 * Two states compared: for people, as Markdown for a pull request, and as JSON (schema version 1).
 *
 * Owns: the layouts. Must not: compare.
 */
import { code, codeBlock, plain } from '../../base/markdown.ts';
import type { EventDifference, EventShown } from '../../compare-events.ts';
import type { RuleDifference, StateComparison } from '../../compare-states.ts';
import type { ListEntry } from '../../content/document.ts';
import type { Io } from '../io.ts';
import { printJson } from './json.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

export interface DiffReport extends StateComparison {
  /** What the repository was compared with. */
  readonly against: string;
  readonly environment: string;
  readonly events?: {
    readonly events: number;
    readonly unread: number;
    readonly rules: readonly EventDifference[];
  };
}

const CLASSES: { readonly [C in RuleDifference['class']]: string } = {
  new: 'new rule',
  gone: 'removed',
  logic: 'logic',
  tuning: 'tuning',
  metadata: 'metadata',
  text: 'text only',
  none: 'values only',
};

export function renderDiff(report: DiffReport, io: Io): string {
  const paint = paintFor(io.color.out);
  const lines: string[] = [];
  for (const rule of report.rules) lines.push(...ruleLines(rule, paint), '');
  for (const { list, added, removed } of report.lists) {
    lines.push(`${paint.bold(`list ${list}`)}  ${added.length} added, ${removed.length} removed`);
    lines.push(...removed.map((entry) => paint.red(`  - ${entryLine(entry)}`)));
    lines.push(...added.map((entry) => paint.green(`  + ${entryLine(entry)}`)), '');
  }
  if (report.events !== undefined) lines.push(...eventLines(report.events, paint), '');
  lines.push(`${summaryOf(report)}, against ${report.against}, environment ${report.environment}`);
  return `${lines.join('\n')}\n`;
}

function ruleLines(rule: RuleDifference, paint: Paint): readonly string[] {
  const mark = { added: paint.green('+'), removed: paint.red('-'), changed: paint.yellow('~') }[rule.change];
  return [
    `${mark} ${paint.bold(rule.rule)}  ${CLASSES[rule.class]}${versionOf(rule)}`,
    ...rule.words.map((sentence) => `    ${escapeForTerminal(sentence)}`),
    ...rule.answers.map(({ target, before, after }) => `    ${target}: ${before} → ${after}`),
    ...rule.queries.flatMap(({ diff }) => patchLines(diff, paint)),
  ];
}

function versionOf({ versions }: RuleDifference): string {
  if (versions === undefined) return '';
  const { before, after } = versions;
  return before === after ? `, version ${after}` : `, version ${before} → ${after}`;
}

const entryLine = ({ values, reason }: ListEntry) => escapeForTerminal(`${values.join(', ')}  ${reason}`);

function patchLines(diff: string, paint: Paint): readonly string[] {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      const text = `    ${escapeForTerminal(line)}`;
      if (line.startsWith('---') || line.startsWith('+++')) return paint.bold(text);
      if (line.startsWith('@@')) return paint.cyan(text);
      if (line.startsWith('-')) return paint.red(text);
      return line.startsWith('+') ? paint.green(text) : text;
    });
}

function eventLines(events: NonNullable<DiffReport['events']>, paint: Paint): readonly string[] {
  const line = (mark: string, { eventTime, eventID, title }: EventShown) =>
    `    ${mark} ${escapeForTerminal(`${eventTime}  ${eventID}  ${title}`)}`;
  const more = (shown: readonly EventShown[], count: number) =>
    count > shown.length ? [`      and ${count - shown.length} more`] : [];
  return [
    `${paint.bold('events')}  ${events.events} asked${events.unread === 0 ? '' : `, ${events.unread} could not be read`}`,
    ...(events.rules.length === 0 ? ['  every rule matches what it matched before'] : []),
    ...events.rules.flatMap((rule) => [
      `  ${rule.rule}  ${rule.before} → ${rule.after}: ${rule.newlyCount} newly matched, ${rule.noLongerCount} no longer`,
      ...rule.newly.map((event) => line(paint.green('+'), event)),
      ...more(rule.newly, rule.newlyCount),
      ...rule.noLonger.map((event) => line(paint.red('-'), event)),
      ...more(rule.noLonger, rule.noLongerCount),
    ]),
  ];
}

function summaryOf({ rules, unchanged }: DiffReport): string {
  const count = (change: RuleDifference['change']) => rules.filter((rule) => rule.change === change).length;
  return `${count('changed')} changed, ${count('added')} new, ${count('removed')} removed, ${unchanged} as before`;
}

/** A comment for a pull request: the words first, the queries folded away. */
export function diffAsMarkdown(report: DiffReport): string {
  const parts: string[] = [
    `## Detections: ${summaryOf(report)}`,
    `Against ${plain(report.against)}, environment ${plain(report.environment)}.`,
  ];
  for (const rule of report.rules) {
    parts.push(`### ${code(rule.rule)}: ${CLASSES[rule.class]}${versionOf(rule)}`);
    const items = [
      ...rule.words.map(plain),
      ...rule.answers.map(({ target, before, after }) => `${target}: ${plain(before)} → ${plain(after)}`),
    ];
    if (items.length > 0) parts.push(items.map((item) => `- ${item}`).join('\n'));
    for (const { target, diff } of rule.queries) {
      parts.push(`<details><summary>${target}</summary>`, codeBlock(diff, 'diff'), '</details>');
    }
  }
  for (const { list, added, removed } of report.lists) {
    parts.push(`### List ${code(list)}: ${added.length} added, ${removed.length} removed`);
    const item = (word: string) => (entry: ListEntry) =>
      `- ${word} ${entry.values.map(code).join(', ')}: ${plain(entry.reason)}`;
    parts.push([...removed.map(item('removed')), ...added.map(item('added'))].join('\n'));
  }
  if (report.events !== undefined) parts.push(...eventsAsMarkdown(report.events));
  return `${parts.join('\n\n')}\n`;
}

function eventsAsMarkdown({ events, rules }: NonNullable<DiffReport['events']>): readonly string[] {
  const shown = (word: string) => (event: EventShown) =>
    `- ${word} ${code(event.eventTime)} ${code(event.eventID)} ${plain(event.title)}`;
  if (rules.length === 0) return [`On ${events} events every rule matches what it matched before.`];
  return [
    `### On ${events} events`,
    ...rules.flatMap((rule) => [
      `${code(rule.rule)}: ${rule.before} → ${rule.after}, ${rule.newlyCount} newly matched, ${rule.noLongerCount} no longer`,
      [...rule.newly.map(shown('newly')), ...rule.noLonger.map(shown('no longer'))].join('\n'),
    ]),
  ];
}

export function diffAsJson({ against, environment, rules, unchanged, lists, events }: DiffReport): string {
  const entry = ({ values, reason }: ListEntry) => ({ values, reason });
  return printJson({
    schemaVersion: 1,
    against,
    environment,
    unchanged,
    rules: rules.map(({ versions, ...rule }) => ({ ...rule, versions: versions ?? null })),
    lists: lists.map(({ list, added, removed }) => ({
      list,
      added: added.map(entry),
      removed: removed.map(entry),
    })),
    events: events ?? null,
  });
}
