/**
 * Options and arguments that several commands share, so that one name means one thing everywhere.
 *
 * Owns: their texts. Must not: hold options of a single command.
 */
import type { Argument, Option } from './definition.ts';

export const CONFIG = {
  kind: 'text',
  shown: 'file',
  says: 'configuration file (default: trailc.config.yml, found upwards)',
  completes: 'file',
} as const satisfies Option;

export const ENV = {
  kind: 'text',
  shown: 'name',
  says: 'environment whose params and settings apply',
  completes: 'environment',
} as const satisfies Option;

export const FORMAT = {
  kind: 'choice',
  shown: 'format',
  says: 'how results are printed',
  choices: ['pretty', 'json'],
  default: 'pretty',
} as const satisfies Option;

export const AS_OF = {
  kind: 'text',
  shown: 'date',
  says: 'leave out list entries that had expired by this day (YYYY-MM-DD)',
} as const satisfies Option;

export const RULES = {
  kind: 'any',
  says: 'rules: files, folders, or file names without ending (default: all)',
  completes: 'rule',
} as const satisfies Argument;

export const SINCE = {
  kind: 'text',
  shown: 'ref',
  says: 'only rules that changed since HEAD and this branch, tag or commit parted',
} as const satisfies Option;

/** `--profile` of an Athena table or of a target. */
export const PROFILE = {
  kind: 'text',
  shown: 'name',
  says: 'storage profile of the target (default: the environment’s)',
} as const satisfies Option;

/** `--format` with more than the two that every command has. */
export function formatOf<const F extends readonly string[]>(choices: F) {
  return { ...FORMAT, choices } as const;
}

export function reports(formats: readonly string[]) {
  return {
    kind: 'repeated',
    shown: 'format=file',
    says: `also write a report to a file (repeatable): ${formats.join(', ')}`,
  } as const;
}
