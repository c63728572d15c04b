/** Diagnostics of the area `file`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const FILE_DIAGNOSTICS = {
  'file/internal': entry<{ readonly reason: string }>({
    severity: 'error',
    what: ({ reason }) => reason,
    why: () => '',
    do: () => '',
  }),
} as const;
