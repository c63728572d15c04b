/** Examples of the diagnostics of src/base/diagnostics/lock.ts: one for each code. */

const RULE = { rule: 'session-name-bypass' } as const;
const ID = 'ad6b3a47-9f39-4829-8047-31135f8f5da1';
const OTHER = '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11';
const LOCK = { path: 'trailc.lock.json' } as const;

export const LOCK_EXAMPLES = {
  'lock/conflict': {},
  'lock/syntax': {},
  'lock/shape': { place: `"version" of rule 3 (${ID})`, wanted: 'a version `major.minor.patch`' },
  'lock/newer': { version: '2' },
  'lock/same-id': { id: ID },
  'lock/missing': LOCK,
  'lock/version-not-raised': {
    ...RULE,
    version: '1.2.0',
    locked: '1.2.0',
    change: 'the logic',
    changes: ["Exclusion widened: userAgent contains takes 'terraform' too."],
    least: '1.3.0',
  },
  'lock/version-lowered': { ...RULE, version: '1.1.0', locked: '1.2.0' },
  'lock/id-changed': { ...RULE, id: OTHER, locked: ID, same: 'file name' },
  'lock/id-reused': { ...RULE, id: OTHER, title: 'A console sign-in without MFA', version: '2.1.0' },
  'lock/no-successor': { ...RULE, id: OTHER, title: '' },
  'lock/stale': { ...RULE, reason: 'the metadata changed' },
  'lock/rule-gone': { ...RULE, title: 'Employee session changed its name through AssumeRole' },
  'lock/version-not-editable': { key: 'version', value: '1.3.0' },
  'lock/file-changed': { path: 'detections/session-name-bypass.yml' },
  'lock/write-failed': { ...LOCK, reason: 'the disk is full' },
} as const;
