/** Examples of the diagnostics of src/base/diagnostics/verify.ts: one for each code. */

const path = 'splunk/searches/root-login.spl';
const app = 'splunk/acme-cloudtrail-1.0.0.spl';

export const VERIFY_EXAMPLES = {
  'verify/nothing-there': { path: 'dist/bundles/prod' },
  'verify/no-bundle': { path: 'dist', reason: 'it holds no manifest.json' },
  'verify/manifest': {
    path: 'dist/bundles/prod/manifest.json',
    reason: 'files[3].bytes is not of the type integer',
  },
  'verify/manifest-path': { path: '../../etc/passwd', reason: 'it holds the part ".."' },
  'verify/manifest-rule': { rule: 'root-login', reason: `its file "${path}" is not among the files` },
  'verify/missing': { path },
  'verify/not-a-file': { path, found: 'a symbolic link' },
  'verify/unreadable': { path, reason: 'you have no permission' },
  'verify/size': { path, wanted: 4182, found: 4096 },
  'verify/hash': { path },
  'verify/content': { path, reason: '"(" on line 12 is not closed' },
  'verify/header': { path, rule: 'root-login', key: 'version', found: '1.0.0', wanted: '1.1.0' },
  'verify/archive': { path: app, reason: 'it is cut off' },
  'verify/archive-member': { path: app, member: '../app.conf', reason: 'it holds the part ".."' },
  'verify/foreign': { count: 2, names: 'notes.md, splunk/local.conf' },
  'verify/interrupted': { folder: 'dist/bundles/prod', old: 'dist/bundles/.prod.trailc-old' },
  'verify/leftover': { path: 'dist/bundles/.prod.trailc-new-0a1b2c3d4e5f' },
  'verify/alone': { path: app },
} as const;
