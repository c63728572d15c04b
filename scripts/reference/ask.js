// Asks the targets what they answer to a clause, by compiling a rule around it. Owns: that rule.
import { compileRule } from '../../dist/compile.js';
import { readRule } from '../../dist/content/rule.js';
import { TARGET_NAMES, TARGETS } from '../../dist/targets/index.js';

const HEAD = `trailc: 1
id: 5c1d7a0e-3f57-4b5f-9a36-0c4f1d2e7b90
title: A rule around one clause
version: 1.0.0
status: test
level: low
author: trailc
date: 2026-01-01
description: A rule.
references: [https://example.com/]
tags: [attack.t1078]
falsePositives: [None]
triage: Look.
source: aws.cloudtrail
alert: { title: A rule }
schedule: { every: 15m, lookback: 75m }
tests: [{ name: one, event: { inline: {} }, expect: no-match }]
`;

/** Every target with each of its profiles, in the order of the code. */
export const PROFILES = TARGET_NAMES.flatMap((target) =>
  TARGETS[target].profiles.map(({ name }) => ({ target, profile: name })),
);

/** The same content with a row in every list: what a target says of an empty list, it says of none other. */
export function withRows(content) {
  const lists = new Map(
    [...content.lists].map(([name, list]) => {
      const row = { values: list.columns.map(() => 'x'), reason: 'For the reference.', span: list.span };
      return [name, list.entries.length > 0 ? list : { ...list, entries: [row] }];
    }),
  );
  return { ...content, lists };
}

/** The answers of one target and profile to a clause as written: without consent, and with consent to each direction. */
export function ask(content, clause, { target, profile }) {
  const plain = answerTo(content, clause, target, profile);
  if (plain.kind !== 'unsupported') return { kind: plain.kind, directions: [], why: [] };
  const directions = ['over-matches', 'under-matches'].filter(
    (accept) => answerTo(content, clause, target, profile, accept).kind === 'approximate',
  );
  return { kind: 'unsupported', directions, why: plain.reasons.map(({ why }) => why) };
}

function answerTo(content, clause, target, profile, accept) {
  const consent =
    accept === undefined ? '' : `targets: { ${target}: { accept: ${accept}, because: asked } }\n`;
  const text = `${HEAD}${consent}match:\n  ${clause}\n`;
  const read = readRule({ path: 'one-clause.yml', text }, () => ({ value: {}, diagnostics: [] }));
  const [environment] = content.config.environments;
  const options = { environment, targets: [target], profile };
  const compiled = read.value && compileRule(read.value, { ...content, rules: [read.value] }, options);
  const [result] = compiled?.value ?? [];
  if (result !== undefined) return result.compiled.answer;
  const faults = [...read.diagnostics, ...(compiled?.diagnostics ?? [])].map(({ what }) => what);
  throw new Error(`${clause}: ${faults.join(' ')}`);
}
