/**
 * Predicates as Sigma trees.
 *
 * Owns: what each operator becomes. Must not: name selections or print.
 */

import { describePredicate } from '../../ir/describe.ts';
import {
  dispatchPredicate,
  type Expression,
  type Predicate,
  type PredicateHandlers,
} from '../../ir/expression.ts';
import type { FieldRef, LiteralOperand, TextTest } from '../../language/operands.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import type { Reason } from '../shared/target.ts';
import { sigmaFieldOf } from './fields.ts';
import { isSayable } from './literals.ts';
import { memberTree } from './membership.ts';
import { compareTexts, presenceMap, type Said, type TextKind } from './texts.ts';
import { leaf, NEVER, type SigmaTree } from './tree.ts';

/** A tree, or why there is none. */
export type Translated =
  | { readonly tree: SigmaTree; readonly given: readonly AssumptionName[] }
  | { readonly why: string };

export interface Translation {
  /** Meaningful only without reasons. */
  readonly tree: SigmaTree;
  readonly given: readonly AssumptionName[];
  readonly reasons: readonly Reason[];
}

/** The whole condition; reasons name the clauses that Sigma cannot say. */
export function translate(expression: Expression): Translation {
  switch (expression.kind) {
    case 'predicate': {
      const result = translatePredicate(expression);
      if ('tree' in result) return { ...result, reasons: [] };
      const reason = { span: expression.span, clause: describePredicate(expression), why: result.why };
      return { tree: NEVER, given: [], reasons: [reason] };
    }
    case 'not': {
      const { tree, given, reasons } = translate(expression.of);
      return { tree: { kind: 'not', of: tree }, given, reasons };
    }
    case 'all':
    case 'any': {
      const parts = expression.of.map(translate);
      return {
        tree: { kind: expression.kind, of: parts.map(({ tree }) => tree) },
        given: parts.flatMap(({ given }) => given),
        reasons: parts.flatMap(({ reasons }) => reasons),
      };
    }
  }
}

const UNSAYABLE = 'A value holds half of a surrogate pair, which no document in UTF-8 can hold.';

/** One predicate. */
export function translatePredicate(predicate: Predicate): Translated {
  const texts = 'rows' in predicate ? predicate.rows.flatMap(({ values }) => values) : literalsOf(predicate);
  return texts.every(isSayable) ? dispatchPredicate(predicate, HANDLERS) : { why: UNSAYABLE };
}

const HANDLERS: PredicateHandlers<Translated> = {
  equals: (test) => anyOperand(test, 'equals'),
  oneOf: (test) => anyOperand(test, 'equals'),
  startsWith: (test) => anyOperand(test, 'startsWith'),
  endsWith: (test) => anyOperand(test, 'endsWith'),
  contains: (test) => anyOperand(test, 'contains'),
  exists: ({ field }) =>
    field.definition.type === 'array'
      ? { why: 'Sigma engines differ on whether an empty array exists.' }
      : presence(field),
  differsFrom: (test) => differs(test),
  inList: (test) => memberTree(test),
};

function anyOperand(test: TextTest, kind: TextKind): Translated {
  const texts = literalsOf(test);
  const empty = kind !== 'equals' && texts.includes('');
  const parts = [
    treeOf(
      compareTexts(
        test.field,
        kind,
        texts.filter((text) => kind === 'equals' || text !== ''),
        test.ignoreCase,
      ),
    ),
    // Every text begins with, ends with and contains the empty one.
    ...(empty ? [presence(test.field)] : []),
    ...fieldsOf(test).map((other): Translated => {
      if (kind === 'equals') return sameFields(test.field, other, test.ignoreCase);
      return { why: 'Sigma compares no part of a field with another field.' };
    }),
  ];
  return joinedBy('any', parts);
}

function differs(test: TextTest): Translated {
  const present = presence(test.field);
  const parts = [
    ...literalsOf(test).map((text) =>
      joinedBy('all', [
        present,
        negated(treeOf(compareTexts(test.field, 'equals', [text], test.ignoreCase))),
      ]),
    ),
    ...fieldsOf(test).map((other) =>
      joinedBy('all', [present, presence(other), negated(sameFields(test.field, other, test.ignoreCase))]),
    ),
  ];
  return joinedBy('any', parts);
}

/** `fieldref` ignores case and takes whole fields only. */
function sameFields(left: FieldRef, right: FieldRef, ignoreCase: boolean): Translated {
  const [one, other] = [sigmaFieldOf(left.definition), sigmaFieldOf(right.definition)];
  if (one.kind !== 'plain' || other.kind !== 'plain') {
    return { why: "Sigma's fieldref compares whole fields of the record, not a part of one." };
  }
  if (!ignoreCase) return { why: "Sigma's fieldref ignores case." };
  const ascii = left.definition.domain === 'ascii' && right.definition.domain === 'ascii';
  const same = leaf([[{ field: one.field, modifiers: ['fieldref'], values: [other.field] }]]);
  const given: readonly AssumptionName[] = ascii ? [] : ['ascii-case-only'];
  return joinedBy('all', [presence(left), presence(right), { tree: same, given }]);
}

/** Present and not null: some engines let `exists` hold on JSON null, all let `null` hold there. */
function presence(field: FieldRef): Translated {
  const form = sigmaFieldOf(field.definition);
  const present = treeOf(presenceMap(field));
  if (form.kind !== 'plain') return present;
  const isNull = leaf([[{ field: form.field, modifiers: [], values: [null] }]], 'null');
  return joinedBy('all', [present, { tree: { kind: 'not', of: isNull }, given: [] }]);
}

function treeOf(said: Said): Translated {
  return 'maps' in said ? { tree: leaf(said.maps), given: said.given } : said;
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
