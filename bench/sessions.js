// `trailc sessions` on 1,000,000 generated events in 100,000 sessions, against reading and parsing the same file and no
// more: bars of issue 8: at most twice the time, at most 400 MB. The least of three rounds, in turn.
// BENCH_EVENTS makes it smaller.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const SESSIONS = EVENTS / 10;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const BAR_RATIO = 2;
const BAR_MB = 400;
const bin = fileURLToPath(new URL('../bin/trailc.js', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'trailc-bench-'));
const log = join(root, 'log.jsonl');

/** Each session is begun by a call and does nine things; one in three is opened by another session, one in nine renames. */
function generate() {
  const file = openSync(log, 'w');
  const iso = (seconds) =>
    new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace('.000Z', 'Z');
  const waiting = [];
  let lines = [];
  let parent;
  for (let n = 0; n < SESSIONS; n += 1) {
    const begun = n * 20;
    const person = `person${n % 997}@corp.example`;
    const chained = n % 3 === 2 && parent !== undefined;
    const name = n % 9 === 8 ? `other${n % 50}` : chained ? parent.name : person;
    const role = `Role${n % 40}`;
    const session = identity(role, name, `ASIA${String(n).padStart(16, '0')}`, iso(begun));
    const caller = chained
      ? parent.session
      : {
          type: 'SAMLUser',
          principalId: `Zm9vYmFy=:${person}`,
          userName: person,
          identityProvider: 'Zm9vYmFy=',
        };
    const call = chained ? 'AssumeRole' : 'AssumeRoleWithSAML';
    waiting.push([
      begun,
      event(n * 10, begun, 'sts', call, caller, true, {
        requestParameters: {
          roleArn: `arn:aws:iam::111122223333:role/${role}`,
          roleSessionName: name,
          durationSeconds: 3600,
        },
        responseElements: {
          credentials: {
            accessKeyId: session.accessKeyId,
            expiration: iso(begun + 3600),
            sessionToken: 'x'.repeat(300),
          },
          assumedRoleUser: { assumedRoleId: session.principalId, arn: session.arn },
        },
      }),
    ]);
    for (let use = 1; use < 10; use += 1) {
      const at = begun + use * 60;
      waiting.push([
        at,
        event(
          n * 10 + use,
          at,
          'ec2',
          use % 3 === 0 ? 'RunInstances' : 'DescribeInstances',
          session,
          use % 3 !== 0,
          {
            requestParameters: {
              instancesSet: { items: [{ instanceId: 'i-0123456789abcdef0' }] },
              filterSet: {},
            },
            responseElements: null,
          },
        ),
      ]);
    }
    if (n % 3 === 1) parent = { session, name };
    if (n % 1000 === 999 || n === SESSIONS - 1) {
      // In order of time, as far as it is complete.
      waiting.sort(([a], [b]) => a - b);
      const until = n === SESSIONS - 1 ? Number.POSITIVE_INFINITY : begun;
      const ready = waiting.findIndex(([at]) => at >= until);
      lines = waiting.splice(0, ready === -1 ? waiting.length : ready).map(([, line]) => line);
      writeSync(file, `${lines.join('\n')}\n`);
    }
  }
  closeSync(file);

  function identity(role, name, accessKeyId, created) {
    return {
      type: 'AssumedRole',
      principalId: `AROA${role.padEnd(17, 'X')}:${name}`,
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/${name}`,
      accountId: '111122223333',
      accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: `AROA${role.padEnd(17, 'X')}`,
          arn: `arn:aws:iam::111122223333:role/${role}`,
          accountId: '111122223333',
          userName: role,
        },
        attributes: { creationDate: created, mfaAuthenticated: 'false' },
      },
    };
  }
  function event(n, at, service, eventName, userIdentity, readOnly, more) {
    const id = String(n).padStart(12, '0');
    return JSON.stringify({
      eventVersion: '1.10',
      userIdentity,
      eventTime: iso(at),
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: 'eu-central-1',
      sourceIPAddress: '198.51.100.7',
      userAgent:
        'aws-cli/2.15.0 Python/3.11.6 Linux/6.1.0 exe/x86_64 prompt/off command/ec2.describe-instances',
      ...more,
      requestID: `11111111-2222-4333-8444-${id}`,
      eventID: `aaaaaaaa-bbbb-4ccc-8ddd-${id}`,
      readOnly,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '111122223333',
      eventCategory: 'Management',
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: `${service}.eu-central-1.amazonaws.com`,
      },
    });
  }
}

/** Reads the file in pieces, cuts it at line breaks, parses each line: what any reader must do. */
const BARE = `
import { createReadStream } from 'node:fs';
let rest = Buffer.alloc(0);
let count = 0;
for await (const chunk of createReadStream(process.argv[1], { highWaterMark: 262144 })) {
  const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  let from = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
    if (typeof JSON.parse(bytes.toString('utf8', from, at)).eventName === 'string') count += 1;
    from = at + 1;
  }
  rest = bytes.subarray(from);
}
console.log(count);
`;
/** The same with trailc's own reader, which knows every envelope and survives damage. */
const READ = `
import { readLogBatches } from ${JSON.stringify(new URL('../dist/logs/read.js', import.meta.url).href)};
let count = 0;
for await (const batch of readLogBatches([process.argv[1]])) count += batch.length;
console.log(count);
`;
const PEAK = `data:text/javascript,${encodeURIComponent("process.on('exit', () => process._rawDebug('peak ' + process.resourceUsage().maxRSS + ' ' + process.cpuUsage().user))")}`;

function run(args) {
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', PEAK, ...args], {
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`node ${args.slice(-3).join(' ')} ended with ${status}: ${stderr}`);
  const [, peak, cpu] = /peak (\d+) (\d+)/.exec(stderr) ?? [];
  return { seconds, cpu: Number(cpu) / 1e6, mb: Number(peak) / 1024, stdout };
}

generate();
const least = {};
const commands = {
  bare: ['--input-type=module', '-e', BARE, log],
  read: ['--input-type=module', '-e', READ, log],
  top: [bin, 'sessions', log, '--format', 'json', '--top', '100'],
  csv: [bin, 'sessions', log, '--format', 'csv'],
};
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, args] of Object.entries(commands)) {
    const { stdout, ...took } = run(args);
    if (name === 'csv') {
      const rows = stdout.trimEnd().split('\r\n').length - 1;
      if (rows !== SESSIONS) throw new Error(`${rows} sessions instead of ${SESSIONS}`);
    }
    const best = least[name];
    least[name] = {
      seconds: Math.min(took.seconds, best?.seconds ?? took.seconds),
      cpu: Math.min(took.cpu, best?.cpu ?? took.cpu),
      mb: Math.max(took.mb, best?.mb ?? 0),
    };
  }
}
rmSync(root, { recursive: true, force: true });
const times = (seconds, of) => `${(seconds / least[of].seconds).toFixed(2)} times ${of}`;
for (const [name, { seconds, cpu, mb }] of Object.entries(least)) {
  const took = `${name.padEnd(5)} ${seconds.toFixed(2)} s (processor ${cpu.toFixed(2)} s), ${mb.toFixed(0)} MB`;
  if (name === 'bare') console.log(`${took}: cutting into lines and parsing`);
  else if (name === 'read') console.log(`${took}: trailc's reader alone, ${times(seconds, 'bare')}`);
  else {
    const met = seconds <= BAR_RATIO * least.bare.seconds && mb <= BAR_MB;
    if (!met) process.exitCode = 1;
    console.log(
      `${took}: ${times(seconds, 'bare')}, ${times(seconds, 'read')}; bars ${BAR_RATIO} times bare and ${BAR_MB} MB ${met ? 'met' : 'MISSED'}`,
    );
  }
}
