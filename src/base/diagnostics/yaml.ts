/** Diagnostics of the area `yaml`. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const YAML_DIAGNOSTICS = {
  'yaml/internal': entry<{ readonly reason: string }>({
    severity: 'error',
    what: ({ reason }) => reason,
    why: () => '',
    do: () => '',
  }),
} as const;
