/** Diagnostics of the area `log`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const LOG_DIAGNOSTICS = {
  'log/internal': entry<{ readonly reason: string }>({
    severity: 'error',
    what: ({ reason }) => reason,
    why: () => '',
    do: () => '',
  }),
} as const;
