/** Diagnostics of two states of a repository compared. See ../catalogue.ts. */

export const DIFF_DIAGNOSTICS = {} as const;
