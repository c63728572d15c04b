/**
 * What the oracle cannot read: a construct outside of the subset, so that no printer can drift past it unseen.
 *
 * Owns: the one error of the oracle. Must not: be used for an event; whatever an event holds, a search has a verdict.
 */

/** Throws itself with the place: what stands there, and the text around it. */
export class OracleUnsupported extends Error {
  /** 0-based index into `text`. */
  readonly at: number;

  constructor(what: string, text: string, at: number) {
    const around = `${text.slice(Math.max(0, at - 20), at)}▸${text.slice(at, at + 40)}`;
    super(`${what} (at ${at}: ${around})`);
    this.name = 'OracleUnsupported';
    this.at = at;
  }
}

/** For use in expressions: `found ?? unsupported('…', text, at)`. */
export function unsupported(what: string, text: string, at = 0): never {
  throw new OracleUnsupported(what, text, at);
}
