/** Commands over several results, comments and the functions of self-tests, each as its page describes it. */
import { expect, it } from 'vitest';
import { withoutComments } from './comments.ts';
import { compileRows, runSearch } from './oracle.ts';
import { resultOf } from './support.ts';

const column = (search: string, name = 'a') => runSearch(search).map((row) => row[name]);

it('makes as many results as are asked for, and numbers them', () => {
  expect(runSearch('| makeresults')).toHaveLength(1);
  expect(runSearch('| makeresults count=0')).toEqual([]);
  expect(column('| makeresults count=3 | streamstats count AS a')).toEqual([1, 2, 3]);
});
it('searches results behind a pipe: case makes no difference, and NOT keeps those without the field', () => {
  const two = '| makeresults count=3 | streamstats count AS n | eval a=case(n=1, "Bob", n=2, "ann")';
  expect(column(`${two} | search *`, 'n')).toEqual([1, 2, 3]);
  expect(column(`${two} | search a="bob"`, 'n')).toEqual([1]);
  expect(column(`${two} | search NOT a="BOB"`, 'n')).toEqual([2, 3]);
  expect(column(`${two} | search * NOT a="bob" NOT a="ann"`, 'n')).toEqual([3]);
  for (const other of ['a="b*"', 'a=b', '"bob"', 'a="b" OR a="c"', ''])
    expect(() => column(`${two} | search ${other}`)).toThrow();
});
it('sorts numbers as numbers, others by their bytes, a missing field last, and keeps the order of equals', () => {
  const sorted = (values: string) =>
    column(`| makeresults count=4 | streamstats count AS n | eval a=case(${values}) | sort 0 a | table a`);
  expect(sorted('n=1, "10", n=2, "9", n=3, "100", n=4, "1"')).toEqual(['1', '9', '10', '100']);
  expect(sorted('n=1, "pass", n=2, "fail", n=3, "Z"')).toEqual(['Z', 'fail', 'pass', null]);
  const two = '| makeresults count=4 | streamstats count AS a | eval b=if(a=2 OR a=3, "x", "y") | sort 0 b';
  expect(column(two)).toEqual([2, 3, 1, 4]);
  expect(column(`${two} a`)).toEqual([2, 3, 1, 4]);
});
it('sums what are numbers, counts results, and gives one row even of none', () => {
  const search = compileRows('index="i" | eval n=if(a="x", 1, b) | stats count AS c sum(n) AS s');
  expect(search.rows(['{"a":"x"}', '{"a":"y","b":"4"}', '{"a":"z"}', '{"b":"q"}'])).toEqual([{ c: 4, s: 5 }]);
  expect(search.rows([])).toEqual([{ c: 0, s: null }]);
});
it('expands each value to a result with the other fields', () => {
  const rows = runSearch('| makeresults | eval a=mvrange(1, 4), b="x" | mvexpand a');
  expect(rows).toEqual(['1', '2', '3'].map((a) => ({ a, b: 'x' })));
  expect(column('| makeresults | eval a="one" | mvexpand a')).toEqual(['one']);
});
it('reads fields of _raw behind spath, and not before', () => {
  const raw = '| makeresults | eval _raw="{\\"a\\":{\\"b\\":\\"x\\"},\\"l\\":[1,2]}"';
  expect(runSearch(`${raw} | table 'a.b'`)).toEqual([{ 'a.b': null }]);
  expect(runSearch(`${raw} | spath | table 'a.b' 'l{}' c`)).toEqual([
    { 'a.b': 'x', 'l{}': ['1', '2'], c: null },
  ]);
  expect(runSearch(`${raw} | spath | eval a="y" | table a`)).toEqual([{ a: 'y' }]);
});
it('replaces a comment by blanks, but not within quotes', () => {
  expect(withoutComments('a```b c```d')).toBe('a         d');
  expect(withoutComments('a ```b\nc``` "```d```"')).toBe('a     \n     "```d```"');
  expect(column('| makeresults ```why```\n  ```and how``` | eval a="x"')).toEqual(['x']);
});
it('gives the value of the first condition that is TRUE, or NULL', () => {
  expect(resultOf('case(1=2, "a", 1=1, "b", 1=1, "c")')).toBe('b');
  expect(resultOf('case(1=2, "a")')).toBe(null);
  const unknown = 'case(x="1", "a", 1=1, "b")';
  expect(resultOf(unknown, 'x=null()')).toBe('b');
  expect(resultOf(unknown, 'x=null()', { 'if-null': 'null' })).toBe(null);
  expect(resultOf(unknown, 'x=null()', { 'if-null': 'then' })).toBe('a');
});
it('matches a search string with _raw', () => {
  const said = (search: string) =>
    resultOf(`if(searchmatch("${search}"), 1, 0)`, '_raw="x: AssumeRole, sts"');
  expect(said('\\"assumerole\\"')).toBe(1);
  expect(said('\\"AssumeRole\\" \\"absent\\"')).toBe(0);
  expect(said('(\\"absent\\" OR \\"sts\\")')).toBe(1);
  expect(resultOf('if(searchmatch("\\"x\\""), 1, 0)')).toBe(0);
});
it('decodes escapes of UTF-8, and folds letters', () => {
  expect(resultOf('"a".urldecode("%0A%C3%A9")."b"')).toBe('a\né'.concat('b'));
  expect(resultOf('upper("aé")')).toBe('Aé');
  expect(resultOf('upper("aé")', '', { lower: 'unicode' })).toBe('AÉ');
});
