/**
 * What SigmaHQ's validators mind in the package, and why it stays: the table of docs/sigma.md.
 *
 * Owns: the issues and the one condition under which each is answered for; every other issue is a fault. Must not: ask
 * the validators.
 */
import { load } from 'js-yaml';
import { OFFICIAL_SCHEMA } from './official-schema.ts';

/**
 * The validators of pysigma-validators-sigmahq 0.20.2, without `sigmahq_tags_techniques_without_tactics`, which fetches
 * ATT&CK from the network, and those of correlations.
 */
export const SIGMAHQ_VALIDATORS: readonly string[] = [
  'author_existence',
  'category_event_id',
  'category_windows_provider_name',
  'date_existence',
  'description_existence',
  'description_length',
  'falsepositives_banned_word',
  'falsepositives_capital',
  'falsepositives_typo_word',
  'field_duplicate_value',
  'field_user',
  'fieldname_cast',
  'fields_existence',
  'filename_convention',
  'filename_prefix',
  'github_link',
  'invalid_all_modifier',
  'invalid_fieldname',
  'invalid_hash_kv',
  'level_existence',
  'link_in_description',
  'logsource_unknown',
  'missing_asterisk_condition',
  'mitre_link',
  'modified_date_order',
  'modified_without_date',
  'ofselection_condition',
  'ofthem_condition',
  'redundant_field',
  'redundant_modified',
  'space_field_name',
  'status',
  'status_existence',
  'status_to_high',
  'sysmon_missing_eventid',
  'tags_detection',
  'tags_tlp',
  'tags_unique_detection',
  'tags_unique_tlp',
  'title_case',
  'title_end',
  'title_length',
  'title_start',
  'unknown_field',
  'unsupported_regex_group_construct',
].map((name) => `sigmahq_${name}`);

type File = Readonly<Record<string, unknown>>;

const KNOWN = OFFICIAL_SCHEMA.properties as object;

interface Explained {
  /** As docs/sigma.md says it. */
  readonly why: string;
  readonly holds: (file: File) => boolean;
}

export const EXPLAINED: Readonly<Record<string, Explained>> = {
  SigmahqUnknownFieldIssue: {
    why: 'The custom field `trailc` says which rule, version and params a file was made from; comments are lost where a rule is imported.',
    holds: (file) => Object.keys(file).every((key) => key === 'trailc' || Object.hasOwn(KNOWN, key)),
  },
  SigmahqStatusToHighIssue: {
    why: 'SigmaHQ wants every rule of the last 60 days to be experimental. The status is said by the author, for every target; the issue goes with time.',
    holds: ({ status }) => status === 'test' || status === 'stable',
  },
  SigmahqFieldDuplicateValueIssue: {
    why: 'The text `false` and the boolean `false`, which the validator takes for one value: engines differ on whether they are.',
    holds: ({ detection }) => hasTextAndBoolean(detection),
  },
};

export function isExplained(issue: string, yaml: string): boolean {
  const name = /^\w+/.exec(issue)?.[0] ?? '';
  return Object.hasOwn(EXPLAINED, name) && (EXPLAINED[name]?.holds(load(yaml) as File) ?? false);
}

function hasTextAndBoolean(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value)) return Object.values(value).some(hasTextAndBoolean);
  return value.some((one) => typeof one === 'boolean' && value.includes(String(one)));
}
