/** Diagnostics of the area `config`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const CONFIG_DIAGNOSTICS = {
  'config/internal': entry<{ readonly reason: string }>({
    severity: 'error',
    what: ({ reason }) => reason,
    why: () => '',
    do: () => '',
  }),
} as const;
