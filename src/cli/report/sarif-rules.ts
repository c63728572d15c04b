/**
 * What a code of the catalogue means, apart from any one place where it occurs.
 *
 * Owns: the catalogue's sentences with the names of their values in the place of the values. Must not: word anything.
 */
import { CATALOGUE, type DiagnosticCode } from '../../base/catalogue.ts';
import type { Diagnostic, DiagnosticEntry } from '../../base/diagnostic.ts';

export interface CodeInWords {
  readonly what: string;
  readonly why: string;
  readonly do: string;
}

/** The texts of a code; where one cannot be said without values, as `occurrence` says it. */
export function codeInWords(occurrence: Diagnostic): CodeInWords {
  const { code } = occurrence;
  if (!isCode(code)) return occurrence;
  const definition = CATALOGUE[code] as unknown as DiagnosticEntry<unknown>;
  return {
    what: inGeneral(definition.what, occurrence.what),
    why: inGeneral(definition.why, occurrence.why),
    do: inGeneral(definition.do, occurrence.do),
  };
}

const isCode = (code: string): code is DiagnosticCode => Object.hasOwn(CATALOGUE, code);

/** Stands for the values of a message: each is its own name; what only adds advice is empty. */
const NAMES: unknown = new Proxy(
  {},
  {
    get: (_, name) => {
      if (typeof name === 'symbol') return undefined;
      return /suggestion|hint/i.test(name) ? '' : `‹${name}›`;
    },
  },
);

/** With fewer words of its own a text says nothing without its values. */
const FEWEST_WORDS = 3;

/** A value that was counted with, or taken apart: half a name. */
const HOLES = /undefined|NaN|\[object|‹[^›]*$|‹[^›]*‹|^[^‹]*›/;

function inGeneral(say: (args: unknown) => string, said: string): string {
  try {
    const text = say(NAMES).trim();
    const words = text.replace(/‹[^›]*›/g, '').match(/\p{L}{2,}/gu) ?? [];
    return words.length < FEWEST_WORDS || HOLES.test(text) ? said : text;
  } catch {
    // The text counts, joins or calculates, and there is nothing to do that with.
    return said;
  }
}
