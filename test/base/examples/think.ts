/** Examples of the diagnostics of src/base/diagnostics/think.ts: one for each code. */

const CONFLICT = {
  field: 'eventName',
  one: "eventName equals 'CreateUser'",
  other: "eventName equals 'DeleteUser'",
} as const;

export const THINK_EXAMPLES = {
  'check/contradiction': CONFLICT,
  'check/always-true': { field: 'eventName' },
  'check/exclusion-never-hits': CONFLICT,
  'check/read-only-names': { names: 'ListUsers, GetUser' },
  'check/bare-domain': { field: 'session.name', domain: 'example.com' },
  'check/plain-pattern': { field: 'userAgent', operator: 'startsWith', right: "'aws-cli/'" },
  'check/schedule-gap': { overlap: 5, delivery: 15, least: '30m' },
  'check/no-false-positives': {},
  'check/element-lacks': { field: 'resources[].ARN', array: 'resources[]' },
  'check/absence-decides': { field: 'readOnly', value: 'true', opposite: 'false' },
  'check/attack-version': { tag: 'attack.t1562.008', instead: 'attack.t1685.002' },
  'check/shadowed-value': { value: 'svc-build-', by: 'svc-', where: '"startsWith"' },
} as const;
