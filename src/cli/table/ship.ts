/** Commands that make what others import, and say what changed in it. See ../definition.ts. */
import { define } from '../definition.ts';
import { AS_OF, CONFIG, ENV, FORMAT, formatOf, PROFILE, RULES, SINCE } from '../options.ts';

export const SHIP_COMMANDS = [
  define({
    name: 'build',
    group: 'ship',
    summary: 'Compile every rule for an environment into a bundle',
    examples: [
      'trailc build',
      'trailc build --env production --out out/bundle',
      'trailc build --since origin/main --out out/changed',
    ],
    args: {},
    options: {
      env: ENV,
      asOf: AS_OF,
      out: {
        kind: 'text',
        shown: 'dir',
        says: 'where the bundle goes (default: dist/bundles/<env>)',
        completes: 'folder',
      },
      sourceCommit: {
        kind: 'text',
        shown: 'hash',
        says: 'commit of the rules, recorded in the manifest and in every file',
      },
      since: { ...SINCE, says: `${SINCE.says}, to look at (needs --out)` },
      locked: { kind: 'switch', says: 'fail unless trailc.lock.json has every rule as it is (for CI)' },
      format: FORMAT,
      config: CONFIG,
    },
    run: async (_args, options, io) => (await import('../commands/build.ts')).build(options, io),
  }),
  define({
    name: 'compile',
    group: 'ship',
    summary: 'Print the compiled query of rules',
    examples: [
      'trailc compile session-name-bypass --target athena',
      'trailc compile manual-action --target spl --env production',
    ],
    args: { rules: { ...RULES, kind: 'some', says: 'rules: files, folders, or file names without ending' } },
    options: {
      target: {
        kind: 'choice',
        shown: 'target',
        says: 'what to compile to',
        choices: ['spl', 'athena', 'sigma', 'all'],
        required: true,
      },
      env: ENV,
      asOf: AS_OF,
      profile: PROFILE,
      config: CONFIG,
    },
    run: async ({ rules }, options, io) =>
      (await import('../commands/compile.ts')).compile(rules, options, io),
  }),
  define({
    name: 'diff',
    group: 'ship',
    summary: 'Show what changed since a commit or a bundle: meaning, queries, matches',
    examples: [
      'trailc diff main',
      'trailc diff --since origin/main',
      'trailc diff HEAD~1 --env production --events logs/ --format markdown',
      'trailc diff dist/bundles/production',
    ],
    args: {
      against: {
        kind: 'optional',
        says: 'a commit, or the folder of a bundle (default: HEAD)',
        completes: 'folder',
      },
    },
    options: {
      env: ENV,
      events: {
        kind: 'texts',
        shown: 'paths',
        says: 'logs whose events both states of every rule are asked about',
        completes: 'file',
      },
      since: {
        ...SINCE,
        says: 'compare with the commit at which HEAD and this branch, tag or commit parted',
      },
      exitCode: { kind: 'switch', says: 'end with 1 where anything changed' },
      format: formatOf(['pretty', 'json', 'markdown']),
      config: CONFIG,
    },
    run: async ({ against }, options, io) => (await import('../commands/diff.ts')).diff(against, options, io),
  }),
  define({
    name: 'verify-bundle',
    group: 'ship',
    summary: 'Hold a bundle, or an archive out of it, against its manifest, and read every file',
    examples: [
      'trailc verify-bundle dist/bundles/prod',
      'trailc verify-bundle acme-cloudtrail-1.0.0.spl --format json',
    ],
    args: { path: { kind: 'one', says: 'folder of a bundle, or an archive out of one', completes: 'file' } },
    options: {
      repair: {
        kind: 'switch',
        says: 'first put back the bundle that an interrupted build left under another name',
      },
      format: FORMAT,
    },
    run: async ({ path }, options, io) =>
      (await import('../commands/verify-bundle.ts')).verifyBundleCommand(path, options, io),
  }),
  define({
    name: 'docs',
    group: 'ship',
    summary: 'Write a page for each rule, and a layer for the ATT&CK Navigator',
    examples: ['trailc docs', 'trailc docs --env production --out docs/detections'],
    args: { paths: RULES },
    options: {
      env: ENV,
      asOf: AS_OF,
      out: {
        kind: 'text',
        shown: 'dir',
        says: 'where the pages go (default: dist/docs/<env>)',
        completes: 'folder',
      },
      format: FORMAT,
      config: CONFIG,
    },
    run: async ({ paths }, options, io) => (await import('../commands/docs.ts')).docs(paths, options, io),
  }),
  define({
    name: 'ddl',
    group: 'ship',
    summary: 'Print the statement that makes the Athena table of a profile',
    examples: [
      'trailc ddl --env production',
      'trailc ddl --profile extended-projection',
      'trailc ddl --profile extended --patch',
    ],
    args: {},
    options: {
      env: ENV,
      profile: { ...PROFILE, says: 'profile of the table (default: the environment’s)' },
      patch: {
        kind: 'switch',
        says: 'statements that give an existing documented table the columns of an extended profile',
      },
      config: CONFIG,
    },
    run: async (_args, options, io) => (await import('../commands/ddl.ts')).ddl(options, io),
  }),
];
