/** Diagnostics of what stands in the way of an Athena stack. See ../catalogue.ts. */

export const ATHENA_STACK_DIAGNOSTICS = {} as const;
