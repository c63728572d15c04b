/** Diagnostics of what stands in the way of a Sigma package. See ../catalogue.ts. */

export const SIGMA_PACKAGE_DIAGNOSTICS = {} as const;
