// Content repositories of any size, for the benchmarks.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** A repository of so many rules in a folder of its own: one environment, one list of fifty entries. */
export function repository(size) {
  const root = mkdtempSync(join(tmpdir(), 'trailc-bench-'));
  mkdirSync(join(root, 'lists'));
  const params = "params: { domains: ['@acme-cloud.io', '@acme-cloud.net'] }";
  writeFileSync(
    join(root, 'trailc.config.yml'),
    `trailc: 1\nrules: [rules]\nlists: [lists]\ndefaultEnvironment: a\nenvironments:\n  a: { ${params}, spl: { index: aws } }\n`,
  );
  const entries = Array.from(
    { length: 50 },
    (_, n) => `  - { value: 'arn:aws:iam::408117322955:role/r${n}', reason: Generated. }`,
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
