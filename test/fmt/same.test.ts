/** What stands between the formatter and the author's file: whether two texts say the same. */
import { expect, it } from 'vitest';
import { parseYaml } from '../../src/content/yaml.ts';
import { sameDocument } from '../../src/fmt/same.ts';

function same(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => parseYaml({ path: 'a.yml', text }).value);
  return one !== undefined && other !== undefined && sameDocument(one, other);
}

it.each([
  ['style', 'a: [1, "x"]\n', "a:\n  - 1\n  - 'x'\n"],
  ['the order of top-level keys', 'a: 1\nb: 2\n', 'b: 2\na: 1\n'],
  ['comments', 'a: 1 # one\n', 'a: 1\n'],
])('takes no account of %s', (_, a, b) => expect(same(a, b)).toBe(true));

it.each([
  ['a value', 'a: 1\n', 'a: 2\n'],
  ['a type', 'a: 1\n', "a: '1'\n"],
  ['the digits of a number', 'a: 1.0\n', 'a: 1.00\n'],
  ['quotes', 'a: x\n', "a: 'x'\n"],
  ['a key', 'a: 1\n', 'b: 1\n'],
  ['a key fewer', 'a: 1\nb: 1\n', 'a: 1\n'],
  ['a key more', 'a: 1\n', 'a: 1\nb: 1\n'],
  ['an item fewer', 'a: [1, 2]\n', 'a: [1]\n'],
  ['an item more', 'a: [1]\n', 'a: [1, 2]\n'],
  ['the order of items', 'a: [1, 2]\n', 'a: [2, 1]\n'],
  ['the order of clauses', 'match: { a: 1, b: 2 }\n', 'match: { b: 2, a: 1 }\n'],
  ['a kind', 'a: [1]\n', 'a: 1\n'],
  ['a blank at the end', 'a: |\n  x\n', 'a: |-\n  x\n'],
])('tells %s', (_, a, b) => expect(same(a, b)).toBe(false));
