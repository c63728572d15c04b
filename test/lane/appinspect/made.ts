/**
 * An app with everything that the shipped one lacks: a lookup of 1,200 rows, addresses, a run every minute, and a rule around
 * each hostile text.
 *
 * Owns: its rules. Must not: build it in another way than the tests of the target do, or ask AppInspect.
 */
import type { RuleIr } from '../../../src/ir/rule.ts';
import { HOSTILE } from '../../injection/hostile.ts';
import { documentOf, listsOf, ruleOf } from '../../support/rule.ts';
import { builtApp, bytesOf } from '../../targets/spl/app-build.ts';

const ROWS = 1200;

/** The .spl file. */
export function madeApp(): Uint8Array {
  const { archive, files } = builtApp(rules());
  return bytesOf(files.get(archive));
}

function rules(): readonly RuleIr[] {
  const lists = listsOf([
    {
      name: 'people',
      entries: Array.from({ length: ROWS }, (_, at) => ({ value: `person ${at}`, reason: 'R' })),
    },
  ]);
  const match = [
    { userAgent: { inList: 'people' } },
    { sourceIPAddress: ['198.51.100.7', '10.20.30.40'] },
    { sourceIPAddress: { inCidr: ['203.0.113.0/24', '10.0.0.0/8'] } },
  ];
  const special = match.map((one, at) =>
    named(ruleOf(documentOf(one, { schedule: { every: '1m', lookback: '10m' } }), lists), `special-${at}`),
  );
  const hostile = HOSTILE.filter((text) => text.trim() !== '').map((text, at) =>
    around(text, `hostile-${at}`),
  );
  return [...special, ...hostile];
}

function named(rule: RuleIr, stem: string): RuleIr {
  const { document } = rule;
  return { ...rule, document: { ...document, stem, title: { ...document.title, value: `Rule ${stem}` } } };
}

/** Put in behind the reader of rules, which refuses some of these texts. */
function around(text: string, stem: string): RuleIr {
  const rule = named(ruleOf(documentOf({ eventName: 'ConsoleLogin' })), stem);
  const { document } = rule;
  return {
    ...rule,
    document: { ...document, description: text, author: text, triage: text, falsePositives: [text] },
  };
}
