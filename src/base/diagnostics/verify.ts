/** Diagnostics of a bundle read back. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export interface BundleFile {
  readonly path: string;
}
export interface Because extends BundleFile {
  readonly reason: string;
}

const REBUILD = 'Build the bundle again, or fetch it again from where it came.';
const NOT_WRITTEN = 'Somebody or something changed it after trailc wrote it, or it was copied in part.';

export const VERIFY_DIAGNOSTICS = {
  'verify/nothing-there': entry<BundleFile>({
    severity: 'error',
    example: { path: 'dist/bundles/prod' },
    what: ({ path }) => `There is no bundle at "${path}".`,
    why: () => 'Nothing was verified.',
    do: () => 'Name the folder of a bundle, or one of its archives (.spl, .zip).',
  }),
  'verify/no-bundle': entry<Because>({
    severity: 'error',
    example: { path: 'dist', reason: 'it holds no manifest.json' },
    what: ({ path, reason }) => `"${path}" is no bundle: ${reason}.`,
    why: () =>
      'A bundle is a folder with the manifest.json that trailc wrote into it, or an archive out of one.',
    do: () => 'Name the folder that "trailc build" wrote, or one of its archives (.spl, .zip).',
  }),
  'verify/manifest': entry<Because>({
    severity: 'error',
    example: { path: 'dist/bundles/prod/manifest.json', reason: 'files[3].bytes is not of the type integer' },
    what: ({ path, reason }) => `The manifest "${path}" cannot be used: ${reason}.`,
    why: () => 'It says what the bundle holds; without it nothing can be held against anything.',
    do: () => REBUILD,
  }),
  'verify/manifest-path': entry<Because>({
    severity: 'error',
    example: { path: '../../etc/passwd', reason: 'it holds the part ".."' },
    what: ({ path, reason }) => `The manifest names a file "${path}" that no bundle can hold: ${reason}.`,
    why: () => 'trailc writes no such path. It was not looked at.',
    do: () => REBUILD,
  }),
  'verify/manifest-rule': entry<{ readonly rule: string; readonly reason: string }>({
    severity: 'error',
    example: {
      rule: 'root-login',
      reason: 'its file "splunk/searches/root-login.spl" is not among the files',
    },
    what: ({ rule, reason }) => `The manifest contradicts itself about the rule "${rule}": ${reason}.`,
    why: () => 'Whoever reads the manifest would install something else than the bundle holds.',
    do: () => REBUILD,
  }),
  'verify/missing': entry<BundleFile>({
    severity: 'error',
    example: { path: 'splunk/searches/root-login.spl' },
    what: ({ path }) => `The file "${path}" is missing.`,
    why: () => `The manifest names it. ${NOT_WRITTEN}`,
    do: () => REBUILD,
  }),
  'verify/not-a-file': entry<BundleFile & { readonly found: string }>({
    severity: 'error',
    example: { path: 'splunk/searches/root-login.spl', found: 'a symbolic link' },
    what: ({ path, found }) => `"${path}" is ${found}, and the manifest says that it is a file.`,
    why: () => 'Links are not followed: what they lead to is no part of the bundle.',
    do: () => REBUILD,
  }),
  'verify/unreadable': entry<Because>({
    severity: 'error',
    example: { path: 'splunk/searches/root-login.spl', reason: 'you have no permission' },
    what: ({ path, reason }) => `"${path}" cannot be read from the disk: ${reason}.`,
    why: () => 'A file that was not read was not verified.',
    do: () => 'See to the permissions or the disk, then verify again.',
  }),
  'verify/size': entry<BundleFile & { readonly wanted: number; readonly found: number }>({
    severity: 'error',
    example: { path: 'splunk/searches/root-login.spl', wanted: 4182, found: 4096 },
    what: ({ path, wanted, found }) =>
      `"${path}" has ${found} bytes, and ${wanted} according to the manifest.`,
    why: () => NOT_WRITTEN,
    do: () => REBUILD,
  }),
  'verify/hash': entry<BundleFile>({
    severity: 'error',
    example: { path: 'splunk/searches/root-login.spl' },
    what: ({ path }) => `The SHA-256 of "${path}" is not the one in the manifest.`,
    why: () => NOT_WRITTEN,
    do: () => REBUILD,
  }),
  'verify/content': entry<Because>({
    severity: 'error',
    example: { path: 'splunk/searches/root-login.spl', reason: '"(" on line 12 is not closed' },
    what: ({ path, reason }) => `"${path}" cannot be read as what it is: ${reason}.`,
    why: () => 'The program it is meant for would refuse it, or read something else.',
    do: () =>
      'Build the bundle again. If it stays, correct the template of this file, or report it with the rule it is made from.',
  }),
  'verify/header': entry<
    BundleFile & {
      readonly rule: string;
      readonly key: string;
      readonly found: string;
      readonly wanted: string;
    }
  >({
    severity: 'error',
    example: {
      path: 'splunk/searches/root-login.spl',
      rule: 'root-login',
      key: 'version',
      found: '1.0.0',
      wanted: '1.1.0',
    },
    what: ({ path, rule, key, found, wanted }) =>
      `"${path}" states the ${key} "${found}"; the manifest says "${wanted}" of the rule "${rule}".`,
    why: () => 'Whoever looks at the installed file would take it for another rule or version.',
    do: () => REBUILD,
  }),
  'verify/archive': entry<Because>({
    severity: 'error',
    example: { path: 'splunk/acme-cloudtrail-1.0.0.spl', reason: 'it is cut off' },
    what: ({ path, reason }) => `The archive "${path}" cannot be read: ${reason}.`,
    why: () => 'What is in it was not verified.',
    do: () => REBUILD,
  }),
  'verify/archive-member': entry<BundleFile & { readonly member: string; readonly reason: string }>({
    severity: 'error',
    example: {
      path: 'splunk/acme-cloudtrail-1.0.0.spl',
      member: '../app.conf',
      reason: 'it holds the part ".."',
    },
    what: ({ path, member, reason }) =>
      `"${member}" in the archive "${path}" is not as it should be: ${reason}.`,
    why: () => 'An archive holds the bytes of the files beside it, under names that stay inside it.',
    do: () => REBUILD,
  }),
  'verify/foreign': entry<{ readonly count: number; readonly names: string }>({
    severity: 'warning',
    example: { count: 2, names: 'notes.md, splunk/local.conf' },
    what: ({ count, names }) =>
      count === 1
        ? `A file in the folder is not named by the manifest: ${names}.`
        : `${count} files in the folder are not named by the manifest: ${names}.`,
    why: () => 'trailc did not write them, so nothing is said about them here; a build keeps them.',
    do: () => 'Look at them before you install or pass on the folder as a whole.',
  }),
  'verify/interrupted': entry<{ readonly folder: string; readonly old: string }>({
    severity: 'warning',
    example: { folder: 'dist/bundles/prod', old: 'dist/bundles/.prod.trailc-old' },
    what: ({ folder, old }) =>
      `A build was interrupted: nothing stands at "${folder}", and the bundle before it at "${old}".`,
    why: () => 'That one was verified in its place: it is whole, and only its name is another.',
    do: () => 'Put it back with "trailc verify-bundle --repair", or build again, which begins with that.',
  }),
  'verify/leftover': entry<BundleFile>({
    severity: 'warning',
    example: { path: 'dist/bundles/.prod.trailc-new-0a1b2c3d4e5f' },
    what: ({ path }) =>
      `"${path}" is left over from a build that was interrupted, or belongs to one that runs now.`,
    why: () => 'It is no bundle, and may be in pieces. The bundle itself is not touched by it.',
    do: () => 'The next build removes it, and so does "trailc verify-bundle --repair".',
  }),
  'verify/alone': entry<BundleFile>({
    severity: 'warning',
    example: { path: 'splunk/acme-cloudtrail-1.0.0.spl' },
    what: ({ path }) => `No manifest.json beside or above "${path}" names it.`,
    why: () =>
      'Its files were read back one by one; whether they are those that trailc wrote, nothing here can say.',
    do: () => 'Keep the archive with the manifest.json of its bundle, and verify it there.',
  }),
} as const;
