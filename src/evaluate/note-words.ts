/**
 * The sentences of notes about texts.
 *
 * Owns: their wording. Must not: look at events.
 */
import { quoteText } from '../ir/describe.ts';
import type { Asked, Way } from './near-text.ts';

/** Longer texts are cut in the middle. */
const LONGEST = 80;

/** A value within a sentence. */
export function shown(text: string): string {
  return quoteText(text.length > LONGEST ? `${text.slice(0, LONGEST / 2)} … ${text.slice(-20)}` : text);
}

const PLACES: { readonly [A in Asked]: string } = {
  equals: 'is not the same',
  startsWith: 'does not begin with it',
  endsWith: 'does not end with it',
  contains: 'does not contain it',
};

/** How a text comes near a value: `begins with 'sts' and goes on`. */
export function sayWay(way: Way, asked: Asked, value: string): string {
  switch (way) {
    case 'white-space':
      return 'differs only in white space at an end';
    case 'other-case':
      return 'differs only in the case of letters outside ASCII, which ignoreCase leaves alone';
    case 'near-text':
      if (asked === 'startsWith') return `begins with all but one character of ${shown(value)}`;
      if (asked === 'endsWith') return `ends with all but one character of ${shown(value)}`;
      return `is one character away from ${shown(value)}`;
    case 'prefix-only':
      return asked === 'equals'
        ? `begins with ${shown(value)} and goes on`
        : `begins with ${shown(value)}, and ${PLACES[asked]}`;
    case 'suffix-only':
      return asked === 'equals'
        ? `ends with ${shown(value)} and has more before it`
        : `ends with ${shown(value)}, and ${PLACES[asked]}`;
    case 'inside-only':
      return `contains ${shown(value)}, and ${PLACES[asked]}`;
    case 'part-only':
      return `is only a part of ${shown(value)}`;
  }
}
