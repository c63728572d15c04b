// Who calls: the sessions of an account on a day, and every type of userIdentity. Owns: identities and the addresses and
// agents they come with. Must not: know the rules, except that PEOPLE's domain is what the rules mean by an employee.
import { random } from './random.js';

export const DOMAIN = '@corp.example';
const FIRST = 'ann ben chloé dana emil fatima georg hana ivan jörg kim lea marta nils olga piotr'.split(' ');
const LAST = 'lee smith okafor müller tanaka silva novak haddad jensen rossi'.split(' ');
const SERVICE_ROLES =
  'app-frontend app-orders app-billing app-search batch-import batch-export datalake-etl eks-node eks-cluster-autoscaler ecs-task-api ecs-task-worker lambda-thumbnails lambda-mailer monitoring-datadog backup-agent ci-runner config-recorder security-scanner log-shipper cost-report'.split(
    ' ',
  );
const PEOPLE_ROLES = ['Developer', 'ReadOnly', 'PowerUser', 'Support'];
const AGENTS = [
  'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5',
  'Boto3/1.34.131 md/Botocore#1.34.131 ua/2.0 os/linux#5.10.219-208.866.amzn2.x86_64 lang/python#3.9.19',
  'aws-sdk-java/2.25.60 Linux/5.15.0-1063-aws OpenJDK_64-Bit_Server_VM/17.0.11+9-LTS Java/17.0.11 io/sync http/Apache',
  'APN/1.0 HashiCorp/1.0 Terraform/1.9.2 (+https://www.terraform.io) terraform-provider-aws/5.58.0',
  'aws-sdk-nodejs/2.1646.0 linux/v18.20.3 exec-env/AWS_ECS_FARGATE promise',
  '[aws-sdk-go/1.44.328 (go1.20.12; linux; amd64) amazon-ssm-agent/3.3.551.0]',
];
const PEOPLE_AGENTS = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0',
  'aws-cli/2.17.11 md/awscrt#0.20.11 ua/2.0 os/macos#23.5.0 md/arch#arm64 lang/python#3.11.9',
];
const CALLING_SERVICES = [
  'lambda',
  'ec2',
  'ecs-tasks',
  'config',
  'autoscaling',
  'ssm',
  'delivery.logs',
  'eks',
];

/** An account on a day: its sessions stay, so their names and keys come again as they do in a log. */
export function openDay(seed, account, region, day) {
  const rng = random(seed, Number(account.slice(-6)), day, 0x5e55);
  const created = (day - 1) * 86_400 + 3_600;
  const serviceSessions = Array.from({ length: 60 }, (_, at) => {
    const role = SERVICE_ROLES[at % SERVICE_ROLES.length];
    const session = at % 3 === 0 ? `i-0${rng.hex(16)}` : at % 3 === 1 ? rng.hex(32) : role;
    return openSession(rng, account, role, session, created + 60 * at, at % 3 === 0);
  });
  const peopleSessions = Array.from({ length: 40 }, (_, at) => {
    const name = `${asciiOf(rng.pick(FIRST))}.${asciiOf(rng.pick(LAST))}${rng.below(40)}`;
    const email = at % 7 === 0 ? `${name.toUpperCase()}@Corp.Example` : name + DOMAIN;
    return openSession(rng, account, rng.pick(PEOPLE_ROLES), email, created + 240 * at, false, email);
  });
  const users = Array.from({ length: 8 }, (_, at) => ({
    type: 'IAMUser',
    principalId: rng.id('AIDA', 17),
    arn: `arn:aws:iam::${account}:user/svc-legacy-${at}`,
    accountId: account,
    accessKeyId: rng.id('AKIA'),
    userName: `svc-legacy-${at}`,
  }));
  return { account, region, seed, serviceSessions, peopleSessions, users };
}

/** A session of a role, and where it calls from. */
export function openSession(rng, account, role, session, created, ofInstance, sourceIdentity) {
  const roleId = rng.id('AROA', 17);
  const attributes = { creationDate: iso(created), mfaAuthenticated: sourceIdentity ? 'true' : 'false' };
  return {
    identity: {
      type: 'AssumedRole',
      principalId: `${roleId}:${session}`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      accountId: account,
      accessKeyId: rng.id('ASIA'),
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: roleId,
          arn: `arn:aws:iam::${account}:role/${role}`,
          accountId: account,
          userName: role,
        },
        ...(ofInstance || rng.chance(0.1) ? { webIdFederationData: {} } : {}),
        attributes,
        ...(ofInstance ? { ec2RoleDelivery: '2.0' } : {}),
        ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      },
    },
    address: sourceIdentity
      ? `203.0.113.${rng.below(256)}`
      : `${rng.pick([3, 18, 52, 54])}.${rng.below(256)}.${rng.below(256)}.${rng.below(256)}`,
    agent: rng.pick(sourceIdentity ? PEOPLE_AGENTS : AGENTS),
  };
}

