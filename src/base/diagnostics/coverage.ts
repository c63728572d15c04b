/** Diagnostics of the area `coverage`: what `trailc test --coverage` is asked for. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const COVERAGE_DIAGNOSTICS = {
  'coverage/threshold': entry<{ readonly kind: string; readonly found: string }>({
    severity: 'error',
    example: { kind: 'clauses', found: '101' },
    what: ({ kind, found }) => `${found} is no percentage of "${kind}" to ask for.`,
    why: () => 'A threshold is the part of them that the tests of each rule must cover, from 0 to 100.',
    do: () => 'Write a whole number from 0 to 100; 100 asks for all of them.',
  }),
} as const;
