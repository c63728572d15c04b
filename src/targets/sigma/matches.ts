/**
 * `matches` as `|re`.
 *
 * Owns: which patterns are said of a whole field and of a part of one, and what that rests on. Must not: print them.
 */
import type { Pattern } from '../../language/pattern.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import type { Subject } from './fields.ts';
import type { SigmaRegex } from './literals.ts';
import { isFoundEverywhere, printForPart, printPattern } from './pattern.ts';
import { asText, guardItems, noPair, type Said } from './texts.ts';

export interface Matches {
  readonly said: Said;
  /** One of the patterns is found in every text: what is left to ask is whether there is one. */
  readonly everywhere: boolean;
}

/** The field searched for any of the patterns. */
export function matchPatterns({ form, definition }: Subject, patterns: readonly Pattern[]): Matches {
  switch (form.kind) {
    case 'none':
      return { said: { why: form.why }, everywhere: false };
    case 'pair':
      return { said: { why: noPair(definition) }, everywhere: false };
    case 'plain': {
      const printed = patterns.filter((pattern) => !isFoundEverywhere(pattern)).map(printPattern);
      const given: AssumptionName[] = [...asText(definition)];
      if (printed.some(({ lineEnd }) => lineEnd)) given.push('no-last-line-break');
      const values = printed.map(({ regex }) => regex);
      const maps = values.length === 0 ? [] : [[{ field: form.field, modifiers: ['re' as const], values }]];
      return { said: { maps, given }, everywhere: printed.length < patterns.length };
    }
    case 'part': {
      const { items, given: guarded } = guardItems(form);
      const given = [...guarded];
      const values: SigmaRegex[] = [];
      for (const pattern of patterns) {
        const printed = printForPart(pattern, form);
        if (printed === undefined) continue;
        if ('why' in printed) return { said: printed, everywhere: false };
        if (printed.lineEnd) given.push('no-last-line-break');
        if (printed.mayBeEmpty) given.push('assumed-role-arn');
        values.push(printed.regex);
      }
      const maps =
        values.length === 0 ? [] : [[...items, { field: form.field, modifiers: ['re' as const], values }]];
      return { said: { maps, given }, everywhere: false };
    }
  }
}
