/** Diagnostics of the area `rule`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const RULE_DIAGNOSTICS = {
  'rule/internal': entry<{ readonly reason: string }>({
    severity: 'error',
    what: ({ reason }) => reason,
    why: () => '',
    do: () => '',
  }),
} as const;
