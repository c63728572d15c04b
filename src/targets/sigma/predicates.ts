/**
 * Predicates as Sigma trees.
 *
 * Owns: what each operator becomes, for a field of the record and for one of an array's elements. Must not: name
 * selections or print.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import { dispatchPredicate, type Predicate, type PredicateHandlers } from '../../ir/expression.ts';
import type { FieldRef, LiteralOperand, PatternTest, TextTest } from '../../language/operands.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import { networkMaps } from './cidr.ts';
import { type Subject, subjectOf } from './fields.ts';
import { beyondLimit } from './limits.ts';
import { isSayable } from './literals.ts';
import { matchPatterns } from './matches.ts';
import { memberTree } from './membership.ts';
import { orderTree } from './order.ts';
import { asText, compareTexts, presenceMap, type Said, type TextKind } from './texts.ts';
import { leaf, type SigmaTree } from './tree.ts';

/** A tree, or why there is none. */
export type Translated =
  | { readonly tree: SigmaTree; readonly given: readonly AssumptionName[] }
  | { readonly why: string };

const UNSAYABLE = 'A value holds half of a surrogate pair, which no document in UTF-8 can hold.';

/** One predicate; inside a `some`, `array` is the path of its array from the top of the record. */
export function translatePredicate(predicate: Predicate, array?: FieldPath): Translated {
  return textsOf(predicate).every(isSayable)
    ? dispatchPredicate(predicate, handlers(array))
    : { why: UNSAYABLE };
}

function textsOf(predicate: Predicate): readonly string[] {
  if ('rows' in predicate) return predicate.rows.flatMap(({ values }) => values);
  return 'patterns' in predicate ? predicate.patterns.map(({ text }) => text) : literalsOf(predicate);
}

function handlers(array: FieldPath | undefined): PredicateHandlers<Translated> {
  const subject = (field: FieldRef) => subjectOf(field, array);
  return {
    equals: (test) => anyOperand(test, 'equals', array),
    oneOf: (test) => anyOperand(test, 'equals', array),
    startsWith: (test) => anyOperand(test, 'startsWith', array),
    endsWith: (test) => anyOperand(test, 'endsWith', array),
    contains: (test) => anyOperand(test, 'contains', array),
    matches: (test) => anyPattern(test, subject(test.field)),
    exists: ({ field }) => {
      if (field.definition.type === 'array') return { why: NO_EMPTY_ARRAY };
      return isWholeElement(field) ? { why: NO_WHOLE_ELEMENT } : exists(subject(field));
    },
    differsFrom: (test) => differs(test, array),
    greaterThan: (test) => orderTree('greaterThan', test, subject(test.field)),
    atLeast: (test) => orderTree('atLeast', test, subject(test.field)),
    lessThan: (test) => orderTree('lessThan', test, subject(test.field)),
    atMost: (test) => orderTree('atMost', test, subject(test.field)),
    inCidr: (test) => treeOf(networkMaps(test.networks, subject(test.field))),
    inList: (test) => memberTree(test, array),
  };
}

const NO_EMPTY_ARRAY = 'Sigma engines differ on whether an empty array exists.';
const NO_WHOLE_ELEMENT =
  'Sigma engines differ on whether a name that leads to an array of objects exists; ask for a field of the element.';

function isWholeElement({ definition: { value } }: FieldRef): boolean {
  return value.kind === 'element' && value.path.length === 0;
}

function anyOperand(test: TextTest, kind: TextKind, array: FieldPath | undefined): Translated {
  const subject = subjectOf(test.field, array);
  const texts = literalsOf(test);
  const empty = kind !== 'equals' && texts.includes('');
  const wanted = texts.filter((text) => kind === 'equals' || text !== '');
  const parts = [
    treeOf(compareTexts(subject, kind, wanted, test.ignoreCase)),
    // Every text begins with, ends with and contains the empty one.
    ...(empty ? [presence(subject)] : []),
    ...fieldsOf(test).map((other): Translated => {
      if (kind === 'equals') return sameFields(subject, subjectOf(other, array), test.ignoreCase);
      return { why: 'Sigma compares no part of a field with another field.' };
    }),
  ];
  return joinedBy('any', parts);
}

