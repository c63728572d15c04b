/** Diagnostics of the checks that weigh the clauses of a rule against each other. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export interface ConflictArgs {
  readonly field: string;
  readonly one: string;
  readonly other: string;
}

export const THINK_DIAGNOSTICS = {
  'check/contradiction': entry<ConflictArgs>({
    severity: 'warning',
    example: {
      field: 'eventName',
      one: "eventName equals 'CreateUser'",
      other: "eventName equals 'DeleteUser'",
    },
    what: ({ field, one, other }) => `No event can meet both: ${one}; ${other}. Each speaks of "${field}".`,
    why: () =>
      'Clauses of one mapping, and of one "all", must hold together: this part of the rule never matches anything.',
    do: () =>
      'Write the values as one list if any of them will do, or put the clauses into "any"; or remove one.',
  }),
  'check/always-true': entry<{ readonly field: string }>({
    severity: 'warning',
    example: { field: 'eventName' },
    what: ({ field }) => `One of the alternatives always holds, whatever "${field}" is.`,
    why: () =>
      'An "any" needs one of its alternatives, so this one is true of every event and asks for nothing.',
    do: () =>
      'Put the clauses into "all" if none of the values may occur ("not A" and "not B"), or remove the "any".',
  }),
  'check/exclusion-never-hits': entry<ConflictArgs>({
    severity: 'warning',
    example: {
      field: 'eventName',
      one: "eventName equals 'CreateUser'",
      other: "eventName equals 'DeleteUser'",
    },
    what: ({ field, one, other }) =>
      `This exclusion excludes nothing: by "${field}" no event can meet both: ${one}; ${other}.`,
    why: () => 'An exclusion that cannot hit looks like a decision that somebody made, and is none.',
    do: () => 'Correct its value, or remove it.',
  }),
  'check/read-only-names': entry<{ readonly names: string }>({
    severity: 'warning',
    example: { names: 'ListUsers, GetUser' },
    what: ({ names }) => `"readOnly: false" stands beside calls that, by their names, only read: ${names}.`,
    why: () => 'CloudTrail usually marks such calls with readOnly true, so the rule would find nothing.',
    do: () => 'Remove "readOnly: false", or name the calls that change something.',
  }),
  'check/bare-domain': entry<{ readonly field: string; readonly domain: string }>({
    severity: 'warning',
    example: { field: 'session.name', domain: 'example.com' },
    what: ({ field, domain }) => `"${field}" endsWith "${domain}" also holds of ann@evil-${domain}.`,
    why: () => 'Whoever registers a look-alike domain passes for one of your people.',
    do: ({ domain }) => `Write "@${domain}".`,
  }),
  'check/plain-pattern': entry<{ readonly field: string; readonly operator: string; readonly right: string }>(
    {
      severity: 'warning',
      example: { field: 'userAgent', operator: 'startsWith', right: "'aws-cli/'" },
      what: ({ field, operator }) => `The pattern on "${field}" says no more than ${operator} does.`,
      why: () => 'A plain operator is read without thinking, and every target can say it exactly.',
      do: ({ operator, right }) =>
        `Write "${operator}: ${right}", and leave the rest of the mapping as it is.`,
    },
  ),
  'check/schedule-gap': entry<{
    readonly overlap: number;
    readonly delivery: number;
    readonly least: string;
  }>({
    severity: 'warning',
    example: { overlap: 5, delivery: 15, least: '30m' },
    what: ({ overlap }) =>
      overlap === 0
        ? 'A run looks back exactly to the run before it.'
        : `A run looks back only ${overlap} minutes beyond the run before it.`,
    why: ({ delivery }) =>
      `CloudTrail delivers a record some minutes after the event, often up to ${delivery}: one that arrives later than the overlap is never looked at.`,
    do: ({ least }) => `Set "lookback" to at least ${least}, better an hour more than "every".`,
  }),
  'check/no-false-positives': entry<Record<string, never>>({
    severity: 'warning',
    example: {},
    what: () => 'The rule is stable and names no harmless cause of an alert.',
    why: () => 'Whoever is woken by it must know what it looks like when nothing is wrong.',
    do: () => 'List the causes that you know under "falsePositives"; if there are none, say that.',
  }),
  'check/element-lacks': entry<{ readonly field: string; readonly array: string }>({
    severity: 'warning',
    example: { field: 'resources[].ARN', array: 'resources[]' },
    what: ({ field }) => `"'${field}': { exists: false }" holds if one element has no value there.`,
    why: () =>
      'It is mostly meant of all elements; it is also false where there is no element at all, and true beside elements that have a value.',
    do: ({ field, array }) =>
      `Write "not: { '${field}': { exists: true } }" if none may have one. If one without it is meant, say so with "'${array}': { some: … }".`,
  }),
  'check/absence-decides': entry<{
    readonly field: string;
    readonly value: string;
    readonly opposite: string;
  }>({
    severity: 'warning',
    example: { field: 'readOnly', value: 'true', opposite: 'false' },
    what: ({ field, value }) => `"not" around "${field}: ${value}" also matches events without "${field}".`,
    why: () =>
      'A comparison with an absent field is false, and "not" turns it into true. The field is optional.',
    do: ({ field, opposite }) =>
      `Write "${field}: ${opposite}" if the field must be there. If it may be absent, say so: "any: [{ ${field}: ${opposite} }, { ${field}: { exists: false } }]".`,
  }),
  'check/attack-version': entry<{ readonly tag: string; readonly instead: string }>({
    severity: 'warning',
    example: { tag: 'attack.t1562.008', instead: 'attack.t1685.002' },
    what: ({ tag }) => `The tag "${tag}" is not in version 19 of ATT&CK.`,
    why: () =>
      'Version 19 split the tactic Defense Evasion and gave its techniques other numbers; the layer of a bundle, and Sigma, have version 19.',
    do: ({ instead }) => `Write ${instead}.`,
  }),
  'check/shadowed-value': entry<{ readonly value: string; readonly by: string; readonly where: string }>({
    severity: 'warning',
    example: { value: 'svc-build-', by: 'svc-', where: '"startsWith"' },
    what: ({ value, by, where }) =>
      `The value "${value}" changes nothing: "${by}" in ${where} covers it already.`,
    why: () => 'It looks as if it mattered, and whoever removes one of the two will be surprised.',
    do: () => 'Remove one of the two, or make the wider one narrower.',
  }),
} as const;
