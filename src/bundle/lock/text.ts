/**
 * The text of `trailc.lock.json`.
 *
 * Owns: one rule a block, one clause a line, always in the same order, so that two branches merge by hand and a review
 * shows which clause changed. Must not: decide what is locked.
 */
import { canonicalJson } from '../../ir/hash.ts';
import { LOCK_SCHEMA_VERSION, type Lock, type LockedRule } from './lock.ts';

/** Rules sorted by id; one line feed at the end. */
export function lockText(lock: Pick<Lock, 'trailc' | 'rules'>): string {
  const rules = [...lock.rules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const blocks = rules.length === 0 ? '[]' : `[\n${rules.map(block).join(',\n')}\n  ]`;
  const head = [`"schemaVersion": ${LOCK_SCHEMA_VERSION}`, `"trailc": ${json(lock.trailc)}`];
  return `{\n${[...head, `"rules": ${blocks}`].map((line) => `  ${line}`).join(',\n')}\n}\n`;
}

function block(rule: LockedRule): string {
  const { id, stem, title, version, removed, meaning, text, tuning, metadata, params, logic } = rule;
  const lines = [
    `"id": ${json(id)}`,
    `"stem": ${json(stem)}`,
    `"title": ${json(title)}`,
    `"version": ${json(version)}`,
    ...(removed === true ? ['"removed": true'] : []),
    `"meaning": ${json(meaning)}`,
    `"text": ${json(text)}`,
    `"tuning": ${json(tuning)}`,
    `"metadata": ${json(metadata)}`,
    `"params": ${json(params)}`,
    `"logic": ${logic.length === 0 ? '[]' : `[\n${logic.map((clause) => `        ${json(clause)}`).join(',\n')}\n      ]`}`,
  ];
  return `    {\n${lines.map((line) => `      ${line}`).join(',\n')}\n    }`;
}

/** On one line, keys in code-unit order. */
const json = canonicalJson;
