/** Diagnostics of the area `test`: fixtures, and the events that the tests of a rule are made of. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

const MEANS = 'The test would run on another event than it says.';

export const TEST_DIAGNOSTICS = {
  'test/event-shape': entry<{ readonly problem: string }>({
    severity: 'error',
    example: { problem: 'This event has both "base" and "inline".' },
    what: ({ problem }) => problem,
    why: () => 'An event is a fixture with changes, or the whole record, and never both.',
    do: () =>
      'Write "event: { base: fixtures/name, set: { field: value } }", or "event: { inline: { … } }" with the whole record.',
  }),
  'test/fixture-shape': entry<{ readonly path: string; readonly problem: string }>({
    severity: 'error',
    example: { path: 'fixtures/a.yml', problem: 'has both "event" and "base"' },
    what: ({ path, problem }) => `The fixture "${path}" ${problem}.`,
    why: () =>
      'A fixture holds one event: the whole record, or another fixture with changes, and never both.',
    do: () =>
      'Write "trailc: 1", "description: …" and either "event: { … }" or "base: fixtures/other"; a .json file may be one bare CloudTrail record.',
  }),
  'test/same-fixture': entry<{ readonly name: string; readonly other: string }>({
    severity: 'error',
    example: { name: 'fixtures/a', other: 'fixtures/a.json' },
    what: ({ name, other }) => `The fixture "${name}" already stands in ${other}.`,
    why: () => 'Tests name a fixture without its ending, so either could be meant.',
    do: () => 'Rename or remove one of the two files.',
  }),
  'test/unknown-fixture': entry<{ readonly name: string; readonly suggestion: string }>({
    severity: 'error',
    example: { name: 'fixtures/assum-role', suggestion: ' Did you mean "fixtures/assume-role"?' },
    what: ({ name }) => `There is no fixture "${name}".`,
    why: () => 'The test has no event to run on.',
    do: ({ suggestion }) =>
      `Write the path of a fixture from the folder of trailc.config.yml, without its ending: fixtures/assume-role.${suggestion}`,
  }),
  'test/broken-fixture': entry<{ readonly name: string }>({
    severity: 'error',
    example: { name: 'fixtures/a' },
    what: ({ name }) => `The fixture "${name}" has faults of its own.`,
    why: () => 'The test has no event to run on.',
    do: () => 'Mend the fixture first; its faults are reported at its own place.',
  }),
  'test/circular-fixture': entry<{ readonly chain: readonly string[] }>({
    severity: 'error',
    example: { chain: ['fixtures/a', 'fixtures/b', 'fixtures/a'] },
    what: ({ chain }) => `Fixtures are based on each other in a circle: ${chain.join(' → ')}.`,
    why: () => 'None of them ever reaches a whole event.',
    do: () => 'Let one of them hold a whole event below "event" instead of a "base".',
  }),
  'test/fixture-chain': entry<{ readonly chain: readonly string[]; readonly limit: number }>({
    severity: 'error',
    example: { chain: ['fixtures/a', 'fixtures/b'], limit: 8 },
    what: ({ chain, limit }) =>
      `The fixture "${chain[0] ?? ''}" stands on more than ${limit} others: ${chain.join(' → ')} → ….`,
    why: () => 'Nobody could tell what the event holds.',
    do: () => 'Base it on a fixture nearer to the whole event.',
  }),
  'test/path': entry<{ readonly path: string; readonly problem: string; readonly fix: string }>({
    severity: 'error',
    example: {
      path: 'resources[].ARN',
      problem: '"[]" means any item, and a change needs one',
      fix: 'Say which item, counted from 0: resources[0].',
    },
    what: ({ path, problem }) => `"${path}" is no path into an event: ${problem}.`,
    why: () => MEANS,
    do: ({ fix }) => fix,
  }),
  'test/derived-field': entry<{ readonly path: string; readonly from: string }>({
    severity: 'error',
    example: { path: 'session.name', from: 'userIdentity.arn' },
    what: ({ path }) => `"${path}" is a derived field; no record holds it.`,
    why: () => `${MEANS} trailc works the field out from others, so a value at this place is never read.`,
    do: ({ from }) => `Change what it is derived from: ${from}.`,
  }),
  'test/unknown-field': entry<{ readonly path: string; readonly first: string; readonly suggestion: string }>(
    {
      severity: 'warning',
      example: {
        path: 'requestParameter.x',
        first: 'requestParameter',
        suggestion: ' Did you mean "requestParameters"?',
      },
      what: ({ path, first }) =>
        `"${path}" is set, but "${first}" is no field of CloudTrail and not in the event.`,
      why: () => `${MEANS} No rule can read what stands there.`,
      do: ({ suggestion }) =>
        `Correct the first word of the path; "trailc fields" lists what there is.${suggestion}`,
    },
  ),
  'test/set-below': entry<{ readonly path: string; readonly at: string; readonly found: string }>({
    severity: 'error',
    example: { path: 'eventName.x', at: 'eventName', found: 'the text "AssumeRole"' },
    what: ({ path, at, found }) => `"${path}" cannot be set: ${found} stands at "${at}".`,
    why: () => `A value can only stand below an object, or at an index of a list. ${MEANS}`,
    do: ({ at }) => `Set "${at}" as a whole, or correct the path.`,
  }),
  'test/index-past-end': entry<{ readonly path: string; readonly at: string; readonly length: number }>({
    severity: 'error',
    example: { path: 'resources[2].ARN', at: 'resources', length: 1 },
    what: ({ path, at, length }) =>
      `"${path}" points past the end: "${at}" has ${length === 1 ? 'one item' : `${length} items`}, counted from [0].`,
    why: () => MEANS,
    do: ({ at }) => `Use a lower index, or set "${at}" as a whole list.`,
  }),
  'test/unset-missing': entry<{ readonly path: string }>({
    severity: 'error',
    example: { path: 'errorCode' },
    what: ({ path }) => `"${path}" is not in the event, so it cannot be taken out.`,
    why: () =>
      'The test says something else than it means: nothing was removed. "set" is applied before "unset".',
    do: () => 'Correct the path, or remove the line.',
  }),
  'test/number': entry<{ readonly written: string; readonly read: string; readonly quoted: string }>({
    severity: 'error',
    example: { written: '012345678901', read: '12345678901', quoted: "'012345678901'" },
    what: ({ written, read }) => `${written} would be read as the number ${read}.`,
    why: () => `${MEANS} CloudTrail writes account ids, versions and the like as texts.`,
    do: ({ quoted }) => `Put it in quotes: ${quoted}.`,
  }),
  'test/key': entry<{ readonly key: string }>({
    severity: 'error',
    example: { key: '__proto__' },
    what: ({ key }) => `An event cannot have the key "${key}".`,
    why: () => 'CloudTrail never writes it, and programs that read JSON treat it in a way of its own.',
    do: () => 'Remove it.',
  }),
} as const;
