/** Diagnostics of the area `trust`: role inventories that cannot be read, and exceptions that hold no more. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const TRUST_DIAGNOSTICS = {
  'trust/not-json': entry<{ readonly reason: string }>({
    severity: 'error',
    example: { reason: 'the text ends in the middle of a value' },
    what: ({ reason }) => `Roles cannot be read here: ${reason}.`,
    why: () => 'A role that is not read is not judged. The roles around it are.',
    do: () => 'Write the output of the AWS CLI to the file again, with --output json, and give it unchanged.',
  }),
  'trust/no-roles': entry<{ readonly path: string }>({
    severity: 'error',
    example: { path: 'roles.json' },
    what: ({ path }) => `There is no role in "${path}".`,
    why: () => 'An audit of nothing would look like an audit that found nothing.',
    do: () =>
      'Give what "aws iam get-account-authorization-details --filter Role" prints, or get-role, list-roles, an item of AWS Config, or a trust policy.',
  }),
  'trust/truncated': entry<{ readonly path: string }>({
    severity: 'error',
    example: { path: 'roles.json' },
    what: ({ path }) => `"${path}" is not the whole list of roles.`,
    why: () => 'It says IsTruncated: true. The roles on the pages after it are not judged.',
    do: () => 'Leave out --max-items and --no-paginate, or append the other pages to the file.',
  }),
  'trust/unreadable-file': entry<{ readonly path: string; readonly reason: string }>({
    severity: 'error',
    example: { path: 'roles.json', reason: 'permission denied' },
    what: ({ path, reason }) => `"${path}" cannot be read: ${reason}.`,
    why: () => 'Roles that are not read are not judged.',
    do: () => 'Give the path of a JSON file in UTF-8 below 512 MB, or "-" for standard input.',
  }),
  'trust/expired-exception': entry<{
    readonly role: string;
    readonly expires: string;
    readonly owner: string;
  }>({
    severity: 'error',
    example: {
      role: 'arn:aws:iam::111122223333:role/Partner',
      expires: '2026-06-30',
      owner: 'identity-team',
    },
    what: ({ role, expires }) => `The exception for ${role} expired on ${expires}.`,
    why: ({ owner }) => `It holds no more, so the role is judged like any other. Its owner is ${owner}.`,
    do: () => 'Correct the trust policy and take the entry out, or have its owner set another date.',
  }),
} as const;
