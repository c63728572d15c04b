/** Diagnostics of the area `target`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const TARGET_DIAGNOSTICS = {
  'target/internal': entry<{ readonly reason: string }>({
    severity: 'error',
    what: ({ reason }) => reason,
    why: () => '',
    do: () => '',
  }),
} as const;
