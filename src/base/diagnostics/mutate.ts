/** Diagnostics of the area `mutate`: what a rule accepts of `trailc mutate`, and its threshold. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const MUTATE_DIAGNOSTICS = {
  'mutate/threshold': entry<{ readonly found: string }>({
    severity: 'error',
    example: { found: '101' },
    what: ({ found }) => `${found} is no percentage of mutants to ask for.`,
    why: () => 'The threshold is the part of its mutants that a rule must kill or accept, from 0 to 100.',
    do: () => 'Write a whole number from 0 to 100; 100 asks for all of them.',
  }),
  'mutate/accepted-twice': entry<{ readonly mutant: string; readonly line: number }>({
    severity: 'warning',
    example: {
      mutant: "`eventName equals 'AssumeRole'` becomes `eventName startsWith 'AssumeRole'`",
      line: 62,
    },
    what: ({ mutant, line }) => `The rule accepts this in line ${line} already: "${mutant}".`,
    why: () => 'A mutant is accepted once, with one reason; the second is not read.',
    do: () => 'Remove one of the two.',
  }),
  'mutate/accepted-is-killed': entry<{ readonly mutant: string }>({
    severity: 'warning',
    example: { mutant: "`eventName equals 'AssumeRole'` becomes `eventName startsWith 'AssumeRole'`" },
    what: ({ mutant }) => `The tests of the rule notice what it accepts: "${mutant}".`,
    why: () => 'A reason not to test what is tested would hide it when the test is lost.',
    do: () => 'Remove it from "mutants".',
  }),
  'mutate/accepted-is-gone': entry<{ readonly mutant: string; readonly suggestion: string }>({
    severity: 'warning',
    example: {
      mutant: "`eventName equals 'AssumeRole'` becomes `eventName startsWith 'AssumeRole'`",
      suggestion: ' Did you mean "`eventName equals \'AssumeRole\'` is dropped"?',
    },
    what: ({ mutant, suggestion }) =>
      `"trailc mutate" makes no such change of the rule: "${mutant}".${suggestion}`,
    why: () =>
      'The rule or its list has changed since, the sentence is not the one that was printed, or the mutant would mean the same as the rule.',
    do: () => 'Remove it from "mutants", or copy the sentence of a survivor anew.',
  }),
} as const;
