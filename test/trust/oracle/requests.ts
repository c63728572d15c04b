/** Calls of AssumeRole to try a policy with: concrete, many, from a fixed seed. Shares no code with src/trust. */
import { type Answer, isAllowed, type Request } from './evaluate.ts';

export type Random = () => number;

/** mulberry32: the same numbers on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = <T>(items: readonly T[], random: Random): T =>
  items[Math.floor(random() * items.length)] as T;

export interface Principal {
  readonly arns: readonly string[];
  readonly account: string;
  readonly context: Readonly<Record<string, string>>;
}

/** From the ARN that CloudTrail would show; `path` is the role's own, which a session does not show. */
export function principalOf(arn: string, roleArn?: string): Principal {
  const [, , , , account = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const common = { 'aws:principalaccount': account };
  if (resource === 'root')
    return {
      arns: [arn],
      account,
      context: { ...common, 'aws:principalarn': arn, 'aws:principaltype': 'Account' },
    };
  if (resource.startsWith('user/'))
    return {
      arns: [arn],
      account,
      context: { ...common, 'aws:principalarn': arn, 'aws:principaltype': 'User', 'aws:username': name },
    };
  if (resource.startsWith('federated-user/'))
    return {
      arns: [arn],
      account,
      context: { ...common, 'aws:principalarn': arn, 'aws:principaltype': 'FederatedUser' },
    };
  const role = roleArn ?? `arn:aws:iam::${account}:role/${resource.split('/')[1]}`;
  return {
    arns: [arn, role],
    account,
    context: { ...common, 'aws:principalarn': role, 'aws:principaltype': 'AssumedRole' },
  };
}

export interface Call {
  readonly principal: Principal;
  readonly name: string;
  readonly given: Readonly<Record<string, string>>;
}

/** Whether STS would open the session: AssumeRole, and SetSourceIdentity too where the call carries a source identity. */
export function opens(policy: unknown, { principal, name, given }: Call): Answer {
  const context = { ...given, ...principal.context, 'sts:rolesessionname': name };
  const actions = ['sts:AssumeRole', ...('sts:sourceidentity' in given ? ['sts:SetSourceIdentity'] : [])];
  const answers = actions.map((action): Answer => {
    const request: Request = { action, arns: principal.arns, account: principal.account, context };
    return isAllowed(policy, request);
  });
  return answers.includes('no') ? 'no' : answers.includes('open') ? 'open' : 'yes';
}

const NAMES = [
  'alice',
  'bob',
  'ALICE',
  'anything',
  'somebody-else',
  'a1',
  'root',
  'x'.repeat(64),
  'aa',
  'a@example.com',
  'ci-7',
  'nobody',
];

/** A call that the words of the policy suggest. */
export function someCall(policy: unknown, random: Random): Call {
  const text = JSON.stringify(policy);
  const words = [...text.matchAll(/"([^"\\]{1,80})"/g)].map(([, word = '']) => word);
  const arns = words.filter((word) =>
    /^arn:aws:(?:iam|sts)::[0-9]{12}:(?:user|role|assumed-role|federated-user)\//.test(word),
  );
  const accounts = [...new Set([...text.matchAll(/[0-9]{12}/g)].map(([account]) => account)), '121212121212'];
  const account = pick(accounts, random);
  const fill = (word: string) => word.replace(/\*/g, () => pick(['', 'x', 'zz'], random)).replace(/\?/g, 'q');
  const users = words.filter((word) => /^[a-z]{2,12}$/.test(word));
  const whole = fill(
    pick(
      [
        ...arns,
        `arn:aws:iam::${account}:user/${pick(['alice', 'bob', ...users], random)}`,
        `arn:aws:iam::${account}:role/Dev`,
        `arn:aws:iam::${account}:root`,
      ],
      random,
    ),
  );
  const isRole = whole.includes(':role/');
  const session = `arn:aws:sts::${whole.split(':')[4]}:assumed-role/${whole.slice(whole.lastIndexOf('/') + 1)}/s1`;
  const principal = principalOf(isRole ? session : whole, isRole ? whole : undefined);
  const given: Record<string, string> = {};
  for (const [, key = ''] of text.matchAll(/"((?:aws|sts):[A-Za-z/]+)":|\$\{((?:aws|sts):[A-Za-z/]+)/g))
    add(key.toLowerCase());
  for (const [, key = ''] of text.matchAll(/\$\{((?:aws|sts):[A-Za-z/]+)/g)) add(key.toLowerCase());
  function add(key: string) {
    if (
      key in principal.context ||
      /^(?:aws:username|aws:principal(?:arn|account|type)|sts:rolesessionname|aws:source(?:arn|account))$/.test(
        key,
      ) ||
      key === ''
    )
      return;
    if (key === 'aws:sourceidentity' && !isRole) return;
    if (random() < 0.35) return;
    given[key] = valueFor(key);
  }
  function valueFor(key: string): string {
    if (key === 'aws:multifactorauthpresent') return pick(['true', 'false'], random);
    if (key === 'aws:sourceip') return pick(['203.0.113.5', '198.51.100.1'], random);
    if (key === 'aws:userid') return 'AIDAEXAMPLE';
    const likely = words.filter((word) => !word.includes(':') && !word.includes('$'));
    const value = fill(pick([...likely, ...NAMES, principal.context['aws:username'] ?? 'alice'], random));
    return value.length < 2 ? 'zz' : value;
  }
  const values = words.filter((word) => !word.includes(':') || word.includes('$'));
  const filled = values.map((word) =>
    fill(
      word.replace(
        /\$\{([^},]*)[^}]*\}/g,
        (_, key: string) => ({ ...given, ...principal.context })[key.toLowerCase()] ?? 'none',
      ),
    ),
  );
  const usable = [...filled, ...NAMES, ...Object.values(given), ...Object.values(principal.context)].filter(
    (name) => /^[\w+=,.@-]{2,64}$/.test(name),
  );
  return { principal, name: pick(usable, random), given };
}
