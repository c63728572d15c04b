/** Operators that an empty text on the right makes true of every text. Must not: hold anything else. */
import type { Operator } from './operators.ts';

export const NEEDS_TEXT: readonly Operator[] = ['startsWith', 'endsWith', 'contains', 'matches'];
