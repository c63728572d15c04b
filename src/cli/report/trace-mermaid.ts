/**
 * A trace as a Mermaid flowchart.
 *
 * Owns: quoting. Names in logs are chosen by whoever is being traced, so every character of a label beyond a short
 * list is written as an entity code (Mermaid, "Entity codes to escape characters"). Must not: word anything.
 */
import type { Trace } from '../../logs/trace/trace.ts';
import { escapeForTerminal } from './terminal.ts';
import { type Step, stepsOf, verdictOf } from './trace-steps.ts';

export function traceAsMermaid(trace: Trace): string {
  const lines = ['flowchart TD', `  v["${label(verdictOf(trace))}"]`];
  let count = 0;
  const waiting: { readonly step: Step; readonly above: string }[] = [{ step: stepsOf(trace), above: 'v' }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { step, above } = next;
    const id = `n${count}`;
    count += 1;
    lines.push(`  ${id}["${[step.title, ...step.details].map(label).join('<br/>')}"]`);
    const { evidence } = step;
    if (evidence === null) lines.push(`  ${above} --- ${id}`);
    else if (evidence.strength === 'strong') lines.push(`  ${above} -->|"${label(evidence.says)}"| ${id}`);
    else lines.push(`  ${above} -.->|"weaker#58; ${label(evidence.says)}"| ${id}`);
    for (const child of step.children) waiting.push({ step: child, above: id });
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** A text inside the quotes of a label; nothing in it can end them or be read as markup. */
function label(text: string): string {
  return Array.from(escapeForTerminal(text), (character) =>
    /[A-Za-z0-9 .,/@_+=-]/.test(character) ? character : `#${character.codePointAt(0)};`,
  ).join('');
}
