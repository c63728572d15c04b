/** Diagnostics of `--since`: what changed cannot be told. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

const UNKNOWN_CHANGES = 'Without the commit to compare with, nobody can tell which rules a change touches.';
const SHALLOW =
  'This clone is shallow: fetch the whole history ("fetch-depth: 0" of actions/checkout, "git fetch --unshallow").';

export const SINCE_DIAGNOSTICS = {
  'since/no-git': entry<{ readonly reason: string }>({
    severity: 'error',
    example: { reason: 'this folder is in no repository' },
    what: ({ reason }) => `What changed cannot be asked of git: ${reason}.`,
    why: () => UNKNOWN_CHANGES,
    do: () => 'Run it in a checkout of the repository, or leave out --since: then every rule is looked at.',
  }),
  'since/unknown-ref': entry<{ readonly ref: string; readonly remote: string; readonly shallow: boolean }>({
    severity: 'error',
    example: { ref: 'main', remote: 'origin/main', shallow: false },
    what: ({ ref }) => `There is no commit "${ref}" that git knows here.`,
    why: () => UNKNOWN_CHANGES,
    do: ({ remote, shallow }) =>
      remote !== ''
        ? `There is "${remote}": write --since ${remote}.`
        : `Name a branch, a tag or a commit; "git branch --all" lists branches.${shallow ? ` ${SHALLOW}` : ''}`,
  }),
  'since/no-merge-base': entry<{ readonly ref: string; readonly shallow: boolean }>({
    severity: 'error',
    example: { ref: 'origin/main', shallow: true },
    what: ({ ref }) => `The history of "${ref}" and that of HEAD have no commit in common here.`,
    why: () => 'What changed is counted from the commit at which the two parted.',
    do: ({ shallow }) => (shallow ? SHALLOW : 'Name a commit that HEAD descends from.'),
  }),
  'since/partial-bundle': entry<{ readonly folder: string; readonly rules: number; readonly of: number }>({
    severity: 'error',
    example: { folder: 'out/changed', rules: 2, of: 13 },
    what: ({ folder, rules, of }) => `"${folder}" is no whole bundle: it holds ${rules} of ${of} rules.`,
    why: () =>
      '"trailc build --since" wrote it, to look at what a change compiles to; deployed in the place of a bundle it would take all other rules away.',
    do: () => 'Build the bundle to deploy without --since.',
  }),
  'since/whole-bundle': entry<{ readonly folder: string }>({
    severity: 'error',
    example: { folder: 'dist/bundles/prod' },
    what: ({ folder }) =>
      `"${folder}" holds a bundle of all rules, which --since would replace by one of a few.`,
    why: () => 'Whoever deploys from that folder would lose every rule that nothing touched.',
    do: () => 'Name another folder with --out, or build all rules: leave out --since.',
  }),
} as const;
