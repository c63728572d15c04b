/** Regular expressions: what PCRE (pcrepattern) says of each construct, and what is refused. */
import { expect, it } from 'vitest';
import { pcre } from './pcre.ts';
import { reader, type Switches } from './switches.ts';

const finds = (pattern: string, text: string, switches: Switches = {}) =>
  pcre(pattern).test(text, reader(switches));

it('anchors: ^ and \\z are the very ends, $ also stands before a last line feed', () => {
  expect(finds('^b', 'a\nb')).toBe(false);
  expect(finds('a$', 'a\n')).toBe(true);
  expect(finds('a$', 'a\nb')).toBe(false);
  expect(finds('a\\z', 'a\n')).toBe(false);
  expect(finds('a\\z', 'ba')).toBe(true);
});
it('the dot is no line feed, \\s is ASCII', () => {
  expect(finds('a.b', 'a\nb')).toBe(false);
  expect(finds('a.b', 'a\rb')).toBe(true);
  expect(finds('^\\s\\z', '\u00a0')).toBe(false);
  expect(finds('^\\s\\z', '\t')).toBe(true);
});
it('codes, sets, counts, groups and alternatives', () => {
  expect(finds('^\\x24\\x{1F600}\\x0A\\z', '$😀\n')).toBe(true);
  expect(finds('^[^a-c\\]\\-]\\z', '-')).toBe(false);
  expect(finds('^[]x]+\\z', ']x')).toBe(true);
  expect(finds('^[\\s{]{2}\\z', ' {')).toBe(true);
  expect(finds('^a{2}b{1,}c{0,2}(?:d|e)?\\z', 'aabbcce')).toBe(true);
  expect(finds('^a|b\\z', 'ax')).toBe(true);
  expect(finds('', '')).toBe(true);
});
it('case counts, outside of ASCII too', () => {
  expect(finds('k', '\u212a')).toBe(false);
  expect(finds('[a-z]', '\u212a')).toBe(false);
  expect(finds('[a-z]', 'K')).toBe(false);
});
it('characters or bytes', () => {
  expect(finds('^[^\\n]\\z', 'é')).toBe(true);
  expect(finds('^[^\\n]\\z', 'é', { 'pcre-characters': 'bytes' })).toBe(false);
  expect(finds('^é\\z', 'é', { 'pcre-characters': 'bytes' })).toBe(true);
});
it.each([
  '(?i)a',
  'a(?=b)',
  '(a)\\1',
  'a*?',
  'a++',
  '\\w',
  '\\b',
  '[[:alpha:]]',
  'a**',
  '(a',
  'a)',
  '[a',
  '{',
  'a]',
  '\\',
  '\\xg',
  '[b-a]',
  '*a',
])('refuses %s', (pattern) => {
  expect(() => pcre(pattern)).toThrow(/regular expression/);
});
