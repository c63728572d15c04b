// npm run bench, second half: 100, 1,000 and 10,000 generated rules read, lowered and compiled to all three targets, each
// size in a process of its own: wall time, peak memory, and what the tenfold number of rules costs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SIZES = [100, 1_000, 10_000];
/** Seconds for the largest size (docs/performance.md). */
const BAR = 10;

/** A rule that is like others and not the same: clauses come and go with its number. */
function ruleText(n) {
  const hex = n.toString(16).padStart(12, '0');
  const clauses = [
    `  eventSource: service${n % 50}.amazonaws.com`,
    `  eventName: [Create${n}, Update${n}, Delete${n}]`,
    n % 2 === 0
      ? '  session.name: { endsWith: $domains, ignoreCase: true }'
      : "  userAgent: { contains: 'agent', ignoreCase: true }",
    n % 3 === 0
      ? `  requestParameters.roleArn: { inList: roles }`
      : `  requestParameters.name: { startsWith: 'n${n}-' }`,
    n % 5 === 0
      ? "  requestParameters.path: { matches: '^/[a-z]+/x' }"
      : '  not: { errorCode: AccessDenied }',
  ];
  return `trailc: 1
id: 10000000-0000-4000-8000-${hex}
title: Generated rule ${n}
version: '1.0.0'
status: test
level: low
author: bench
date: 2026-01-01
description: A generated rule.
references: [https://example.com/${n}]
tags: [attack.t1078]
falsePositives: [None that are known]
triage: Look at it.
source: aws.cloudtrail
${n % 2 === 0 ? "params:\n  domains: { type: list<text>, pattern: '^@', example: ['@example.com'], description: Domains. }\n" : ''}match:
${clauses.join('\n')}
alert: { title: '{actor} did {action}', groupBy: [actor], suppressFor: 1h }
schedule: { every: 15m, lookback: 75m }
tests:
  - name: one
    event: { inline: { eventName: Create${n}, eventSource: service${n % 50}.amazonaws.com } }
    expect: no-match
  - name: other
    event: { inline: { eventName: Other } }
    expect: no-match
`;
}

function repository(size) {
  const root = mkdtempSync(join(tmpdir(), 'trailc-bench-'));
  mkdirSync(join(root, 'lists'));
  const params = "params: { domains: ['@example.com', '@example.net'] }";
  writeFileSync(
    join(root, 'trailc.config.yml'),
    `trailc: 1\nrules: [rules]\nlists: [lists]\ndefaultEnvironment: a\nenvironments:\n  a: { ${params} }\n`,
  );
  const entries = Array.from(
    { length: 50 },
    (_, n) => `  - { value: 'arn:aws:iam::123456789012:role/r${n}', reason: Generated. }`,
  );
  writeFileSync(
    join(root, 'lists', 'roles.yml'),
    `trailc: 1\nname: roles\ndescription: Roles.\nentries:\n${entries.join('\n')}\n`,
  );
  for (let n = 0; n < size; n += 1) {
    const folder = join(root, 'rules', String(n % 100));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `rule-${n}.yml`), ruleText(n));
  }
  return root;
}

if (process.argv[2] === '--one') {
  const started = process.hrtime.bigint();
  const { loadRepository } = await import('../dist/content/repository.js');
  const { compileRule } = await import('../dist/compile.js');
  const { TARGET_NAMES } = await import('../dist/targets/index.js');
  const { value: content, diagnostics } = loadRepository(join(process.argv[3], 'trailc.config.yml'));
  const [environment] = content.config.environments;
  let compiled = 0;
  const faults = diagnostics.filter(({ severity }) => severity === 'error').map(({ what }) => what);
  for (const rule of content.rules) {
    const { value, diagnostics: found } = compileRule(rule, content, { environment, targets: TARGET_NAMES });
    for (const { severity, what } of found) if (severity === 'error') faults.push(what);
    compiled += value?.length ?? 0;
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    JSON.stringify({ seconds, megabytes, rules: content.rules.length, compiled, faults: faults.slice(0, 3) }),
  );
} else {
  console.log('rules   targets  wall      memory   per rule');
  let last;
  for (const size of SIZES) {
    const root = repository(size);
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--one', root], {
      encoding: 'utf8',
    });
    rmSync(root, { recursive: true, force: true });
    if (stdout === '') throw new Error(stderr);
    last = JSON.parse(stdout);
    if (last.compiled !== size * 3 || last.faults.length > 0) throw new Error(`${size} rules: ${stdout}`);
    const row = [
      `${size}`.padEnd(7),
      '3       ',
      `${last.seconds.toFixed(2)} s`.padEnd(9),
      `${last.megabytes} MB`.padEnd(8),
    ];
    console.log(`${row.join(' ')} ${((last.seconds / size) * 1000).toFixed(2)} ms`);
  }
  const met = last.seconds <= BAR;
  console.log(`bar for ${SIZES.at(-1)} rules: ${BAR} s ${met ? 'met' : 'MISSED'}`);
  process.exitCode = met ? 0 : 1;
}
