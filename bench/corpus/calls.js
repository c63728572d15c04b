// Which calls a log is full of: a head of frequent ones by weight, a long tail of some 260 others, and the pools that the
// rules ask for. Owns: names and weights. Must not: say what is in an event.
import { knownCalls } from '../../dist/cloudtrail/known-calls.js';
import { weighted } from './random.js';

/** Source, name and weight; the weights are thousandths of a log as an account with a few hundred roles writes it. */
const HEAD = `
sts AssumeRole 120 GetCallerIdentity 22 AssumeRoleWithWebIdentity 15 AssumeRoleWithSAML 2
ec2 DescribeInstances 60 DescribeNetworkInterfaces 30 DescribeTags 20 DescribeVolumes 15 DescribeSecurityGroups 15
ec2 DescribeImages 8 DescribeSubnets 8 DescribeVpcs 6 CreateTags 6 CreateNetworkInterface 5 DeleteNetworkInterface 5
ec2 RunInstances 3 TerminateInstances 3 DescribeRegions 3 AuthorizeSecurityGroupIngress 0.4
s3 GetObject 55 PutObject 25 ListObjects 12 GetBucketAcl 18 GetBucketLocation 8 GetBucketEncryption 5 ListBuckets 4
kms Decrypt 70 GenerateDataKey 35 Encrypt 4 DescribeKey 6
logs CreateLogStream 25 DescribeLogGroups 6 DescribeLogStreams 8 CreateLogGroup 1
ssm UpdateInstanceInformation 25 GetParameter 8 GetParameters 10 ListInstanceAssociations 6
elasticloadbalancing DescribeTargetHealth 25 DescribeLoadBalancers 10
autoscaling DescribeAutoScalingGroups 15
monitoring DescribeAlarms 8 PutMetricAlarm 1
secretsmanager GetSecretValue 20
lambda Invoke 10 GetFunction20150331v2 4 ListFunctions20150331 2
ecr BatchGetImage 6 GetDownloadUrlForLayer 6 GetAuthorizationToken 4
dynamodb DescribeTable 9 GetItem 6
cloudformation DescribeStacks 7 DescribeStackEvents 3
ecs DescribeTasks 4 DescribeServices 4
config PutEvaluations 5
iam GetRole 8 ListAttachedRolePolicies 4 GetPolicyVersion 4 CreateRole 0.3 PutRolePolicy 0.3 AttachRolePolicy 0.3
iam UpdateAssumeRolePolicy 0.1 CreateUser 0.1 CreateAccessKey 0.1
cloudtrail LookupEvents 1 DescribeTrails 2 GetTrailStatus 2
signin ConsoleLogin 0.6
`;
const TAIL = { count: 260, weight: 80 };
const SERVICES =
  'iam ec2 s3 kms cloudtrail guardduty config organizations rds lambda ecs eks ecr secretsmanager ssm logs route53 cloudfront dynamodb elasticfilesystem glue sagemaker sns sqs sso securityhub access-analyzer backup acm codebuild elasticache redshift athena events states network-firewall wafv2 macie2 inspector2 es'.split(
    ' ',
  );
const READS = /^(?:BatchGet|Get|List|Describe|Head|Lookup|Search|Select|Query|Check|Decrypt|Assume|Generate)/;
const WRITES =
  /^(?:Create|Delete|Update|Put|Attach|Detach|Modify|Disable|Stop|Deregister|Revoke|Remove|Disassociate|Reset|Authorize|Add|Restore|Share|Import)[A-Z]/;
const DATA = new Set(['GetObject', 'PutObject', 'ListObjects', 'Invoke', 'GetItem']);

const head = HEAD.trim()
  .split('\n')
  .flatMap((line) => {
    const [service, ...words] = line.split(' ');
    return Array.from({ length: words.length / 2 }, (_, at) => [
      call(service, words[2 * at]),
      Number(words[2 * at + 1]),
    ]);
  });
const inHead = new Set(head.map(([{ key }]) => key));
/** Every published call of those services, in turn from each, so that any prefix is of all of them. */
const published = interleaved(
  SERVICES.map((service) => {
    const names = [...knownCalls().source(`${service}.amazonaws.com`).names()].sort(byHash);
    return names.map((name) => call(service, name)).filter(({ key }) => !inHead.has(key));
  }),
);
const tail = published.slice(0, TAIL.count);
const tailWeight = tail.reduce((sum, _, at) => sum + 1 / (at + 4), 0);
const writes = published.filter(({ name }) => WRITES.test(name));

/** Draws a call as a log has them. */
export const drawCall = weighted([
  ...head,
  ...tail.map((one, at) => [one, TAIL.weight / (at + 4) / tailWeight]),
]);
/** Writes that only roles of deployments make, unless an event was made for a rule. Those of the tail come first. */
export const GUARDED = writes.filter((_, at) => at % 3 === 0).slice(0, 400);
/** Writes of anybody. Those of the tail come first. */
export const OPEN = writes.filter((_, at) => at % 3 !== 0);
export const guarded = new Set(GUARDED.map(({ key }) => key));
/** A call of the head by its name. */
export const known = (name) => head.find(([one]) => one.name === name)[0];

function call(service, name) {
  const bare = name.replace(/\d{8}(?:v\d)?$/, '');
  const noun = bare.replace(/^(?:BatchGet|[A-Z][a-z]+)(?=[A-Z])/, '');
  return {
    key: `${service}:${name}`,
    service,
    source: `${service}.amazonaws.com`,
    name,
    readOnly: READS.test(name),
    data: DATA.has(name) && service !== 'sts',
    /** The request's field that names what is acted on: `functionName`. */
    subject: `${noun.charAt(0).toLowerCase()}${noun.slice(1)}Name`,
  };
}

function interleaved(lists) {
  const most = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: most }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}

/** An order that is no alphabet and the same everywhere. */
function byHash(a, b) {
  const hash = (text) =>
    [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
  return hash(a) - hash(b);
}
