/** Examples of the diagnostics of src/base/diagnostics/athena-stack.ts: one for each code. */

export const ATHENA_STACK_EXAMPLES = {
  'athena-stack/rule-too-long': {
    rule: 'root-login',
    what: 'description (title, id and version)',
    size: 1_100,
    limit: 1_024,
  },
  'athena-stack/view-too-long': { view: 'roles', what: 'definition', size: 500_000, limit: 409_600 },
  'athena-stack/statement-name': { rule: 'root-login', name: '1_root_login' },
  'athena-stack/too-many-rules': { count: 1_001, limit: 1_000 },
  'athena-stack/too-often': { rule: 'root-login', every: 30 },
  'athena-stack/not-scheduled': { rule: 'root-login', limit: 253_952 },
  'athena-stack/not-composed': { rule: 'root-login' },
  'athena-stack/view-name': { name: 'cloudtrail_logs_events', reason: 'the table is called so' },
  'athena-stack/list-entry': { list: 'ignoredActions', limit: 253_952 },
} as const;
