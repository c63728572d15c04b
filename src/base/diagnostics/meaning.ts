/** Diagnostics of the area `meaning`: names that must resolve, and values that must fit. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export const MEANING_DIAGNOSTICS = {
  'meaning/unknown-field': entry<{ readonly what: string; readonly fix: string }>({
    severity: 'error',
    example: { what: 'CloudTrail has no field "evntName".', fix: 'Did you mean "eventName"?' },
    what: ({ what }) => what,
    why: () => 'A condition on a field that never occurs is never true, and its "not" is always true.',
    do: ({ fix }) => fix,
  }),
  'meaning/field-case': entry<{ readonly what: string; readonly fix: string }>({
    severity: 'error',
    example: { what: 'CloudTrail spells this field "eventName", not "eventname".', fix: 'Write eventName.' },
    what: ({ what }) => what,
    why: () =>
      'Keys of a record are case-sensitive; some targets would find the field all the same, and others would not.',
    do: ({ fix }) => fix,
  }),
  'meaning/field-path': entry<{ readonly what: string; readonly fix: string }>({
    severity: 'error',
    example: { what: 'The path "a..b" has an empty part.', fix: 'Remove one of the dots.' },
    what: ({ what }) => what,
    why: () => 'A path is read key by key, the same way in every target.',
    do: ({ fix }) => fix,
  }),
  'meaning/field-shape': entry<{ readonly what: string; readonly fix: string }>({
    severity: 'error',
    example: { what: 'Nothing stands below "eventName".', fix: 'Write eventName.' },
    what: ({ what }) => what,
    why: () => 'A condition on a path that can never exist is never true, and its "not" is always true.',
    do: ({ fix }) => fix,
  }),
  'meaning/array-here': entry<{ readonly field: string; readonly where: string; readonly fix: string }>({
    severity: 'error',
    example: { field: 'resources[].ARN', where: 'a title', fix: 'Name a field of one value.' },
    what: ({ field, where }) => `"${field}" means any element of an array, and stands ${where}.`,
    why: () => 'There, one value is wanted; which of several it would be, no two engines agree on.',
    do: ({ fix }) => fix,
  }),
  'meaning/object-field': entry<{ readonly field: string; readonly type: string; readonly children: string }>(
    {
      severity: 'error',
      example: { field: 'userIdentity', type: 'object', children: 'userIdentity.type, userIdentity.arn' },
      what: ({ field, type }) => `"${field}" is an ${type} and has no text of its own.`,
      why: () => 'Targets store such values differently, so only the values inside one can be compared.',
      do: ({ children }) => `Name a child${children === '' ? '' : `, such as ${children}`}.`,
    },
  ),
  'meaning/operator-on-type': entry<{
    readonly operator: string;
    readonly field: string;
    readonly type: string;
    readonly allowed: string;
  }>({
    severity: 'error',
    example: { operator: 'startsWith', field: 'readOnly', type: 'boolean', allowed: 'equals, exists' },
    what: ({ operator, field, type }) =>
      `"${operator}" cannot be used on "${field}", which is of type ${type}.`,
    why: () => 'The operator has no meaning on such a value that every target shares.',
    do: ({ allowed }) => `Use one of: ${allowed}.`,
  }),
  'meaning/value-of-type': entry<{
    readonly field: string;
    readonly value: string;
    readonly type: string;
    readonly wanted: string;
  }>({
    severity: 'error',
    example: { field: 'readOnly', value: 'yes', type: 'boolean', wanted: 'true or false' },
    what: ({ field, value, type }) =>
      `"${value}" can never be the value of "${field}", which is of type ${type}.`,
    why: () => 'The clause would be false on every event.',
    do: ({ wanted }) => `Write ${wanted}.`,
  }),
  'meaning/unknown-param': entry<{ readonly param: string; readonly suggestion: string }>({
    severity: 'error',
    example: { param: 'domain', suggestion: ' Did you mean "domains"?' },
    what: ({ param, suggestion }) => `The rule declares no param "${param}".${suggestion}`,
    why: () => 'A whole scalar "$name" is a reference to a param.',
    do: ({ param }) => `Declare it under "params", or write "$$${param}" for the text "$${param}".`,
  }),
  'meaning/list-param-for-one': entry<{ readonly param: string; readonly operator: string }>({
    severity: 'error',
    example: { param: 'domains', operator: 'differsFrom' },
    what: ({ param, operator }) => `"${operator}" takes one value, and the param "${param}" is a list.`,
    why: ({ operator }) =>
      operator === 'differsFrom'
        ? 'Differing from one of several values is true of nearly everything.'
        : 'Of several limits, only one decides.',
    do: ({ operator }) =>
      `Use a param of type text${operator === 'differsFrom' ? ', or "not" around oneOf' : ' or integer'}.`,
  }),
  'meaning/text-param-for-list': entry<{
    readonly param: string;
    readonly type: string;
    readonly operator: string;
  }>({
    severity: 'error',
    example: { param: 'domain', type: 'text', operator: 'oneOf' },
    what: ({ param, type, operator }) =>
      `"${operator}" takes a list, and the param "${param}" is of type ${type}.`,
    why: () => 'A list that holds one value today is a list; its type says so.',
    do: ({ param }) => `Declare "${param}" as list<text>, or use equals.`,
  }),
  'meaning/param-type': entry<{
    readonly param: string;
    readonly type: string;
    readonly why: string;
    readonly fix: string;
  }>({
    severity: 'error',
    example: {
      param: 'limit',
      type: 'integer',
      why: 'userAgent is compared as text',
      fix: 'Declare it as text.',
    },
    what: ({ param, type, why }) => `The param "${param}" is of type ${type}, and ${why}.`,
    why: () => 'A value of the wrong type would make the clause false, or the setting void, in silence.',
    do: ({ fix }) => fix,
  }),
  'meaning/pattern': entry<{ readonly what: string; readonly fix: string }>({
    severity: 'error',
    example: { what: 'The pattern holds "\\d".', fix: 'Write [0-9].' },
    what: ({ what }) => what,
    why: () =>
      'Only what every engine reads alike, and in linear time, is a portable regular expression: literals, ".", ASCII classes, "^", "$", alternatives, groups, and repetition of one character.',
    do: ({ fix }) => fix,
  }),
  'meaning/network': entry<{ readonly what: string; readonly fix: string }>({
    severity: 'error',
    example: { what: '"10.0.0.0/33" is no network.', fix: 'Write a prefix of 0 to 32.' },
    what: ({ what }) => what,
    why: () =>
      'A block that engines read differently, or not at all, would match different addresses in each.',
    do: ({ fix }) => fix,
  }),
  'meaning/limit': entry<{ readonly operator: string; readonly limit: string; readonly wanted: string }>({
    severity: 'error',
    example: { operator: 'atLeast', limit: '1.8.1', wanted: "a version as 'major.minor'" },
    what: ({ operator, limit }) => `"${operator}" has no order for "${limit}".`,
    why: () =>
      'Only whole numbers, times and versions are greater or less than one another, each among their own.',
    do: ({ wanted }) => `Write ${wanted}.`,
  }),
  'meaning/unknown-list': entry<{ readonly list: string; readonly suggestion: string }>({
    severity: 'error',
    example: { list: 'ignoredAction', suggestion: ' Did you mean "ignoredActions"?' },
    what: ({ list, suggestion }) => `There is no list "${list}".${suggestion}`,
    why: () => 'A list that is missing would let everything through, or nothing.',
    do: () => 'Add a file with that "name" to a folder of "lists" in trailc.config.yml.',
  }),
  'meaning/list-needs-columns': entry<{ readonly list: string; readonly columns: string }>({
    severity: 'error',
    example: { list: 'ignoredActions', columns: 'eventSource, eventName' },
    what: ({ list, columns }) =>
      `The list "${list}" has the columns ${columns}, and a single field is not one of its rows.`,
    why: () => 'A row holds only when every column named holds.',
    do: ({ list, columns }) =>
      `Write "inList: { list: ${list}, columns: { ${columns
        .split(', ')
        .map((c) => `${c}: …`)
        .join(', ')} } }" without a field before it.`,
  }),
  'meaning/unknown-column': entry<{
    readonly list: string;
    readonly column: string;
    readonly suggestion: string;
  }>({
    severity: 'error',
    example: { list: 'ignoredActions', column: 'eventname', suggestion: ' Did you mean "eventName"?' },
    what: ({ list, column, suggestion }) => `The list "${list}" has no column "${column}".${suggestion}`,
    why: () => 'Columns are matched by name.',
    do: () => 'Use the names under "columns" in the list.',
  }),
  'meaning/title-braces': entry<{ readonly title: string }>({
    severity: 'error',
    example: { title: '{actor signed in' },
    what: ({ title }) => `A "{" in the title "${title}" is never closed.`,
    why: () => '{field} is filled in from the event.',
    do: () => 'Close it, or write "{{" for a brace.',
  }),
  'meaning/param-value-missing': entry<{ readonly param: string; readonly environment: string }>({
    severity: 'error',
    example: { param: 'domains', environment: 'production' },
    what: ({ param, environment }) => `The environment "${environment}" gives the param "${param}" no value.`,
    why: () => 'A param has no default: a forgotten company domain would be a silent blind spot.',
    do: ({ param }) => `Add "${param}" to "params" of that environment in trailc.config.yml.`,
  }),
  'meaning/param-value-type': entry<{
    readonly param: string;
    readonly wanted: string;
    readonly example: string;
    readonly rule: string;
  }>({
    severity: 'error',
    example: { param: 'domains', wanted: 'a list of texts', example: "['@example.com']", rule: 'root-login' },
    what: ({ param, rule, wanted }) => `The value of "${param}" must be ${wanted}, says the rule "${rule}".`,
    why: () => 'A param is typed where it is declared.',
    do: ({ param, example }) => `Write it like this: ${param}: ${example}.`,
  }),
  'meaning/param-value-pattern': entry<{
    readonly param: string;
    readonly value: string;
    readonly pattern: string;
    readonly rule: string;
  }>({
    severity: 'error',
    example: { param: 'domains', value: 'example.com', pattern: '^@', rule: 'root-login' },
    what: ({ param, value, pattern }) =>
      `"${value}" does not fit the pattern ${pattern} of the param "${param}".`,
    why: ({ rule }) =>
      `The rule "${rule}" relies on the pattern; without it the condition means something else.`,
    do: ({ pattern }) => `Write a value that fits ${pattern}.`,
  }),
} as const;
