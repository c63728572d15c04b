// What a call asks and is answered: requestParameters, responseElements and what stands beside them. Owns: the forms by
// call. Must not: know who calls, or the rules.
import { general, TEXTS, tags } from './general.js';
import { iso } from './identities.js';

const ACTIONS = [
  's3:GetObject',
  's3:ListBucket',
  'kms:Decrypt',
  'dynamodb:Query',
  'logs:PutLogEvents',
  'sqs:SendMessage',
  'ec2:Describe*',
];
export const BUCKETS = [
  'corp-artifacts',
  'corp-logs',
  'datalake-raw',
  'datalake-curated',
  'web-assets',
  'terraform-state',
];

/** The answer to a call of that day: `{ request, response, beside }`; `beside` is of the record itself. */
export function parametersOf(rng, day, call, at) {
  const form = FORMS[call.name] ?? FORMS[call.service];
  return form?.(rng, day, call, at) ?? general(rng, day, call, at);
}

/** A document as IAM takes it: sometimes in lines, as people paste it. */
export function policy(rng, statements) {
  const document = { Version: '2012-10-17', Statement: statements };
  return rng.chance(0.4) ? JSON.stringify(document, null, 4) : JSON.stringify(document);
}
const statement = (rng, { account }) => ({
  Sid: `S${rng.below(1_000)}`,
  Effect: 'Allow',
  Action: [rng.pick(ACTIONS), rng.pick(ACTIONS)],
  Resource: [`arn:aws:s3:::${rng.pick(BUCKETS)}/*`, `arn:aws:kms:eu-west-1:${account}:key/${rng.uuid()}`],
  Condition: {
    StringEquals: { 'aws:PrincipalTag/team': rng.pick(TEXTS) },
    Bool: { 'aws:SecureTransport': 'true' },
  },
});
export const trust = (service) => [
  { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' },
];

const items = (values) => ({ items: values });
const instance = (rng) => `i-0${rng.hex(16)}`;
const keyArn = (rng, { region, account, seed }) => {
  // Few keys do nearly all.
  const at = rng.below(rng.below(30) + 1);
  return `arn:aws:kms:${region}:${account}:key/${(seed + at).toString(16).padStart(8, '0')}-1111-4222-8333-${String(at).padStart(12, '4')}`;
};
const s3 = (rng, { account }, { name }) => {
  const bucketName = rng.pick(BUCKETS);
  const isObject = name === 'GetObject' || name === 'PutObject';
  const key = `${rng.pick(['year=2026', 'exports', 'thumbs', 'logs/app'])}/${rng.pick(['part', 'img', 'run'])}-${rng.hex(6)}.${rng.pick(['parquet', 'jpg', 'json.gz', 'ü.csv'])}`;
  const Host = `${bucketName}.s3.eu-west-1.amazonaws.com`;
  return {
    request: isObject
      ? { bucketName, Host, key }
      : {
          bucketName,
          Host,
          ...(name === 'ListObjects'
            ? { 'list-type': '2', prefix: 'exports/', delimiter: '/' }
            : { [name.slice(9).toLowerCase()]: '' }),
        },
    response:
      name === 'PutObject'
        ? { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-version-id': rng.base64(16) }
        : null,
    beside: {
      additionalEventData: {
        SignatureVersion: 'SigV4',
        CipherSuite: 'TLS_AES_128_GCM_SHA256',
        bytesTransferredIn: 0,
        AuthenticationMethod: 'AuthHeader',
        'x-amz-id-2': `${rng.base64(42)}=`,
        bytesTransferredOut: rng.below(900_000),
      },
      resources: [
        ...(isObject ? [{ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucketName}/${key}` }] : []),
        { accountId: account, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucketName}` },
      ],
    },
  };
};
const kms = (rng, day, { name }) => {
  const ARN = keyArn(rng, day);
  return {
    request: {
      ...(name === 'Decrypt' ? { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' } : { keyId: ARN }),
      ...(name === 'GenerateDataKey' ? { keySpec: 'AES_256' } : {}),
      encryptionContext: rng.chance(0.5)
        ? { 'aws:s3:arn': `arn:aws:s3:::${rng.pick(BUCKETS)}` }
        : {
            SecretARN: `arn:aws:secretsmanager:${day.region}:${day.account}:secret:app/db-${rng.below(60)}`,
            SecretVersionId: rng.uuid(),
          },
    },
    response: null,
    beside: { resources: [{ accountId: day.account, type: 'AWS::KMS::Key', ARN }] },
  };
};
const assume = (rng, { account }, { name }, at) => {
  const role = rng.pick([
    'app-orders',
    'batch-import',
    'AWSServiceRoleForAutoScaling',
    'eks-node',
    'lambda-mailer',
    'config-recorder',
  ]);
  const roleSessionName = rng.chance(0.3) ? rng.hex(32) : `${role}-${rng.below(5_000)}`;
  const id = `AROA${role
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
    .padEnd(17, 'Q')
    .slice(0, 17)}`;
  return {
    request: {
      roleArn: `arn:aws:iam::${account}:role/${role}`,
      roleSessionName,
      durationSeconds: rng.pick([900, 3_600, 43_200]),
      ...(name === 'AssumeRoleWithSAML'
        ? { principalArn: `arn:aws:iam::${account}:saml-provider/corp`, sAMLAssertionID: `_${rng.uuid()}` }
        : {}),
    },
    response: {
      credentials: {
        accessKeyId: rng.id('ASIA'),
        sessionToken: `IQoJb3JpZ2luX2VjE${rng.base64(rng.pick([100, 140, 220]))}==`,
        expiration: iso(at + 3_600),
      },
      assumedRoleUser: {
        assumedRoleId: `${id}:${roleSessionName}`,
        arn: `arn:aws:sts::${account}:assumed-role/${role}/${roleSessionName}`,
      },
      ...(name === 'AssumeRoleWithWebIdentity'
        ? {
            subjectFromWebIdentityToken: `system:serviceaccount:apps:${role}`,
            provider: `arn:aws:iam::${account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9`,
            audience: 'sts.amazonaws.com',
          }
        : {}),
    },
    beside: {
      resources: [
        { accountId: account, type: 'AWS::IAM::Role', ARN: `arn:aws:iam::${account}:role/${role}` },
      ],
    },
  };
};
const role = (rng, day, { name }) => ({
  request: {
    roleName: `svc-${rng.pick(['etl', 'api', 'cron'])}-${rng.below(300)}`,
    ...(name === 'CreateRole'
      ? {
          path: '/',
          description: rng.pick(TEXTS),
          assumeRolePolicyDocument: policy(rng, trust('ec2')),
          maxSessionDuration: 3_600,
          tags: tags(rng),
        }
      : {}),
    ...(name === 'PutRolePolicy' ? { policyName: `p${rng.below(90)}` } : {}),
    ...(name === 'PutRolePolicy' || name === 'UpdateAssumeRolePolicy'
      ? {
          policyDocument: policy(
            rng,
            name === 'PutRolePolicy' ? [statement(rng, day), statement(rng, day)] : trust('lambda'),
          ),
        }
      : {}),
  },
  response: null,
});
const describeEc2 = (rng, _, { name }) => ({
  request:
    name === 'DescribeTags'
      ? {
          filterSet: items([
            { name: 'resource-id', valueSet: items([{ value: instance(rng) }, { value: instance(rng) }]) },
          ]),
        }
      : rng.chance(0.4)
        ? { maxResults: 1_000, filterSet: {}, includeAllResources: false }
        : {
            filterSet: items([
              { name: 'tag:Name', valueSet: items([{ value: rng.pick(TEXTS) }]) },
              { name: 'instance-state-name', valueSet: items([{ value: 'running' }]) },
            ]),
            instancesSet: items([{ instanceId: instance(rng) }]),
          },
  response: null,
});
const nic = (rng) => ({
  networkInterfaceId: `eni-0${rng.hex(16)}`,
  subnetId: `subnet-0${rng.hex(8)}aa11bb22c`,
  vpcId: 'vpc-0123456789abcdef0',
  privateIpAddress: `10.0.${rng.below(256)}.${rng.below(256)}`,
  macAddress: '0a:58:a9:fe:ac:02',
  status: 'pending',
  groupSet: items([{ groupId: `sg-0${rng.hex(16)}`, groupName: 'eks-nodes' }]),
  tagSet: items(tags(rng)),
});

/** By name of the call, else by service. */
const FORMS = {
  AssumeRole: assume,
  AssumeRoleWithWebIdentity: assume,
  AssumeRoleWithSAML: assume,
  GetCallerIdentity: () => ({ request: null, response: null }),
  GetObject: s3,
  PutObject: s3,
  ListObjects: s3,
  GetBucketAcl: s3,
  GetBucketLocation: s3,
  GetBucketEncryption: s3,
  ListBuckets: () => ({ request: { Host: 's3.amazonaws.com' }, response: null }),
  Decrypt: kms,
  GenerateDataKey: kms,
  Encrypt: kms,
  DescribeKey: kms,
  CreateRole: role,
  PutRolePolicy: role,
  UpdateAssumeRolePolicy: role,
  GetRole: role,
  DescribeInstances: describeEc2,
  DescribeNetworkInterfaces: describeEc2,
  DescribeTags: describeEc2,
  DescribeVolumes: describeEc2,
  DescribeSecurityGroups: describeEc2,
  RunInstances: (rng) => ({
    request: {
      instancesSet: items([{ imageId: `ami-0${rng.hex(16)}`, minCount: 1, maxCount: 1, keyName: 'ops' }]),
      userData: '<sensitiveDataRemoved>',
      instanceType: 'm7g.large',
      blockDeviceMapping: {},
      monitoring: { enabled: false },
      disableApiTermination: false,
      iamInstanceProfile: { name: 'app-orders' },
      tagSpecificationSet: items([{ resourceType: 'instance', tags: tags(rng) }]),
    },
    response: {
      requestId: rng.uuid(),
      reservationId: `r-0${rng.hex(16)}`,
      instancesSet: items([
        {
          instanceId: instance(rng),
          imageId: 'ami-0123',
          instanceState: { code: 0, name: 'pending' },
          amiLaunchIndex: 0,
          networkInterfaceSet: items([nic(rng)]),
          tagSet: items(tags(rng)),
          hypervisor: 'xen',
          rootDeviceName: '/dev/xvda',
        },
      ]),
    },
  }),
  CreateNetworkInterface: (rng) => ({
    request: {
      subnetId: `subnet-0${rng.hex(16)}`,
      description: 'aws-K8S-i-0',
      groupSet: items([{ groupId: `sg-0${rng.hex(16)}` }]),
      privateIpAddressesSet: {},
      clientToken: rng.uuid(),
    },
    response: { requestId: rng.uuid(), networkInterface: nic(rng) },
  }),
  UpdateInstanceInformation: (rng) => ({
    request: {
      instanceId: instance(rng),
      agentVersion: '3.3.551.0',
      agentStatus: 'Active',
      platformType: 'Linux',
      platformName: 'Amazon Linux',
      platformVersion: '2023',
      iPAddress: `10.0.${rng.below(256)}.${rng.below(256)}`,
      computerName: `ip-10-0-${rng.below(256)}-${rng.below(256)}.eu-west-1.compute.internal`,
      agentName: 'amazon-ssm-agent',
      availabilityZone: 'eu-west-1a',
      availabilityZoneId: 'euw1-az1',
      sSMConnectionChannel: 'ssmmessages',
    },
    response: null,
  }),
  DescribeTargetHealth: (rng, { region, account }) => ({
    request: {
      targetGroupArn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/k8s-apps-${rng.below(40)}/${rng.hex(16)}`,
    },
    response: null,
  }),
  GetSecretValue: (rng, { region, account }) => ({
    request: {
      secretId: `arn:aws:secretsmanager:${region}:${account}:secret:app/db-${rng.below(60)}`,
      versionStage: 'AWSCURRENT',
    },
    response: null,
  }),
  CreateLogStream: (rng) => ({
    request: {
      logStreamName: `2026/01/01/[$LATEST]${rng.hex(32)}`,
      logGroupName: `/aws/lambda/fn-${rng.below(80)}`,
    },
    response: null,
  }),
  LookupEvents: (rng) => ({
    request: {
      lookupAttributes: [
        { attributeKey: 'EventName', attributeValue: rng.pick(['CreateUser', 'ConsoleLogin']) },
      ],
      maxResults: 50,
    },
    response: null,
  }),
  ConsoleLogin: (rng) => ({
    request: null,
    response: { ConsoleLogin: 'Success' },
    beside: {
      additionalEventData: {
        LoginTo:
          'https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true&state=hashArgsFromTB_eu-west-1',
        MobileVersion: 'No',
        MFAUsed: rng.pick(['Yes', 'No']),
      },
    },
  }),
  PutEvaluations: (rng) => ({
    request: {
      evaluations: Array.from({ length: 1 + rng.below(8) }, () => ({
        complianceResourceType: 'AWS::EC2::Instance',
        complianceResourceId: instance(rng),
        complianceType: rng.pick(['COMPLIANT', 'NON_COMPLIANT']),
        annotation: `Rule "required-tags" says: <missing>\n\t${rng.pick(TEXTS)}`,
        orderingTimestamp: 'Jan 1, 2026, 10:00:00 AM',
      })),
      resultToken: rng.base64(60),
    },
    response: { failedEvaluations: [] },
  }),
};
