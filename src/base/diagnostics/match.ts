/** Diagnostics of the area `match`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const MATCH_DIAGNOSTICS = {
  'match/internal': entry<{ readonly reason: string }>({
    severity: 'error',
    what: ({ reason }) => reason,
    why: () => '',
    do: () => '',
  }),
} as const;
