/** Diagnostics of the lock file, versions of rules. See ../catalogue.ts. */

export const LOCK_DIAGNOSTICS = {} as const;
