/**
 * What a condition means, as a small tree of plain data that can be kept in a file, compared and put into words.
 *
 * Two conditions that differ only in how and where they were written have one tree: groups are flat and sorted, equal
 * parts stand once, `oneOf` is `equals`, patterns and networks are spelled as they were parsed, and texts are in lower
 * case where case is ignored. It is no decision procedure: conditions that are equal for a deeper reason (De Morgan) may
 * have two trees.
 *
 * Owns: that tree. meaning/rule.ts makes it for a rule apart from any environment; difference.ts compares two.
 * Must not: keep spans, or anything that says why a clause is there.
 */
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import type { FieldRef } from '../../language/operands.ts';
import { spellPath } from '../../language/path.ts';
import type { ArrayRef, Expression, Predicate } from '../expression.ts';
import { canonicalJson, sha256 } from '../hash.ts';
import { normalForm } from '../normal.ts';
import { type Comparison, comparisonOf } from './values.ts';

/** Groups are sorted by the canonical JSON of their parts. An empty `all` is true, an empty `any` false. */
export type Meaning =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Meaning[] }
  | { readonly kind: 'not'; readonly of: Meaning }
  /** One element of the array, spelled with its `[]`, meets `of`. */
  | { readonly kind: 'some'; readonly array: string; readonly of: Meaning }
  | MeaningTest;

export interface MeaningTest extends Comparison {
  readonly kind: 'test';
  /** Of the language; `equals` stands for `oneOf` too. */
  readonly operator: string;
  /** Its left side; absent where several columns of a list are compared. */
  readonly field?: string;
  /** Column to field, of a list with columns. */
  readonly columns?: Readonly<Record<string, string>>;
}

export interface RuleMeaning {
  readonly condition: Meaning;
  /** Types of the params that the condition reads, by name; empty where an environment has filled them in. */
  readonly params: Readonly<Record<string, string>>;
  /** SHA-256 of both, and of where each field takes its value from. */
  readonly sha256: string;
}

/** Params that are left open, by the place (UTF-16 offset) at which they stand in the rule. */
export type OpenParams = ReadonlyMap<number, { readonly name: string; readonly type: string }>;

/** With `open`, the params it names stand as `$name` in the place of their values, and lists without what they hold. */
export function meaningOf(condition: Expression, open?: OpenParams): RuleMeaning {
  const scope: Scope = { open, params: new Map(), fields: new Map() };
  const { tree, key } = build(normalForm(condition), scope);
  const params = sortedRecord(scope.params);
  const fields = [...scope.fields].sort(byName).map(([name, held]) => `${JSON.stringify(name)}:${held}`);
  const hashed = `{"condition":${key},"fields":{${fields.join(',')}},"params":${JSON.stringify(params)}}`;
  return { condition: tree, params, sha256: sha256(hashed) };
}

interface Scope {
  readonly open: OpenParams | undefined;
  readonly params: Map<string, string>;
  /** What decides a verdict of each field's definition, as JSON: two versions of trailc may differ there. */
  readonly fields: Map<string, string>;
  /** The array of the `some` around it. */
  readonly within?: string;
}

/** A tree with its canonical JSON, by which it is sorted and told from others. */
interface Keyed {
  readonly tree: Meaning;
  readonly key: string;
  /** Of a group. */
  readonly parts?: readonly Keyed[];
}

/** Operators that say the same and take other right sides. */
const SAME_AS: Readonly<Record<string, string>> = { oneOf: 'equals' };

function build(expression: Expression, scope: Scope): Keyed {
  switch (expression.kind) {
    case 'all':
    case 'any':
      return group(
        expression.kind,
        expression.of.map((part) => build(part, scope)),
      );
    case 'not':
      return negation(build(expression.of, scope));
    case 'some': {
      const array = arrayName(expression.array, scope);
      const of = build(expression.of, { ...scope, within: array });
      const key = `{"array":${JSON.stringify(array)},"kind":"some","of":${of.key}}`;
      return { tree: { array, kind: 'some', of: of.tree }, key };
    }
    case 'predicate': {
      const tree = test(expression, scope);
      return { tree, key: JSON.stringify(tree) };
    }
  }
}

