/**
 * Which operators stand in which nestings.
 *
 * Owns: the names of the nestings, read off a rule's clauses as written. Must not: lower.
 */
import type { Clause } from '../../src/content/document.ts';
import type { Operator } from '../../src/language/operators.ts';

/** Where a test can stand. A test deep inside stands in several. */
export const NESTINGS = [
  'alone in a mapping',
  'beside others in a mapping',
  'all',
  'any',
  'not',
  'not of not',
  'not within a field',
  '[]',
  '[] within []',
  'some',
  'some of an array within an array',
  'not within some',
  'any within some',
  'not around some',
] as const;
export type Nesting = (typeof NESTINGS)[number];

export type Seen = (operator: Operator, nesting: Nesting) => void;

interface Around {
  readonly path: readonly ('all' | 'any' | 'not')[];
  /** The array of the `some` around it. */
  readonly array?: string;
  readonly inSome: readonly ('all' | 'any' | 'not')[];
}

/** Tells of every test of the clause. */
export function census(clause: Clause, seen: Seen, around: Around = { path: [], inSome: [] }): void {
  switch (clause.kind) {
    case 'all':
    case 'any':
      for (const part of clause.of) census(part, seen, below(around, clause.kind));
      return;
    case 'not':
      census(clause.of, seen, below(around, 'not'));
      return;
    case 'some':
      census(clause.of, seen, { ...around, array: clause.array.value });
      return;
    case 'rows':
      tell('inList', around, seen);
      return;
    case 'field': {
      const brackets = clause.field.value.split('[]').length - 1;
      const inner = clause.not?.tests ?? [];
      const alone = clause.tests.length + inner.length === 1;
      for (const { operator } of [...clause.tests, ...inner]) {
        seen(operator, alone ? 'alone in a mapping' : 'beside others in a mapping');
        if (brackets > 0) seen(operator, brackets > 1 ? '[] within []' : '[]');
        tell(operator, around, seen);
      }
      for (const { operator } of inner) {
        seen(operator, 'not within a field');
        if (around.path.includes('not')) seen(operator, 'not of not');
      }
    }
  }
}

function below(around: Around, kind: 'all' | 'any' | 'not'): Around {
  return around.array === undefined
    ? { ...around, path: [...around.path, kind] }
    : { ...around, inSome: [...around.inSome, kind] };
}

function tell(operator: Operator, { path, array, inSome }: Around, seen: Seen): void {
  for (const kind of new Set(path)) seen(operator, kind);
  if (path.filter((kind) => kind === 'not').length > 1) seen(operator, 'not of not');
  if (array === undefined) return;
  seen(operator, array.split('[]').length > 2 ? 'some of an array within an array' : 'some');
  if (inSome.includes('not')) seen(operator, 'not within some');
  if (inSome.includes('any')) seen(operator, 'any within some');
  if (path.includes('not')) seen(operator, 'not around some');
}
