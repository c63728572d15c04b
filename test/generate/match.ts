/**
 * `match` trees as an author writes them: every operator on every kind of field, in every nesting.
 *
 * Owns: the shape of clauses. Bounded in size; shrinks to fewer and shallower clauses. Must not: make values
 * (operands.ts does) or events.
 */
import fc from 'fast-check';
import { OPERATOR_NAMES, OPERATORS, type Operator } from '../../src/language/operators.ts';
import {
  ARRAYS,
  BRACKETED,
  CATALOGUE,
  type Choice,
  FREE,
  HOLDERS,
  type Kind,
  NESTED,
  USUAL,
} from './fields.ts';
import { listOf, operandOf, textOf } from './operands.ts';
import type { Data } from './yaml-text.ts';

export type Mapping = Readonly<Record<string, Data>>;
type Entry = readonly [string, Data];

/** Operators that the language allows on the kind, as the operator table says. */
const operatorsOn = (kind: Kind): readonly Operator[] =>
  OPERATOR_NAMES.filter((name) => kind === 'any' || OPERATORS[name].on.includes(kind));

const recordField: fc.Arbitrary<Choice> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...USUAL) },
  { weight: 2, arbitrary: fc.constantFrom(...CATALOGUE) },
  { weight: 4, arbitrary: fc.constantFrom(...FREE) },
);
const arrayField: fc.Arbitrary<Choice> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...BRACKETED) },
  { weight: 1, arbitrary: fc.constantFrom(...NESTED) },
);

const toMapping = (entries: readonly Entry[]): Mapping => Object.fromEntries(entries);

/** Clauses with different keys, since a key stands once. */
const mappingOf = (entry: fc.Arbitrary<Entry>, maxLength: number): fc.Arbitrary<Mapping> =>
  fc.uniqueArray(entry, { minLength: 1, maxLength, selector: ([key]) => key }).map(toMapping);

/** One or two operators of the kind with their right sides, and what case they ask for. */
function testsOn(kind: Kind): fc.Arbitrary<Mapping> {
  const operators = operatorsOn(kind);
  // Each operator equally often, whatever its place in the table.
  const test = fc
    .constantFrom(...operators)
    .chain((name) => operandOf(kind, name).map((value): Entry => [name, value]));
  return fc.tuple(mappingOf(test, 2), fc.option(fc.boolean())).map(([tests, ignoreCase]) => {
    const folds = Object.keys(tests).some((name) => OPERATORS[name as Operator].foldsCase);
    return folds && ignoreCase !== null ? { ...tests, ignoreCase } : tests;
  });
}

/** What stands right of a field's name. */
function clauseOn(kind: Kind): fc.Arbitrary<Data> {
  const tests = testsOn(kind);
  const equals = operandOf(kind, 'equals').filter(isShort);
  return fc.oneof(
    { weight: 4, arbitrary: tests },
    { weight: 1, arbitrary: tests.map((inner) => ({ not: inner })) },
    { weight: 1, arbitrary: fc.tuple(tests, tests).map(([outer, inner]) => ({ ...outer, not: inner })) },
    { weight: 1, arbitrary: equals },
    { weight: 1, arbitrary: fc.array(equals, { minLength: 1, maxLength: 3 }) },
  );
}

/** What can stand without the name of its operator. */
function isShort(value: Data): boolean {
  if (Array.isArray(value)) return false;
  const type = typeof value === 'object' && value !== null && '$param' in value ? value.$param : undefined;
  return typeof value !== 'object' || (type as { readonly type?: string } | undefined)?.type === 'text';
}

const fieldEntry = (field: fc.Arbitrary<Choice>): fc.Arbitrary<Entry> =>
  field.chain(({ name, kind }) => clauseOn(kind).map((value): Entry => [name, value]));

const holderEntry: fc.Arbitrary<Entry> = fc
  .tuple(fc.constantFrom(...HOLDERS), fc.boolean())
  .map(([name, exists]): Entry => [name, { exists }]);

