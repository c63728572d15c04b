/** Diagnostics of the area `match`: the form of the clauses, before any name is looked up. See ../catalogue.ts. */
import { entry, listed } from '../diagnostic.ts';

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

export const MATCH_DIAGNOSTICS = {
  'match/not-a-mapping': entry<{ readonly where: string; readonly found: string }>({
    severity: 'error',
    example: { where: '"match"', found: 'a list' },
    what: ({ where, found }) => `${where} must be a mapping of clauses; found ${found}.`,
    why: () =>
      'A clause is `field: value` or `field: { operator: value }`, or `all`, `any`, `not` with more of them.',
    do: () => 'Write at least one clause, such as `eventName: AssumeRole`.',
  }),
  'match/empty': entry<{ readonly where: string }>({
    severity: 'error',
    example: { where: '"any"' },
    what: ({ where }) => `${where} holds no clause.`,
    why: () => 'Nobody could tell whether it should hold for every event or for none.',
    do: () => 'Add a clause such as `eventName: AssumeRole`, or remove it.',
  }),
  'match/any-of-mapping': entry<{ readonly keys: readonly string[] }>({
    severity: 'error',
    example: { keys: ['eventName', 'eventSource'] },
    what: ({ keys }) => `"any" holds one mapping with ${keys.length} clauses: ${listed(keys)}.`,
    why: () => 'A mapping means "and", so it reads as if all of them had to hold; "any" was hardly meant so.',
    do: () => 'Write a list, each alternative an item with `- ` before it.',
  }),
  'match/not-of-list': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => '"not" holds a list.',
    why: () => 'It could mean "none of them" or "not all of them".',
    do: () =>
      'Write `not: { any: [ … ] }` for "none of them", or `not: { all: [ … ] }` for "not all of them".',
  }),
  'match/null': entry<{ readonly field: string }>({
    severity: 'error',
    example: { field: 'errorCode' },
    what: ({ field }) => `"${field}" is compared with nothing.`,
    why: () =>
      'A comparison needs a value. Absent and null are the same to trailc, and neither equals anything.',
    do: ({ field }) =>
      `Write \`${field}: { exists: false }\` for "absent or null". For the text null, write \`'null'\`; for the empty text, \`''\`.`,
  }),
  'match/unknown-operator': entry<{
    readonly operator: string;
    readonly suggestion: string;
    readonly operators: readonly string[];
  }>({
    severity: 'error',
    example: {
      operator: 'startWith',
      suggestion: ' Did you mean "startsWith"?',
      operators: ['equals', 'oneOf', 'startsWith'],
    },
    what: ({ operator, suggestion }) => `There is no operator "${operator}".${suggestion}`,
    why: () => 'Below a field stand operators, and `ignoreCase` and `not`; below an array, `some`.',
    do: ({ operators }) =>
      `Use one of: ${operators.join(', ')}. A longer path is one key with dots: \`userIdentity.type: Root\`.`,
  }),
  'match/foreign-operator': entry<{ readonly operator: string; readonly fix: string }>({
    severity: 'error',
    example: { operator: 'endswith', fix: 'Write `endsWith`.' },
    what: ({ operator }) => `"${operator}" is an operator of another tool.`,
    why: () =>
      'Operators of other tools differ in small ways (case, wildcards, lists), so none is read as if it were ours.',
    do: ({ fix }) => fix,
  }),
  'match/foreign-modifier': entry<{ readonly key: string; readonly fix: string }>({
    severity: 'error',
    example: { key: 'userAgent|contains', fix: 'Write `userAgent: { contains: curl, ignoreCase: true }`.' },
    what: ({ key }) => `"${key}" is a field with a modifier, as Sigma writes it.`,
    why: () =>
      'Operators stand below the field here. Sigma ignores case where nothing is said; trailc does not.',
    do: ({ fix }) => fix,
  }),
  'match/foreign-word': entry<{ readonly word: string; readonly fix: string }>({
    severity: 'error',
    example: { word: 'selection', fix: 'Move its clauses one level up.' },
    what: ({ word }) => `"${word}" is a word of another tool and has no meaning in "match".`,
    why: () =>
      'Clauses stand directly in `match`; there are no named parts and no condition that joins them.',
    do: ({ fix }) => fix,
  }),
  'match/no-operator': entry<{ readonly field: string; readonly operators: readonly string[] }>({
    severity: 'error',
    example: { field: 'userAgent', operators: ['equals', 'oneOf', 'startsWith'] },
    what: ({ field }) => `"${field}" has no operator.`,
    why: () => 'Without one there is nothing to test.',
    do: ({ operators }) => `Add one of: ${operators.join(', ')}.`,
  }),
  'match/operand': entry<{
    readonly operator: string;
    readonly found: string;
    readonly wanted: string;
    readonly example: string;
  }>({
    severity: 'error',
    example: { operator: 'exists', found: 'a list', wanted: 'true or false', example: 'exists: true' },
    what: ({ operator, found, wanted }) => `"${operator}" takes ${wanted}; found ${found}.`,
    why: () => 'Each operator compares with one kind of right side.',
    do: ({ example }) => `Write it like this: \`${example}\`.`,
  }),
  'match/empty-text': entry<{ readonly operator: string; readonly field: string }>({
    severity: 'error',
    example: { operator: 'contains', field: 'userAgent' },
    what: ({ operator }) => `"${operator}" with an empty text.`,
    why: () =>
      'Every text begins with, ends with, contains and matches the empty text, so this is always true.',
    do: ({ field }) =>
      `Write the text that is meant. To ask whether the field is there: \`${field}: { exists: true }\`.`,
  }),
  'match/number': entry<{ readonly typed: string }>({
    severity: 'error',
    example: { typed: '012345678901' },
    what: ({ typed }) => `${typed} is a number that tools do not keep as it is typed.`,
    why: () => 'Only whole numbers of at most 15 digits without leading zeros look the same in every engine.',
    do: ({ typed }) => `If it is a text (an account id, a version), put it in quotes: ${quote(typed)}.`,
  }),
  'match/number-for-text': entry<{ readonly field: string; readonly typed: string; readonly type: string }>({
    severity: 'error',
    example: { field: 'recipientAccountId', typed: '123456789012', type: 'text' },
    what: ({ field, typed, type }) => `"${field}" holds ${type}, but ${typed} is a number.`,
    why: () =>
      'An account id that begins with 0 loses it, and version 1.10 becomes 1.1, as soon as a tool reads a number.',
    do: ({ typed }) => `Put it in quotes: ${quote(typed)}.`,
  }),
  'match/flag': entry<{ readonly key: string; readonly found: string }>({
    severity: 'error',
    example: { key: 'ignoreCase', found: 'the text "yes"' },
    what: ({ key, found }) => `"${key}" is true or false; found ${found}.`,
    why: () => 'In YAML 1.2, yes, no, on and off are texts.',
    do: ({ key }) => `Write \`${key}: true\` or \`${key}: false\`.`,
  }),
  'match/not-in-not': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => '"not" stands inside "not" below one field.',
    why: () => 'Two negations of one value are hard to read and never needed.',
    do: () => 'Move what is inside one level up.',
  }),
  'match/field-ref': entry<{ readonly key: string; readonly suggestion: string }>({
    severity: 'error',
    example: { key: 'feild', suggestion: ' Did you mean "field"?' },
    what: ({ key, suggestion }) => `A comparison with another field has no key "${key}".${suggestion}`,
    why: () => 'A mapping on the right side of an operator names a field and nothing else.',
    do: () => 'Write `{ field: session.name }`. `ignoreCase` stands beside the operator.',
  }),
  'match/field-ref-name': entry<{ readonly found: string }>({
    severity: 'error',
    example: { found: 'a list' },
    what: ({ found }) => `"field" must be the name of a field; found ${found}.`,
    why: () => 'The two fields are read from the same event.',
    do: () => 'Write `{ field: session.name }`.',
  }),
  'match/param-for-pattern': entry<{ readonly param: string }>({
    severity: 'error',
    example: { param: 'agents' },
    what: ({ param }) => `"matches" takes a regular expression, and "$${param}" refers to a param.`,
    why: () => 'A pattern is part of what the rule means, so its tests must show it in full.',
    do: () =>
      'Write the pattern here; for values of an environment, use startsWith, endsWith, contains or oneOf with the param. A "$" that is meant as the end of the text stands last.',
  }),
  'match/some-alone': entry<{ readonly key: string; readonly array: string }>({
    severity: 'error',
    example: { key: 'contains', array: 'resources[]' },
    what: ({ key }) => `"${key}" stands beside "some".`,
    why: () => '"some" holds clauses on the keys of one element, operators speak of an element itself.',
    do: ({ key, array }) =>
      key === 'ignoreCase'
        ? 'Move it into the clauses below "some" that it is meant for.'
        : key === 'not'
          ? 'For an element that does not meet the clauses, write `not:` below "some".'
          : `Write two clauses on '${array}' below \`all:\`, or move it below "some".`,
  }),
  'match/some-in-not': entry<{ readonly array: string }>({
    severity: 'error',
    example: { array: 'resources[]' },
    what: () => '"some" stands below "not" of a field.',
    why: () => 'It could mean "no element does" or "some element does not".',
    do: ({ array }) =>
      `Write \`not: { '${array}': { some: … } }\` for "no element does", or \`'${array}': { some: { not: … } }\` for "some element does not".`,
  }),
  'match/some-without-brackets': entry<{ readonly field: string }>({
    severity: 'error',
    example: { field: 'resources' },
    what: ({ field }) => `"${field}" has "some" below it and does not end in "[]".`,
    why: () => '"some" binds conditions to one element of an array, and "[]" marks the array.',
    do: ({ field }) => `Write '${field}[]': { some: { … } }.`,
  }),
  'match/rows-needed': entry<{ readonly list: string }>({
    severity: 'error',
    example: { list: 'ignoredActions' },
    what: ({ list }) => `"inList" names the list "${list}", but no field.`,
    why: () => 'As a clause of its own, it must say which field goes with which column.',
    do: ({ list }) =>
      `Write \`field: { inList: ${list} }\`, or \`inList: { list: ${list}, columns: { column: field } }\`.`,
  }),
  'match/rows-below-field': entry<{ readonly field: string }>({
    severity: 'error',
    example: { field: 'eventName' },
    what: ({ field }) => `"inList" with columns stands below the field "${field}".`,
    why: () => 'Its columns name their own fields, so a field above them has no meaning.',
    do: () => 'Write `inList: { list: …, columns: { … } }` as a clause of its own.',
  }),
  'match/rows-key': entry<{ readonly key: string; readonly suggestion: string }>({
    severity: 'error',
    example: { key: 'colums', suggestion: ' Did you mean "columns"?' },
    what: ({ key, suggestion }) => `"inList" has no key "${key}".${suggestion}`,
    why: () => 'It takes `list`, `columns` and `ignoreCase`.',
    do: () =>
      'Write `inList: { list: ignoredActions, columns: { eventSource: eventSource, eventName: eventName } }`.',
  }),
  'match/rows-part': entry<{ readonly key: string; readonly found: string; readonly wanted: string }>({
    severity: 'error',
    example: { key: 'columns', found: 'nothing', wanted: 'a mapping of columns to fields' },
    what: ({ key, found, wanted }) => `"${key}" of "inList" must be ${wanted}; found ${found}.`,
    why: () => 'A row of the list matches when each column named here equals its field.',
    do: () =>
      'Write `inList: { list: ignoredActions, columns: { eventSource: eventSource, eventName: eventName } }`.',
  }),
} as const;
