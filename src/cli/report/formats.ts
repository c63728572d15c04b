/**
 * The formats in which `check` and `test` say what they found.
 *
 * Owns: their names, as `--format` and `--report` take them. Must not: print, or load what prints.
 */

export const CHECK_FORMATS = ['pretty', 'json', 'sarif', 'github', 'markdown'] as const;
export const TEST_FORMATS = ['pretty', 'json', 'junit', 'github', 'markdown'] as const;

export type CheckFormat = (typeof CHECK_FORMATS)[number];
export type TestFormat = (typeof TEST_FORMATS)[number];
