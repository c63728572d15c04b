/** Diagnostics of two states of a repository compared. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

const NOTHING_COMPARED = 'Without the state before there is nothing to compare with.';

export const DIFF_DIAGNOSTICS = {
  'diff/no-git': entry<{ readonly reason: string }>({
    severity: 'error',
    example: { reason: 'this folder is in no repository' },
    what: ({ reason }) => `The state before cannot be read from git: ${reason}.`,
    why: () => NOTHING_COMPARED,
    do: () =>
      'Run it in a checkout, or compare with the folder of a bundle: "trailc diff dist/bundles/production".',
  }),
  'diff/unknown-ref': entry<{ readonly ref: string }>({
    severity: 'error',
    example: { ref: 'man' },
    what: ({ ref }) => `"${ref}" is neither a commit that git knows here nor the folder of a bundle.`,
    why: () => NOTHING_COMPARED,
    do: () =>
      'Name a branch, a tag or a commit ("git log --oneline" lists them), or the folder of a bundle. A shallow clone lacks older commits: "git fetch --unshallow".',
  }),
  'diff/no-configuration': entry<{ readonly ref: string; readonly config: string }>({
    severity: 'error',
    example: { ref: 'v1.0.0', config: 'trailc.config.yml' },
    what: ({ ref, config }) => `There is no ${config} at "${ref}".`,
    why: () => NOTHING_COMPARED,
    do: () => 'Name a later commit, one that has the configuration at the same place.',
  }),
  'diff/before-faults': entry<{ readonly ref: string; readonly count: number; readonly first: string }>({
    severity: 'warning',
    example: { ref: 'main', count: 2, first: 'The key "titel" is not known.' },
    what: ({ ref, count, first }) =>
      `The state at "${ref}" has ${count} ${count === 1 ? 'error' : 'errors'} of its own; the first: ${first}`,
    why: () => 'Rules that could not be read or compiled there are shown as new.',
    do: () => 'Compare with a commit that "trailc check" is content with.',
  }),
  'diff/other-environment': entry<{ readonly ref: string; readonly environment: string }>({
    severity: 'warning',
    example: { ref: 'main', environment: 'prod-eu' },
    what: ({ ref, environment }) => `There was no environment "${environment}" at "${ref}".`,
    why: () => 'The rules of both states are compiled with its values of today.',
    do: () => 'Name one that both have with --env, where that is not what you want.',
  }),
} as const;
