/** Diagnostics of the area `list`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const LIST_DIAGNOSTICS = {
  'list/internal': entry<{ readonly reason: string }>({
    severity: 'error',
    what: ({ reason }) => reason,
    why: () => '',
    do: () => '',
  }),
} as const;
