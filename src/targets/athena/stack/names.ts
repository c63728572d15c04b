/**
 * Names of what a stack creates, made from names of rules and views.
 *
 * Owns: that equal names give equal ones, that different names never give the same one, and that no other rule has a say
 * in what one rule's resources are called: an update would otherwise replace them. Must not: know a resource.
 */
import { createHash } from 'node:crypto';

/** So many hexadecimal digits of a SHA-256 stand for what a name lost. */
const DIGITS = 8;

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, DIGITS);

/** The text itself, or as much of it as fits before a hyphen and a hash. */
export function fitted(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - DIGITS - 1)}-${hashOf(text)}`;
}

const LONGEST_WORDS = 200;

/**
 * A logical id (CloudFormation: letters and digits, 255 at most): `root-login` becomes `RootLogin`. Where the words
 * cannot be told apart afterwards, as in `a-1` beside `a1`, a hash of the name follows.
 */
export function logicalId(kind: string, name: string): string {
  const words = name.split(/[^A-Za-z0-9]/);
  const joined = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  const isPlain =
    joined.length <= LONGEST_WORDS &&
    /^[a-z0-9]+([^A-Za-z0-9][a-z][a-z0-9]*)*$/.test(name) &&
    new Set(name.replace(/[a-z0-9]/g, '')).size <= 1;
  return isPlain ? `${kind}${joined}` : `${kind}${joined.slice(0, LONGEST_WORDS)}${hashOf(name)}`;
}
