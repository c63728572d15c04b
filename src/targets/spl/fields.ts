/**
 * Private fields: what a search computes before its condition, each once, in order of dependence.
 *
 * Owns: which private fields there are, their names, and the stages that fill them. Must not: read an event (the
 * readers of the profiles do), or know operators.
 */
import { fieldName, type SplExpression } from './literals.ts';

/** One stage before `where`. A field may be assigned twice, the second time from itself. */
export type SplStage =
  | { readonly kind: 'eval'; readonly name: SplExpression; readonly expression: SplExpression }
  /** Looks `key` up in the table; `found` is NULL where it has no such key. */
  | {
      readonly kind: 'lookup';
      readonly table: SplExpression;
      readonly key: SplExpression;
      readonly found: SplExpression;
    };

/** What a value becomes, from what it was; the first step of several starts from nothing. */
export type Step = (self: SplExpression) => SplExpression;

export interface Definer {
  /** The value for `key`; where it is new, it is named after `words` and made by the steps, which may ask for others. */
  define(key: string, words: string, steps: readonly Step[]): SplExpression;
}

export interface PrivateFields extends Definer {
  /** The field that is not NULL where the table holds the key. */
  lookup(table: SplExpression, key: SplExpression): SplExpression;
  /** Everything defined so far, each after what it reads. */
  stages(): readonly SplStage[];
}

/** For values of one element, which no field of the search can hold: the expression itself. */
export const INLINE: Definer = {
  define: (_key, _words, steps) => steps.reduce((self, step) => step(self), 'null()' as SplExpression),
};

/** An empty set of private fields; one for each search. */
export function createPrivateFields(): PrivateFields {
  const names = new Map<string, SplExpression>();
  const taken = new Set<string>();
  const stages: SplStage[] = [];

  /** Two paths may read alike once other characters than letters are gone: the later one gets a number. */
  function nameFor(words: string): SplExpression {
    let name = fieldName(words);
    for (let count = 2; taken.has(name); count += 1) name = fieldName(`${words}_${count}`);
    taken.add(name);
    return name;
  }

  return {
    define(key, words, steps) {
      const known = names.get(key);
      if (known !== undefined) return known;
      const name = nameFor(words);
      names.set(key, name);
      const expressions = steps.map((step) => step(name));
      for (const expression of expressions) stages.push({ kind: 'eval', name, expression });
      return name;
    },
    lookup(table, key) {
      const id = `lookup ${table} ${key}`;
      const known = names.get(id);
      if (known !== undefined) return known;
      const found = nameFor(`in_${table}`);
      names.set(id, found);
      stages.push({ kind: 'lookup', table, key, found });
      return found;
    },
    stages: () => stages,
  };
}
