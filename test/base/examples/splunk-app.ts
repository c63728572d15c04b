/** Examples of the diagnostics of src/base/diagnostics/splunk-app.ts: one for each code. */
const ROOT = { title: 'Root signed in', rule: 'root-login' };

export const SPLUNK_APP_EXAMPLES = {
  'splunk-app/index-unset': { environment: 'prod', macro: 'acme_cloudtrail_prod_cloudtrail' },
  'splunk-app/id-long': { id: `acme_${'x'.repeat(80)}`, limit: 73 },
  'splunk-app/title-long': { ...ROOT, characters: 104, limit: 81 },
  'splunk-app/title-refused': {
    title: 'Root [signed in]',
    rule: 'root-login',
    problem: 'holds a square bracket, which ends the name of a stanza',
  },
  'splunk-app/title-collision': { ...ROOT, other: 'root-console' },
  'splunk-app/macro-long': {
    macro: 'acme_prod_a_rule_with_a_long_name_filter',
    rule: 'a-rule-with-a-long-name',
    characters: 161,
    limit: 150,
  },
  'splunk-app/macro-collision': {
    macro: 'acme_prod_root_login_filter',
    rule: 'root-login',
    other: 'root_login',
  },
  'splunk-app/lookup-long': {
    lookup: 'trailc_approvedSessionNames__account__sessionName',
    rule: 'root-login',
    characters: 70,
    limit: 62,
  },
  'splunk-app/lookup-collision': {
    lookup: 'trailc_approvedNames',
    rule: 'root-login',
    other: 'root-console',
  },
} as const;
