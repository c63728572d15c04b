/**
 * What list files and the overlays of environments have in common: the notes on an entry, and the texts in it.
 *
 * Owns: reading them. Must not: know which columns a list has.
 */
import { diagnose } from '../base/catalogue.ts';
import { quotedAsTyped } from '../base/fix.ts';
import { isCalendarDate } from './calendar.ts';
import type { ListEntry, Spanned } from './document.ts';
import { beginningOf, describe, notText, quote, type Reporter, textAt, textOf } from './node-readers.ts';
import { child, type YamlNode } from './yaml-node.ts';

/** The reason, owner, ticket and date of an entry of `list`. */
export function readNotes(
  item: YamlNode,
  list: string,
  faults: Reporter,
): Pick<ListEntry, 'reason' | 'owner' | 'ticket' | 'expires'> {
  const reason = readReason(item, list, faults);
  const expires = textAt(item, 'expires');
  const dated = expires !== undefined && isCalendarDate(expires.value);
  if (expires !== undefined && !dated) {
    faults.report(diagnose('list/date', expires.span, { date: expires.value }));
  }
  return {
    reason,
    ...optional('owner', textAt(item, 'owner')?.value),
    ...optional('ticket', textAt(item, 'ticket')?.value),
    // A day that does not exist has been reported; nothing can be due on it.
    ...optional('expires', dated ? expires : undefined),
  };
}

/** The reason, which is never left out. */
export function readReason(item: YamlNode, list: string, faults: Reporter): string {
  const reason = textAt(item, 'reason');
  if (child(item, 'reason') === undefined || reason?.value.trim() === '') {
    faults.report(diagnose('list/missing-reason', reason?.span ?? beginningOf(item), { list }));
  }
  return reason?.value ?? '';
}

/** One text of an entry; a number or a boolean is none. */
export function readText(node: YamlNode, faults: Reporter): Spanned<string> | undefined {
  if (node.kind !== 'scalar') {
    faults.report(diagnose('list/value-not-text', beginningOf(node), { found: describe(node) }));
    return undefined;
  }
  const found = notText(node);
  if (found === undefined) return textOf(node);
  const written = node.text === '' ? 'Nothing' : node.text;
  const args = { written, found, quoted: quote(node.text) };
  // Of a null, nobody knows whether a text was meant.
  const fix = node.value === null ? undefined : quotedAsTyped(node.span);
  faults.report(diagnose('list/not-text', node.span, args, fix));
  return undefined;
}

const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
