/** Examples of the diagnostics of src/base/diagnostics/catalogue-pages.ts: one for each code. */

export const PAGES_EXAMPLES = {} as const;