/** Its keys stand in code-unit order, so that its JSON is canonical without being sorted. */
function test(predicate: Predicate, scope: Scope): MeaningTest {
  const { operator } = predicate;
  const name = (field: FieldRef) => fieldName(field, scope);
  const noteParam = ({ name: param, type }: { readonly name: string; readonly type: string }) =>
    scope.params.set(param, type);
  const { list, values, scale, ignoreCase } = comparisonOf(predicate, { open: scope.open, name, noteParam });
  const field = fieldOf(predicate);
  return {
    ...('columns' in predicate && field === undefined ? { columns: columnsOf(predicate.columns, name) } : {}),
    ...(field === undefined ? {} : { field: name(field) }),
    ...(ignoreCase === undefined ? {} : { ignoreCase }),
    kind: 'test',
    ...(list === undefined ? {} : { list }),
    operator: SAME_AS[operator] ?? operator,
    ...(scale === undefined ? {} : { scale }),
    ...(values === undefined ? {} : { values }),
  };
}

type Columns = readonly { readonly column: string; readonly field: FieldRef }[];

/** The one field on the left; a list of plain values has one too. */
function fieldOf(predicate: Predicate): FieldRef | undefined {
  if (!('columns' in predicate)) return predicate.field;
  const [only] = predicate.columns;
  return predicate.columns.length === 1 && only?.column === 'value' ? only.field : undefined;
}

const columnsOf = (columns: Columns, name: (field: FieldRef) => string) =>
  sortedRecord(columns.map(({ column, field }) => [column, name(field)]));

/** Parts that stand twice stand once; that may leave a group of one, whose content is then of the kind around it. */
function group(kind: 'all' | 'any', parts: readonly Keyed[]): Keyed {
  const distinct = new Map<string, Keyed>();
  for (const part of parts) {
    for (const inner of part.tree.kind === kind ? (part.parts ?? []) : [part]) distinct.set(inner.key, inner);
  }
  const sorted = [...distinct.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const [only] = sorted;
  if (sorted.length === 1 && only !== undefined) return only;
  const key = `{"kind":"${kind}","of":[${sorted.map((part) => part.key).join(',')}]}`;
  return { tree: { kind, of: sorted.map(({ tree }) => tree) }, key, parts: sorted };
}

/** A part that stood twice inside the negation may have left another one. */
function negation(of: Keyed): Keyed {
  const [inner] = of.parts ?? [];
  if (of.tree.kind === 'not' && inner !== undefined) return inner;
  return { tree: { kind: 'not', of: of.tree }, key: `{"kind":"not","of":${of.key}}`, parts: [of] };
}

/** By where the value comes from, so that two spellings of one path are one field. */
function fieldName({ definition }: FieldRef, scope: Scope): string {
  const { name, type, value } = definition;
  const shown =
    value.kind === 'path'
      ? spellPath(value.path)
      : value.kind === 'element'
        ? below(scope.within, value.path)
        : name;
  const known = definitions.get(definition) ?? canonicalJson({ type, value });
  definitions.set(definition, known);
  scope.fields.set(shown, known);
  return shown;
}

const definitions = new WeakMap<FieldDefinition, string>();

function arrayName({ value }: ArrayRef, scope: Scope): string {
  return value.kind === 'path' ? `${spellPath(value.path)}[]` : `${below(scope.within, value.path)}[]`;
}

const below = (within = '[]', path: readonly string[]) =>
  path.length === 0 ? within : `${within}.${spellPath(path)}`;

/** Keys in code-unit order; `fromEntries` takes `__proto__` for a key like others. */
const sortedRecord = <V>(entries: Iterable<readonly [string, V]>): Readonly<Record<string, V>> =>
  Object.fromEntries([...entries].sort(byName));

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : a > b ? 1 : 0;
