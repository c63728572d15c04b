/**
 * `tests` of a rule: events and the verdicts they must get.
 *
 * Owns: reading tests that the schema has found well-formed. Must not: build events (the caller hands that in).
 */
import { diagnose } from '../base/catalogue.ts';
import type { Result } from '../base/result.ts';
import { positionAt, type Span } from '../base/source.ts';
import type { JsonObject } from '../cloudtrail/event.ts';
import type { RuleDocument, TestDocument } from './document.ts';
import { itemsAt, type Reporter, textAt, textOf, textsAt } from './node-readers.ts';
import { child, type YamlNode } from './yaml-node.ts';

/** Every test that can be read; what is wrong with the others is reported. */
export function readTests(
  rule: YamlNode,
  readEvent: (node: YamlNode) => Result<JsonObject>,
  faults: Reporter,
): readonly TestDocument[] {
  const first = new Map<string, Span>();
  return itemsAt(rule, 'tests').flatMap((item) => {
    const test = readTest(item, readEvent, faults);
    const name = textAt(item, 'name');
    if (name !== undefined) {
      const other = first.get(name.value);
      if (other === undefined) {
        first.set(name.value, name.span);
      } else {
        const { line } = positionAt(other.source, other.start);
        faults.report(diagnose('rule/same-test-name', name.span, { name: name.value, line }));
      }
    }
    return test ?? [];
  });
}

/** What the tests are based on, also those that cannot be read. */
export function readFixtureNames(rule: YamlNode): Pick<RuleDocument, 'fixtures'> {
  const names = itemsAt(rule, 'tests').flatMap((test) => {
    const event = child(test, 'event');
    return (event && textAt(event, 'base')?.value) ?? [];
  });
  return names.length === 0 ? {} : { fixtures: [...new Set(names)] };
}

function readTest(
  node: YamlNode,
  readEvent: (node: YamlNode) => Result<JsonObject>,
  faults: Reporter,
): TestDocument | undefined {
  const written = child(node, 'event');
  const event = written === undefined ? undefined : readEvent(written);
  for (const diagnostic of event?.diagnostics ?? []) faults.report(diagnostic);
  const name = textAt(node, 'name');
  const expected = child(node, 'expect');
  if (name === undefined || expected === undefined || event?.value === undefined) return undefined;
  const verdict = (textOf(expected) ?? textAt(expected, 'verdict'))?.value;
  if (verdict !== 'match' && verdict !== 'no-match') return undefined;
  const alert = child(expected, 'alert');
  const title = alert === undefined ? undefined : textAt(alert, 'title');
  if (alert !== undefined && verdict === 'no-match') {
    faults.report(diagnose('rule/alert-without-match', alert.span, { name: name.value }));
  }
  return {
    name,
    event: event.value,
    expect: verdict,
    ...(alert === undefined ? {} : { alert: title === undefined ? {} : { title } }),
    envs: textsAt(node, 'envs'),
    span: node.span,
  };
}
