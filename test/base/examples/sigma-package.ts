/** Examples of the diagnostics of src/base/diagnostics/sigma-package.ts: one for each code. */

export const SIGMA_PACKAGE_EXAMPLES = {} as const;
