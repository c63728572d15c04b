/** Examples of the diagnostics of src/base/diagnostics/suppress.ts: one for each code. */
export const SUPPRESS_EXAMPLES = {
  'suppress/unknown-code': {
    code: 'check/absense-decides',
    suggestion: ' Did you mean "check/absence-decides"?',
  },
  'suppress/error': { code: 'rule/title' },
  'suppress/out-of-reach': { code: 'suppress/unused' },
  'suppress/date': { date: '2027-02-30' },
  'suppress/path': { path: 'lists/*.yml', problem: 'it holds "*", and there are no patterns here' },
  'suppress/expired': { code: 'check/absence-decides', expires: '2026-10-31' },
  'suppress/unused': { code: 'check/absence-decides', where: 'in this file' },
} as const;
