/**
 * What the doctor found, for people and as JSON (schema version 1).
 *
 * Owns: the layout. Must not: find anything.
 */
import type { RuleHealth, SampleFacts } from '../../doctor.ts';
import type { Io } from '../io.ts';
import { printJson } from './json.ts';
import { escapeForTerminal, paintFor } from './terminal.ts';

export interface DoctorReport {
  readonly environment: string;
  readonly sampled: boolean;
  /** Records of the sample that could not be read. */
  readonly unread: number;
  readonly sample: SampleFacts;
  readonly rules: readonly RuleHealth[];
}

export function renderDoctor(report: DoctorReport, io: Io): string {
  const paint = paintFor(io.color.out);
  const mark: { readonly [S in RuleHealth['state']]: string } = {
    sees: paint.green('sees'),
    partly: paint.yellow('partly'),
    unseen: paint.yellow('unseen'),
    blind: paint.red('blind'),
  };
  const lines: string[] = [];
  for (const { document, state, reasons, matches } of report.rules) {
    const matched = matches === undefined ? '' : `  ${matches} of ${report.sample.events} events`;
    lines.push(`${mark[state]}${' '.repeat(8 - state.length)}${document.stem}${matched}`);
    for (const { why, remedy } of reasons) {
      lines.push(
        `        ${escapeForTerminal(why)}`,
        `        ${paint.dim('do:')} ${escapeForTerminal(remedy)}`,
      );
    }
  }
  const needs = new Map<string, { text: string; count: number }>();
  for (const need of report.rules.flatMap((rule) => rule.needs)) {
    const known = needs.get(need.text) ?? { text: need.text, count: 0 };
    known.count += 1;
    needs.set(need.text, known);
  }
  if (needs.size > 0) {
    lines.push('', 'What no one can see from here, and rules rest on:');
    for (const { text, count } of needs.values())
      lines.push(`  ${text} (${count} ${count === 1 ? 'rule' : 'rules'})`);
  }
  if (report.sampled) lines.push('', ...sampleLines(report.sample));
  const count = (state: RuleHealth['state']) => report.rules.filter((rule) => rule.state === state).length;
  lines.push(
    '',
    `${count('sees')} see, ${count('partly')} on some targets, ${report.sampled ? `${count('unseen')} unseen in the sample, ` : ''}${count('blind')} blind (environment ${report.environment})`,
  );
  return `${lines.join('\n')}\n`;
}

function sampleLines(sample: SampleFacts): readonly string[] {
  const { events, dataEvents, withoutReadOnly, withSourceIdentity, sessionNames, emailSessionNames } = sample;
  return [
    `The sample: ${events} events, ${dataEvents} of them data events`,
    `  ${withoutReadOnly} without readOnly, ${withSourceIdentity} with a source identity`,
    `  ${sessionNames} names of role sessions, ${emailSessionNames} of them e-mail addresses`,
  ];
}

export function doctorAsJson({ environment, sampled, unread, sample, rules }: DoctorReport): string {
  return printJson({
    schemaVersion: 1,
    environment,
    sample: sampled ? { ...sample, unread } : null,
    rules: rules.map(({ document, state, reasons, needs, matches }) => ({
      rule: document.stem,
      id: document.id.value,
      state,
      reasons: reasons.map(({ target, why, remedy }) => ({ target: target ?? null, why, remedy })),
      needs: needs.map(({ name, text }) => ({ name, text })),
      matches: matches ?? null,
    })),
  });
}
