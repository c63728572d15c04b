/**
 * What a file says of the rule that it was made from, held against the manifest.
 *
 * Owns: the sentences that the templates print, as readers of a file see them. A file that says nothing is no fault:
 * templates may be the user's own. Must not: read the disk.
 */
import type { Manifest, ManifestRule } from '../manifest.ts';

export interface Disagreement {
  readonly rule: string;
  readonly key: string;
  readonly found: string;
  readonly wanted: string;
}

/** A comment of SQL, `.conf` or YAML begins its line. */
const COMMENT = /^(?:--|#) ?(.*)$/gm;
const RULE = /\brule ([0-9a-f-]{36}), version ([^\s;,]+)[;,.]/i;
const CONDITION = /^condition ([0-9a-f]{64})$/i;
const PARAMS = /^params ([0-9a-f]{64})$/i;
const BUILT = /^built by trailc (\S+)(?: from commit ([0-9a-f]+))?$/i;
/** In a Splunk search, where there are no comments. */
const RULE_ID = /\bruleId="([0-9a-f-]{36})"/g;
/** Sigma's custom field, written as YAML. */
const SIGMA = /^ {4}(condition_sha256|params_sha256|commit): ([0-9a-f]{7,64})$/gm;

/** What the file states, by key; several where the text around it, a title say, looks alike. */
export function statedFacts(text: string): ReadonlyMap<string, readonly string[]> {
  const stated = new Map<string, string[]>();
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) stated.set(key, [...(stated.get(key) ?? []), value]);
  };
  for (const [, line = ''] of text.matchAll(COMMENT)) {
    const rule = RULE.exec(line);
    add('id', rule?.[1]);
    add('version', rule?.[2]);
    add('condition', CONDITION.exec(line)?.[1]);
    add('params', PARAMS.exec(line)?.[1]);
    const built = BUILT.exec(line);
    add('version of trailc', built?.[1]);
    add('commit', built?.[2]);
  }
  for (const [, id] of text.matchAll(RULE_ID)) add('id', id);
  for (const [, key = '', value] of text.matchAll(SIGMA)) add(key.replace('_sha256', ''), value);
  return stated;
}

/** Of each key that a file states, whether one of the values stated is the manifest's. */
export function disagreements(text: string, rule: ManifestRule, manifest: Manifest): readonly Disagreement[] {
  const wanted: Readonly<Record<string, string>> = {
    id: rule.id,
    version: rule.version,
    condition: rule.conditionSha256,
    params: rule.paramsSha256,
    'version of trailc': manifest.trailc,
    commit: manifest.sourceCommit ?? '',
  };
  return [...statedFacts(text)].flatMap(([key, values]) => {
    const right = wanted[key] ?? '';
    const [found = ''] = values;
    return values.includes(right) ? [] : [{ rule: rule.rule, key, found, wanted: right }];
  });
}
