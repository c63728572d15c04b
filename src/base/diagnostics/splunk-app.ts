/** Diagnostics of what stands in the way of a Splunk app. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export interface Named {
  readonly title: string;
  readonly rule: string;
}
export interface TooLong {
  readonly rule: string;
  readonly characters: number;
  readonly limit: number;
}
export interface Collision {
  readonly rule: string;
  readonly other: string;
}

const shown = (text: string) => JSON.stringify(text).slice(1, -1);

export const SPLUNK_APP_DIAGNOSTICS = {
  'splunk-app/index-unset': entry<{ readonly environment: string; readonly macro: string }>({
    severity: 'warning',
    example: { environment: 'prod', macro: 'acme_cloudtrail_prod_cloudtrail' },
    what: ({ environment }) =>
      `The environment "${environment}" does not say which Splunk index holds CloudTrail.`,
    why: ({ macro }) =>
      `The searches of its app fail until somebody sets the macro "${macro}" in Splunk: with a guessed index they would find nothing and say nothing.`,
    do: () => 'Write the index into the environment, for example spl: { index: aws }.',
  }),
  'splunk-app/id-long': entry<{ readonly id: string; readonly limit: number }>({
    severity: 'error',
    example: {
      id: 'acme_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      limit: 73,
    },
    what: ({ id, limit }) =>
      `The id of the Splunk app, "${id}", has ${id.length} characters; ${limit} are the most.`,
    why: () => 'It begins every path in the archive of the app, and a path there has 100 bytes at most.',
    do: () => 'Shorten bundle.name or the name of the environment: the id is both, joined by "_".',
  }),
  'splunk-app/title-long': entry<Named & TooLong>({
    severity: 'error',
    example: { title: 'Root signed in', rule: 'root-login', characters: 104, limit: 81 },
    what: ({ rule, characters, limit }) =>
      `The title of the rule "${rule}" has ${characters} characters; a Splunk app takes ${limit}.`,
    why: () =>
      'Splunk Enterprise Security cannot edit a search whose name is longer than 99, and adds some of its own when it clones one.',
    do: () => 'Shorten the title, and move the rest of it to the description.',
  }),
  'splunk-app/title-refused': entry<Named & { readonly problem: string }>({
    severity: 'error',
    example: {
      title: 'Root [signed in]',
      rule: 'root-login',
      problem: 'holds a square bracket, which ends the name of a stanza',
    },
    what: ({ title, rule, problem }) =>
      `The title of the rule "${rule}" cannot name a search in Splunk: "${shown(title)}" ${problem}.`,
    why: () => 'The title is the name of the stanza in savedsearches.conf, where nothing can be quoted.',
    do: () => 'Write the title in other characters.',
  }),
  'splunk-app/title-collision': entry<Named & Collision>({
    severity: 'error',
    example: { title: 'Root signed in', rule: 'root-login', other: 'root-console' },
    what: ({ title, rule, other }) =>
      `The rules "${other}" and "${rule}" have one title for Splunk: "${shown(title)}".`,
    why: () => 'The title is the name of the saved search, and the second would replace the first.',
    do: () => 'Change one of the two titles by more than the case of its letters.',
  }),
  'splunk-app/macro-long': entry<TooLong & { readonly macro: string }>({
    severity: 'error',
    example: {
      macro: 'acme_prod_a_rule_with_a_long_name_filter',
      rule: 'a-rule-with-a-long-name',
      characters: 161,
      limit: 150,
    },
    what: ({ macro, characters, limit }) =>
      `The macro "${macro}" would have a name of ${characters} characters; ${limit} are the most.`,
    why: ({ rule }) =>
      `It is where the rule "${rule}" is tuned in Splunk, and is named after the app and the rule.`,
    do: () => 'Shorten the name of the rule file, bundle.name or the name of the environment.',
  }),
  'splunk-app/macro-collision': entry<Collision & { readonly macro: string }>({
    severity: 'error',
    example: { macro: 'acme_prod_root_login_filter', rule: 'root-login', other: 'root_login' },
    what: ({ macro, rule, other }) =>
      `The rules "${other}" and "${rule}" would both be tuned by the macro "${macro}".`,
    why: () => 'What is left out of one would be left out of the other.',
    do: () => 'Rename one of the two rule files.',
  }),
  'splunk-app/lookup-long': entry<TooLong & { readonly lookup: string }>({
    severity: 'error',
    example: {
      lookup: 'trailc_approvedSessionNames__account__sessionName',
      rule: 'root-login',
      characters: 70,
      limit: 62,
    },
    what: ({ lookup, characters, limit }) =>
      `The lookup "${lookup}" has a name of ${characters} characters; ${limit} are the most in this app.`,
    why: ({ rule }) =>
      `The rule "${rule}" needs it, it is named after the list and its columns, and a path in the archive of the app has 100 bytes at most.`,
    do: () => 'Shorten the name of the list or of its columns, bundle.name or the name of the environment.',
  }),
  'splunk-app/lookup-collision': entry<Collision & { readonly lookup: string }>({
    severity: 'error',
    example: { lookup: 'trailc_approvedNames', rule: 'root-login', other: 'root-console' },
    what: ({ lookup, rule, other }) =>
      `The rules "${other}" and "${rule}" need two different lookups of one name: "${lookup}".`,
    why: () =>
      'The name is made of the list, its columns and "folded"; where file names ignore case, case makes no difference.',
    do: () => 'Rename one of the lists or columns.',
  }),
} as const;
