/** Diagnostics of the area `compile`: what a target answers, held against what the rule consents to. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const COMPILE_DIAGNOSTICS = {
  'compile/unsupported': entry<{
    readonly target: string;
    readonly rule: string;
    readonly clause: string;
    readonly reason: string;
  }>({
    severity: 'error',
    example: {
      target: 'sigma',
      rule: 'root-login',
      clause: 'requestParameters.roleSessionName differs from session.name',
      reason: 'Sigma compares two fields without regard to case.',
    },
    what: ({ target, clause }) => `${target} cannot say "${clause}".`,
    why: ({ reason }) => reason,
    do: ({ target }) =>
      `Write the clause otherwise, or consent in the rule: targets: { ${target}: { accept: unsupported, because: … } } leaves it out of this target (over-matches or under-matches where a nearest form exists).`,
  }),
  'compile/no-counter-example': entry<{
    readonly target: string;
    readonly direction: string;
    readonly wanted: string;
  }>({
    severity: 'warning',
    example: { target: 'sigma', direction: 'under-matches', wanted: 'match' },
    what: ({ target, direction }) => `No test of the rule shows on which event ${target} ${direction}.`,
    why: () => 'A reader of the exported rule should see what it gets wrong, on an event.',
    do: ({ wanted }) => `Add a test that expects ${wanted} and that the nearest form gets wrong.`,
  }),
  'compile/consent-not-needed': entry<{
    readonly target: string;
    readonly accept: string;
    readonly answer: string;
  }>({
    severity: 'warning',
    example: { target: 'sigma', accept: 'under-matches', answer: 'exactly' },
    what: ({ target, accept, answer }) =>
      `The rule accepts that ${target} ${accept}, and ${target} says it ${answer}.`,
    why: () => 'A consent that is not needed hides the day it would be.',
    do: ({ target }) => `Remove "targets.${target}".`,
  }),
  'compile/unknown-profile': entry<{
    readonly target: string;
    readonly profile: string;
    readonly known: string;
    readonly suggestion: string;
  }>({
    severity: 'error',
    example: {
      target: 'athena',
      profile: 'extendet',
      known: 'documented, extended',
      suggestion: ' Did you mean "extended"?',
    },
    what: ({ target, profile, suggestion }) => `${target} has no profile "${profile}".${suggestion}`,
    why: () => 'A profile says how the events are stored, so it cannot be guessed.',
    do: ({ known }) => `Use one of: ${known}.`,
  }),
} as const;
