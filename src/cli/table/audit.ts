/** Commands that look at an account itself and not at its logs. See ../definition.ts. */
import { define } from '../definition.ts';
import { CONFIG, formatOf } from '../options.ts';

export const AUDIT_COMMANDS = [
  define({
    name: 'audit roles',
    group: 'look',
    summary: 'Show which roles let a caller choose the session name',
    examples: [
      'trailc audit roles roles.json',
      'aws iam get-account-authorization-details --filter Role | trailc audit roles - --format markdown',
    ],
    args: {
      files: {
        kind: 'some',
        says: 'what AWS prints of roles: files, folders, or "-"',
        completes: 'file',
      },
    },
    options: {
      exceptions: {
        kind: 'text',
        shown: 'list',
        says: 'list whose values are ARNs of roles that may stay as they are: a name, or a file',
        completes: 'list',
      },
      requireSourceIdentity: {
        kind: 'switch',
        says: 'also a finding: a role that can be assumed without a source identity',
      },
      principalTag: {
        kind: 'text',
        shown: 'key',
        says: 'tag that names the person, in corrections for roles (default: UserName)',
      },
      asOf: { kind: 'text', shown: 'date', says: 'day on which exceptions must hold (default: today)' },
      format: formatOf(['pretty', 'json', 'sarif', 'csv', 'markdown']),
      config: CONFIG,
    },
    run: async ({ files }, options, io) =>
      (await import('../commands/audit-roles.ts')).auditRolesCommand(files, options, io),
  }),
];
