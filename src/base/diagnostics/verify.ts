/** Diagnostics of a bundle read back. See ../catalogue.ts. */

export const VERIFY_DIAGNOSTICS = {} as const;
