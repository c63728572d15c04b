/** Examples of the diagnostics of src/base/diagnostics/mutate.ts: one for each code. */
const mutant = "`eventName equals 'AssumeRole'` becomes `eventName startsWith 'AssumeRole'`";

export const MUTATE_EXAMPLES = {
  'mutate/threshold': { found: '101' },
  'mutate/accepted-twice': { mutant, line: 62 },
  'mutate/accepted-is-killed': { mutant },
  'mutate/accepted-is-gone': {
    mutant,
    suggestion: ' Did you mean "`eventName equals \'AssumeRole\'` is dropped"?',
  },
} as const;
