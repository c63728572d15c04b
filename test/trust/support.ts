/** What tests of the audit share: a verdict for a policy, and holding it against the oracle. */
import type { Json } from '../../src/cloudtrail/event.ts';
import { auditRole, type RoleAudit } from '../../src/trust/audit.ts';
import { readInventory } from '../../src/trust/inventory.ts';
import { OWN } from './cases/policy.ts';
import { type Call, opens, principalOf, type Random, someCall } from './oracle/requests.ts';

export function audited(policy: Json): RoleAudit {
  const role = {
    RoleName: 'Target',
    Arn: `arn:aws:iam::${OWN}:role/Target`,
    AssumeRolePolicyDocument: policy,
  };
  const { roles, diagnostics } = readInventory({ path: 'roles.json', text: JSON.stringify({ Role: role }) });
  const [read] = roles;
  if (read === undefined) throw new Error(JSON.stringify(diagnostics.map(({ what }) => what)));
  return auditRole(read, { principalTag: 'UserName' });
}

/** What is wrong with a verdict, by trying; undefined: nothing that was found. `policy` is an object. */
export function refuted(policy: Json, found: RoleAudit, tries: number, random: Random): string | undefined {
  const { verdict, witness } = found;
  if (verdict === 'cannot-say') return undefined;
  if (witness !== undefined) {
    const { principal, names, given } = witness;
    if ((verdict === 'free' || verdict === 'pattern') && new Set(names).size < 2)
      return 'it shows no two names';
    const calls = names.map(
      (name): Call => ({ principal: principalOf(principal, roleOf(policy, principal)), name, given }),
    );
    for (const call of calls) {
      const answer = opens(policy, call);
      const definite = verdict === 'free' || verdict === 'pattern';
      if (answer === 'no' || (definite && answer === 'open'))
        return `its witness is not let in: ${JSON.stringify(call)}`;
    }
  } else if (verdict !== 'not-assumable-by-aws-principals') return 'it has no witness';
  for (let at = 0; at < tries; at += 1) {
    const call = someCall(policy, random);
    if (opens(policy, call) === 'no') continue;
    if (!isWithin(verdict, policy, call)) return `this is let in: ${JSON.stringify(call)}`;
  }
  return undefined;
}

/** The role of a session, with the path that its ARN does not show. */
function roleOf(policy: Json, session: string): string | undefined {
  const [, account, name] = /^arn:aws:sts::([0-9]{12}):assumed-role\/([^/]+)\//.exec(session) ?? [];
  const ends = [...JSON.stringify(policy).matchAll(/arn:aws:iam::([0-9]{12}):role\/[^"*?]+/g)];
  return ends.find(([arn, of]) => of === account && arn.endsWith(`/${name}`))?.[0];
}

function isWithin(verdict: RoleAudit['verdict'], policy: Json, { name, principal, given }: Call): boolean {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const filled = [...JSON.stringify(policy).matchAll(/"([^"\\]*)"/g)].map(([, value = '']) => ({
    value,
    text: value.replace(
      /\$\{([^},]*)(?:,\s*'([^']*)')?[^}]*\}/g,
      (_, key: string, fallback = '') => ({ ...given, ...principal.context })[key.toLowerCase()] ?? fallback,
    ),
  }));
  switch (verdict) {
    case 'not-assumable-by-aws-principals':
      return false;
    case 'bound-to-caller':
      return filled.some(
        ({ value, text }) =>
          /\$\{aws:(?:username|principaltag|userid|sourceidentity)/i.test(value) && same(text, name),
      );
    case 'fixed-names':
      return filled.some(({ text }) => same(text, name));
    default:
      return true;
  }
}
