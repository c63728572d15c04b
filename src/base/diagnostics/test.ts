/** Diagnostics of the area `test`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const TEST_DIAGNOSTICS = {
  'test/internal': entry<{ readonly reason: string }>({
    severity: 'error',
    what: ({ reason }) => reason,
    why: () => '',
    do: () => '',
  }),
} as const;