/** Who makes this call in an ordinary log: an identity, an address, an agent. */
export function drawCaller(rng, day, { name, source, readOnly, data }) {
  if (name === 'AssumeRole' && rng.chance(0.72)) return byService(rng.pick(CALLING_SERVICES));
  if (name === 'AssumeRoleWithWebIdentity') return ofWeb(rng, day);
  if (name === 'AssumeRoleWithSAML') return ofSaml(rng, day);
  const kind = rng.unit();
  if (name === 'ConsoleLogin') return kind < 0.9 ? ofPerson(rng, day) : ofRoot(rng, day);
  if (kind < 0.09) {
    const caller = ofPerson(rng, day);
    // People change things by their services' hands only: what they write themselves is for the rules.
    if (readOnly || data) return caller;
    return forwarded(caller, 'cloudformation.amazonaws.com');
  }
  if (kind < 0.13)
    return {
      identity: rng.pick(day.users),
      address: `198.51.100.${rng.below(256)}`,
      agent: rng.pick(AGENTS),
    };
  if (kind < 0.17) return byService(`${source.replace('.amazonaws.com', '')}`);
  if (kind < 0.25)
    return forwarded(
      rng.pick(day.serviceSessions),
      rng.pick(['autoscaling.amazonaws.com', 'eks.amazonaws.com', 'AWS Internal']),
    );
  if (kind < 0.253) return ofIdentityCenter(rng, day);
  if (kind < 0.2533) return ofRoot(rng, day);
  if (kind < 0.27) return ofOtherAccount(rng);
  return rng.pick(day.serviceSessions);
}

export const ofPerson = (rng, day) => rng.pick(day.peopleSessions);
export const ofService = (rng, day) => rng.pick(day.serviceSessions);
export const ofUser = (rng, day) => ({
  identity: rng.pick(day.users),
  address: `198.51.100.${rng.below(256)}`,
  agent: rng.pick(AGENTS),
});
/** A session of a role that deploys. */
export const ofDeployment = (rng, day) =>
  openSession(
    rng,
    day.account,
    `deploy-${rng.pick(['network', 'platform', 'apps'])}`,
    `gitlab-${rng.below(9_000)}`,
    0,
    false,
  );

function byService(service) {
  const principal = service.includes('.') ? `${service}.amazonaws.com` : `${service}.amazonaws.com`;
  return { identity: { type: 'AWSService', invokedBy: principal }, address: principal, agent: principal };
}
function forwarded({ identity }, service) {
  return { identity: { ...identity, invokedBy: service }, address: service, agent: service };
}
function ofRoot(rng, { account }) {
  return {
    identity: {
      type: 'Root',
      principalId: account,
      arn: `arn:aws:iam::${account}:root`,
      accountId: account,
      accessKeyId: rng.id('ASIA'),
    },
    address: `203.0.113.${rng.below(256)}`,
    agent: PEOPLE_AGENTS[0],
  };
}
function ofOtherAccount(rng) {
  const accountId = String(500_000_000_000 + rng.below(40) * 1_111);
  return {
    identity: { type: 'AWSAccount', principalId: rng.id('AROA', 17), accountId },
    address: `54.${rng.below(256)}.${rng.below(256)}.${rng.below(256)}`,
    agent: rng.pick(AGENTS),
  };
}
function ofIdentityCenter(rng, { account }) {
  return {
    identity: {
      type: 'IdentityCenterUser',
      accountId: account,
      onBehalfOf: {
        userId: rng.uuid(),
        identityStoreArn: `arn:aws:identitystore::${account}:identitystore/d-1234567890`,
      },
      credentialId: rng.base64(60),
    },
    address: `203.0.113.${rng.below(256)}`,
    agent: PEOPLE_AGENTS[1],
  };
}
function ofWeb(rng) {
  const cluster = `oidc.eks.eu-west-1.amazonaws.com/id/${'0A1B2C3D4E5F60718293A4B5C6D7E8F9'}`;
  const userName = `system:serviceaccount:${rng.pick(['apps', 'jobs', 'kube-system'])}:${rng.pick(SERVICE_ROLES)}`;
  return {
    identity: {
      type: 'WebIdentityUser',
      principalId: `arn:aws:iam::408117322955:oidc-provider/${cluster}:sts.amazonaws.com:${userName}`,
      userName,
      identityProvider: `arn:aws:iam::408117322955:oidc-provider/${cluster}`,
    },
    address: `52.${rng.below(256)}.${rng.below(256)}.${rng.below(256)}`,
    agent: rng.pick(AGENTS),
  };
}
function ofSaml(rng, day) {
  const userName = ofPerson(rng, day).identity.sessionContext.sourceIdentity;
  return {
    identity: {
      type: 'SAMLUser',
      principalId: `kYdqjgmTNOsFLg2kqxpNDHEwcE0=:${userName}`,
      userName,
      identityProvider: 'kYdqjgmTNOsFLg2kqxpNDHEwcE0=',
    },
    address: `203.0.113.${rng.below(256)}`,
    agent: PEOPLE_AGENTS[0],
  };
}

/** ISO 8601 without fractions, of seconds since 2026. */
export const iso = (seconds) =>
  new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString().replace('.000Z', 'Z');
/** Session names are ASCII alone. */
const asciiOf = (text) => text.normalize('NFD').replace(/[^\x20-\x7e]/g, '');
