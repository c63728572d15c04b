/**
 * Every command, in the order of the help.
 *
 * Owns: the list. A command is added in a file of `table/` and nowhere else. Must not: describe one.
 */
import type { CommandDefinition } from './definition.ts';
import { AUDIT_COMMANDS } from './table/audit.ts';
import { LOGS_COMMANDS } from './table/logs.ts';
import { LOOK_COMMANDS } from './table/look.ts';
import { PROVE_COMMANDS } from './table/prove.ts';
import { SHIP_COMMANDS } from './table/ship.ts';
import { WRITE_COMMANDS } from './table/write.ts';

export const COMMANDS: readonly CommandDefinition[] = [
  ...WRITE_COMMANDS,
  ...PROVE_COMMANDS,
  ...SHIP_COMMANDS,
  ...LOGS_COMMANDS,
  ...AUDIT_COMMANDS,
  ...LOOK_COMMANDS,
];

/** Commands that are only a word before others, and what they are about. */
export const PARENTS: Readonly<Record<string, string>> = {
  audit: 'Audit what an account allows, from what AWS prints of it',
  env: 'Show environments: which there are, what holds in one and why, what differs',
};