function anyPattern({ patterns }: PatternTest, subject: Subject): Translated {
  const { said, everywhere } = matchPatterns(
    subject,
    patterns.map(({ pattern }) => pattern),
  );
  return joinedBy('any', [treeOf(said), ...(everywhere ? [presence(subject)] : [])]);
}

function differs(test: TextTest, array: FieldPath | undefined): Translated {
  const subject = subjectOf(test.field, array);
  if (isMany(subject)) return { why: NO_ELEMENT_FAILS };
  const present = presence(subject);
  const parts = [
    ...literalsOf(test).map((text) =>
      joinedBy('all', [present, negated(treeOf(compareTexts(subject, 'equals', [text], test.ignoreCase)))]),
    ),
    ...fieldsOf(test).map((field) => {
      const other = subjectOf(field, array);
      return joinedBy('all', [
        present,
        presence(other),
        negated(sameFields(subject, other, test.ignoreCase)),
      ]);
    }),
  ];
  return joinedBy('any', parts);
}

export const NO_ELEMENT_FAILS =
  'Sigma flattens arrays: it says that no element meets a test, but not that some element fails it.';
const NO_FIELDREF_IN_ARRAYS =
  'Sigma does not say of which element of an array a fieldref is, and engines differ.';

/** `fieldref` ignores case and takes whole fields only. */
function sameFields(left: Subject, right: Subject, ignoreCase: boolean): Translated {
  if (left.form.kind !== 'plain' || right.form.kind !== 'plain') {
    return { why: "Sigma's fieldref compares whole fields of the record, not a part of one." };
  }
  if (isMany(left) || isMany(right)) return { why: NO_FIELDREF_IN_ARRAYS };
  if (!ignoreCase) return { why: "Sigma's fieldref ignores case." };
  const same = leaf([[{ field: left.form.field, modifiers: ['fieldref'], values: [right.form.field] }]]);
  const given: readonly AssumptionName[] = [
    'ascii-case-only',
    ...[left, right].flatMap(({ definition }) => asText(definition)),
  ];
  return joinedBy('all', [presence(left), presence(right), { tree: same, given }]);
}

/** Present and not null: some engines let `exists` hold on JSON null, all let `null` hold there. */
function presence(subject: Subject): Translated {
  const { form } = subject;
  const present = treeOf(presenceMap(subject));
  if (form.kind !== 'plain' || form.many) return present;
  const isNull = leaf([[{ field: form.field, modifiers: [], values: [null] }]], 'null');
  return joinedBy('all', [present, { tree: { kind: 'not', of: isNull }, given: [] }]);
}

/** What `exists` asks for may be an object, on which engines differ; a derived field is a text or nothing. */
function exists(subject: Subject): Translated {
  const said = presence(subject);
  if ('why' in said || subject.definition.derived) return said;
  return { ...said, given: [...said.given, 'no-empty-object'] };
}

const isMany = ({ form }: Subject) => form.kind === 'plain' && form.many;

function treeOf(said: Said): Translated {
  if ('why' in said) return said;
  const why = beyondLimit('The values', said.maps);
  return why === undefined ? { tree: leaf(said.maps), given: said.given } : { why };
}

function negated(part: Translated): Translated {
  return 'tree' in part ? { tree: { kind: 'not', of: part.tree }, given: part.given } : part;
}

function joinedBy(kind: 'all' | 'any', parts: readonly Translated[]): Translated {
  const refused = parts.find((part) => 'why' in part);
  if (refused !== undefined) return refused;
  const said = parts.filter((part) => 'tree' in part);
  return { tree: { kind, of: said.map(({ tree }) => tree) }, given: said.flatMap(({ given }) => given) };
}

function literalsOf(predicate: Predicate | TextTest): readonly string[] {
  if (!('operands' in predicate)) return [];
  return predicate.operands
    .filter((operand): operand is LiteralOperand => operand.kind === 'literal')
    .map(({ text }) => text);
}

function fieldsOf(test: TextTest): readonly FieldRef[] {
  return test.operands.filter((operand): operand is FieldRef => operand.kind === 'field');
}
