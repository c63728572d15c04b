/**
 * One change of a meaning, and which way it moves the verdicts.
 *
 * Owns: that shape, and turning it round inside a negation. Must not: compare.
 */

/** `wider`: the rule matches what it did and perhaps more; `narrower`: perhaps less; `other`: neither is sure. */
export type Effect = 'wider' | 'narrower' | 'other';

export interface Change {
  /** One sentence with a full stop. */
  readonly words: string;
  readonly effect: Effect;
}

export interface Context {
  /** Inside an odd number of negations: what widens a clause here narrows the rule. */
  readonly negated: boolean;
}

export function effectIn({ negated }: Context, effect: Effect): Effect {
  if (!negated || effect === 'other') return effect;
  return effect === 'wider' ? 'narrower' : 'wider';
}

/** With a context, the sentence says that it speaks of an exclusion. */
export function sentence(words: string, effect: Effect, context: Context = { negated: false }): Change {
  return { words: `${context.negated ? 'In an exclusion: ' : ''}${words}.`, effect };
}