/** A list with columns, or some of them. */
function rowsEntry(field: fc.Arbitrary<Choice>): fc.Arbitrary<Entry> {
  const columns = ['source', 'name', 'third'];
  return fc
    .tuple(
      fc.integer({ min: 2, max: 3 }),
      // Columns take no key that holds white space.
      fc.uniqueArray(
        field.filter(({ name }) => !/\s/.test(name)),
        { minLength: 1, maxLength: 2, selector: ({ name }) => name },
      ),
      fc.option(fc.boolean()),
    )
    .chain(([width, fields, ignoreCase]) => {
      const names = columns.slice(0, width);
      return listOf(names, textOf(fields.some(({ kind }) => kind === 'any') ? 'any' : 'text')).map(
        (list): Entry => [
          'inList',
          {
            list,
            columns: Object.fromEntries(fields.map(({ name }, at) => [names[width - 1 - at] ?? '', name])),
            ...(ignoreCase === null ? {} : { ignoreCase }),
          },
        ],
      );
    });
}

type Weighted = fc.WeightedArbitrary<Entry>;

/** Mappings out of the given clauses and their groups. */
function treeOf(leaves: readonly Weighted[], maxDepth: number, most: number): fc.Arbitrary<Mapping> {
  return fc.letrec<{ mapping: Mapping; entry: Entry }>((tie) => ({
    mapping: mappingOf(tie('entry') as fc.Arbitrary<Entry>, most),
    entry: fc.oneof(
      { maxDepth, withCrossShrink: true },
      ...leaves,
      {
        weight: 3,
        arbitrary: tie('mapping').map((of): Entry => ['not', of]),
      },
      {
        weight: 2,
        arbitrary: fc.array(tie('mapping'), { minLength: 1, maxLength: 3 }).map((of): Entry => ['any', of]),
      },
      {
        weight: 1,
        arbitrary: fc.array(tie('mapping'), { minLength: 1, maxLength: 2 }).map((of): Entry => ['all', of]),
      },
    ),
  })).mapping;
}

/** `'path[]': { some: … }`, in which paths begin at the element. */
const someEntry: fc.Arbitrary<Entry> = fc.constantFrom(...ARRAYS).chain(({ array, keys }) => {
  const field = fc.constantFrom(...keys);
  const leaves: readonly Weighted[] = [
    { weight: 5, arbitrary: fieldEntry(field) },
    { weight: 1, arbitrary: rowsEntry(field) },
  ];
  return treeOf(leaves, 2, 3).map((some): Entry => [array, { some }]);
});

/** What nearly every rule begins with: which calls it is about. */
const scope: fc.Arbitrary<Mapping> = fc
  .record(
    {
      eventSource: fc.constantFrom('sts.amazonaws.com', 'iam.amazonaws.com', 's3.amazonaws.com'),
      eventName: fc.oneof<fc.Arbitrary<Data>[]>(
        fc.constantFrom('AssumeRole', 'GetObject'),
        fc.subarray(['CreateUser', 'CreateRole', 'PutBucketPolicy'], { minLength: 1 }),
      ),
      'userIdentity.type': fc.constant('AssumedRole'),
    },
    { requiredKeys: [] },
  )
  .map((clauses) => clauses as Mapping);

const tree: fc.Arbitrary<Mapping> = treeOf(
  [
    { weight: 8, arbitrary: fieldEntry(recordField) },
    { weight: 3, arbitrary: fieldEntry(arrayField) },
    { weight: 3, arbitrary: someEntry },
    { weight: 1, arbitrary: rowsEntry(recordField) },
    { weight: 1, arbitrary: holderEntry },
  ],
  3,
  3,
);

/** A whole `match`. */
export const match: fc.Arbitrary<Mapping> = fc.oneof(
  { withCrossShrink: true },
  { weight: 2, arbitrary: tree },
  { weight: 1, arbitrary: fc.tuple(scope, tree).map(([calls, rest]) => ({ ...calls, ...rest })) },
);
