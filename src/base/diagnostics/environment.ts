/** Diagnostics of environments that build on each other, and values left over from examples. See ../catalogue.ts. */

export const ENVIRONMENT_DIAGNOSTICS = {} as const;
