/**
 * Two environments side by side, for people and as JSON (schema version 1; docs/formats.md has the shape).
 *
 * Owns: the layout. Must not: compare (compare-environments.ts does).
 */
import type { EnvironmentComparison } from '../../compare-environments.ts';
import type { ListEntry } from '../../content/document.ts';
import { shownPlace } from '../../content/shown-place.ts';
import type { Answer } from '../../targets/shared/target.ts';
import type { Io } from '../io.ts';
import { jsonValue, shownValue } from './env.ts';
import { printJson } from './json.ts';
import { entryAsJson } from './lists.ts';
import { renderTable } from './table.ts';
import { escapeForTerminal, type Paint, paintFor } from './terminal.ts';

export function renderComparison(comparison: EnvironmentComparison, io: Io): string {
  const { a, b, params, settings, lists, answers, queries } = comparison;
  const paint = paintFor(io.color.out);
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? 'the same\n' : renderTable({ head, rows }, { width: io.width, color: io.color.out });
  const section = (title: string, body: string) => `${paint.bold(title)}\n${body}`;
  const value = (given: Parameters<typeof shownValue>[0] | undefined) =>
    given === undefined ? '(no value)' : shownValue(given);
  const differing = queries.filter(({ diff }) => diff !== '');
  return [
    section(
      'params',
      table(
        ['param', a, b, 'used by'],
        params.map((one) => [one.name, value(one.a), value(one.b), one.rules.join(', ') || 'no rule']),
      ),
    ),
    section(
      'settings',
      table(
        ['setting', a, b],
        settings.map((one) => [one.name, one.a ?? '(not set)', one.b ?? '(not set)']),
      ),
    ),
    section('lists', lists.length === 0 ? 'the same\n' : listsOf(comparison, paint)),
    section(
      'answers',
      table(
        ['rule', 'target', a, b],
        answers.map((one) => [one.rule, one.target, answerIn(one.a, one.b), answerIn(one.b, one.a)]),
      ),
    ),
    section(
      `queries: ${differing.length} of ${queries.length} differ`,
      differing.map(({ diff }) => patch(diff, paint)).join(''),
    ),
  ].join('\n');
}

function listsOf({ a, b, lists }: EnvironmentComparison, paint: Paint): string {
  const line = (mark: string, entry: ListEntry, note: string) =>
    `  ${mark} ${escapeForTerminal(entry.values.join(', '))}  ${paint.dim(escapeForTerminal(`${note} (${shownPlace(entry.span)})`))}\n`;
  return lists
    .map(({ list, onlyA, onlyB, otherNotes }) => {
      const counts = `only in ${a}: ${onlyA.length}, only in ${b}: ${onlyB.length}, other notes: ${otherNotes.length}`;
      return [
        `${list}  ${counts}\n`,
        ...onlyA.map((entry) => line(paint.red('-'), entry, entry.reason)),
        ...onlyB.map((entry) => line(paint.green('+'), entry, entry.reason)),
        ...otherNotes.map((entry) => line('~', entry.b, `${notes(entry.a)} → ${notes(entry.b)}`)),
      ].join('');
    })
    .join('');
}

const notes = ({ reason, owner, ticket, expires }: ListEntry) =>
  [reason, owner, ticket, expires?.value].filter((note) => note !== undefined).join(', ');

/** The answer, with what it says that the other does not. */
function answerIn(answer: Answer, other: Answer): string {
  const said = detailsOf(answer).filter((detail) => !detailsOf(other).includes(detail));
  return said.length === 0 ? answerInWords(answer) : `${answerInWords(answer)}: ${said.join('; ')}`;
}

/** In the words of `trailc build`. */
function answerInWords(answer: Answer): string {
  if (answer.kind === 'approximate') return answer.direction;
  return answer.kind === 'exact-given' ? 'exact given' : answer.kind;
}

function detailsOf(answer: Answer): readonly string[] {
  switch (answer.kind) {
    case 'exact':
      return [];
    case 'exact-given':
      return answer.assumptions.map(({ name }) => name);
    case 'approximate':
      return [...answer.reasons.map(({ why }) => why), ...answer.assumptions.map(({ name }) => name)];
    case 'unsupported':
      return answer.reasons.map(({ why }) => why);
  }
}

function patch(diff: string, paint: Paint): string {
  return diff
    .split('\n')
    .map((line) => {
      const text = escapeForTerminal(line);
      if (line.startsWith('---') || line.startsWith('+++')) return paint.bold(text);
      if (line.startsWith('@@')) return paint.cyan(text);
      if (line.startsWith('-')) return paint.red(text);
      return line.startsWith('+') ? paint.green(text) : text;
    })
    .join('\n');
}

export function comparisonAsJson(comparison: EnvironmentComparison): string {
  const { a, b, params, settings, lists, answers, queries } = comparison;
  return printJson({
    schemaVersion: 1,
    a,
    b,
    params: params.map((one) => ({
      name: one.name,
      change: one.a === undefined ? 'added' : one.b === undefined ? 'removed' : 'changed',
      a: jsonValue(one.a),
      b: jsonValue(one.b),
      rules: one.rules,
    })),
    settings: settings.map((one) => ({ name: one.name, a: one.a ?? null, b: one.b ?? null })),
    lists: lists.map(({ list, onlyA, onlyB, otherNotes }) => ({
      list,
      onlyA: onlyA.map(entryAsJson),
      onlyB: onlyB.map(entryAsJson),
      otherNotes: otherNotes.map((entry) => ({ a: entryAsJson(entry.a), b: entryAsJson(entry.b) })),
    })),
    answers: answers.map(({ rule, target, ...sides }) => ({
      rule,
      target,
      a: { answer: sides.a.kind, details: detailsOf(sides.a) },
      b: { answer: sides.b.kind, details: detailsOf(sides.b) },
    })),
    queries: queries.map(({ rule, target, diff }) => ({ rule, target, same: diff === '', diff })),
  });
}
