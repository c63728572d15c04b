/** Diagnostics of pages of the catalogue, and the doctor. See ../catalogue.ts. */

export const PAGES_DIAGNOSTICS = {} as const;
