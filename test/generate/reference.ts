/**
 * The verdict by the reference of test/evaluate/oracle.ts, which shares no code with the evaluator.
 *
 * Owns: the part of the ARN that the reference does not read itself, the role's name: it is taken apart here and put
 * beside the record. Must not: ask the evaluator.
 */
import type { CloudTrailEvent, Json } from '../../src/cloudtrail/event.ts';
import type { Expression } from '../../src/ir/expression.ts';
import { oracle } from '../evaluate/oracle.ts';

const ROLE_NAME = 'role name of userIdentity.arn';

export function referenceVerdict(condition: Expression, event: CloudTrailEvent): boolean {
  const { userIdentity } = event;
  const arn = (userIdentity as { readonly arn?: Json } | null | undefined)?.arn;
  const role = typeof arn === 'string' ? roleNameOf(arn) : undefined;
  const read = rewritten(condition) as Expression;
  return oracle(read, role === undefined ? event : { ...event, [ROLE_NAME]: role });
}

/** `arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
function roleNameOf(arn: string): string | undefined {
  const [scheme, partition, service, region, account = '', ...rest] = arn.split(':');
  const [word, role, session, ...more] = rest.join(':').split('/');
  const isRole =
    scheme === 'arn' && partition && service === 'sts' && region === '' && /^[0-9]*$/.test(account);
  return isRole && word === 'assumed-role' && session && more.length === 0 ? role || undefined : undefined;
}

/** The condition, in which the role's name is read where `referenceVerdict` puts it. */
function rewritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewritten);
  if (typeof value !== 'object' || value === null) return value;
  const { kind, pattern } = value as { readonly kind?: unknown; readonly pattern?: unknown };
  if (kind === 'capture' && typeof pattern === 'string' && !pattern.endsWith(')$')) {
    return { kind: 'path', path: [ROLE_NAME] };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'span' ? inner : rewritten(inner)]),
  );
}
