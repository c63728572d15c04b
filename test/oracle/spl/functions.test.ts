/** Each function of the subset against what its page of Splunk's Search Reference shows. */
import { describe, expect, it } from 'vitest';
import { resultOf, truthOf } from './support.ts';

/** A JSON text as a literal of a search. */
const json = (value: unknown): string =>
  `"${JSON.stringify(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

describe('eval: Operators, Boolean expressions, Field names', () => {
  it('AND binds before OR, NOT before both, parentheses first', () => {
    expect(truthOf('a="1" OR a="2" AND a="3"', 'a="1"')).toBe('TRUE');
    expect(truthOf('(a="1" OR a="2") AND a="3"', 'a="1"')).toBe('FALSE');
    expect(truthOf('NOT a="1" OR a="1"', 'a="1"')).toBe('TRUE');
    expect(truthOf('NOT a="2" AND a="1"', 'a="1"')).toBe('TRUE');
  });
  it('concatenates texts and numbers in their represented form', () => {
    expect(resultOf('first." ".last', 'first="Ann", last=7')).toBe('Ann 7');
  });
  it('reads field names in single quotes, dots included', () => {
    expect(resultOf("'Last.Name'", '\'Last.Name\'="x"')).toBe('x');
  });
  it('separates assignments by commas, left to right', () => {
    expect(resultOf('low', 'full="A"."B", low=lower(full)')).toBe('ab');
  });
  it('multiplies before it adds', () => {
    expect(truthOf('tonumber(a)*10000+tonumber(a)=80008', 'a="08"')).toBe('TRUE');
  });
  it('compares two numbers as numbers and two strings as strings', () => {
    expect(truthOf('10>9')).toBe('TRUE');
    expect(truthOf('a="x"', 'a="X"')).toBe('FALSE');
  });
  it('gives NULL in a comparison with NULL, and in a concatenation', () => {
    expect(truthOf('a="x"', 'a=null()')).toBe('NULL');
    expect(truthOf('a!="x"', 'a=null()')).toBe('NULL');
    expect(truthOf('a!="x"', 'a=null()', { 'null-predicate': 'unequal' })).toBe('TRUE');
    expect(truthOf('a="x"', 'a=null()', { 'null-predicate': 'false' })).toBe('FALSE');
    expect(resultOf('"x".a', 'a=null()')).toBe(null);
  });
  it('takes texts that look like numbers for numbers, or not', () => {
    for (const [a, b] of [
      ['1', '1.0'],
      ['012', '12'],
      ['1e3', '1000'],
      ['nan', 'NaN'],
      ['0x10', '16'],
    ]) {
      expect(truthOf(`a="${b}"`, `a="${a}"`)).toBe('TRUE');
      expect(truthOf(`a="${b}"`, `a="${a}"`, { 'number-like': 'text' })).toBe('FALSE');
      expect(truthOf(`("x".a)="x${b}"`, `a="${a}"`)).toBe('FALSE');
    }
  });
  it('has three values in AND and OR', () => {
    expect(truthOf('a="x" AND 1=2', 'a=null()')).toBe('FALSE');
    expect(truthOf('a="x" OR 1=1', 'a=null()')).toBe('TRUE');
    expect(truthOf('1=1 OR a="x"', 'a=null()', { 'null-logic': 'strict' })).toBe('NULL');
    expect(truthOf('a="x" AND 1=2', 'a=null()', { 'null-logic': 'strict' })).toBe('NULL');
  });
});

describe('Comparison and Conditional functions', () => {
  it('if, coalesce, null', () => {
    expect(resultOf('if(error=200, "OK", "Error")', 'error=200')).toBe('OK');
    expect(resultOf('if(error=200, "OK", "Error")', 'error=null()')).toBe('Error');
    expect(resultOf('coalesce(clientip, ipaddress)', 'ipaddress="1.2.3.4"')).toBe('1.2.3.4');
  });
  it('in', () => {
    expect(truthOf('in(status, "error", "failure", "severe")', 'status="failure"')).toBe('TRUE');
    expect(truthOf('in(status, "error", "failure")', 'status="fail*"')).toBe('FALSE');
    expect(truthOf('in(status, "404", "500")', 'status="404"')).toBe('TRUE');
  });
  it('match finds a match in any substring', () => {
    const ip = '^[0-9]{1,3}\\\\.[0-9]{1,3}\\\\.[0-9]{1,3}\\\\.[0-9]{1,3}$';
    expect(resultOf(`if(match(field, "${ip}"), 1, 0)`, 'field="10.1.2.3"')).toBe(1);
    expect(resultOf(`if(match(field, "${ip}"), 1, 0)`, 'field="x10.1.2.3"')).toBe(0);
    expect(truthOf('match(test, "yes")', 'test="oh yes!"')).toBe('TRUE');
    expect(truthOf('match(test, "\\"yes\\"")', 'test="\\"yes\\""')).toBe('TRUE');
  });
  it('cidrmatch, IPv4 and IPv6', () => {
    expect(truthOf('cidrmatch("192.0.2.0/24", ip)', 'ip="192.0.2.56"')).toBe('TRUE');
    expect(truthOf('cidrmatch("192.0.2.0/24", ip)', 'ip="192.0.3.0"')).toBe('FALSE');
    const network = '2001:0db8:ffff:ffff:ffff:ffff:ffff:ff00/120';
    expect(truthOf(`cidrmatch("${network}", ip)`, 'ip="2001:0db8:ffff:ffff:ffff:ffff:ffff:ff99"')).toBe(
      'TRUE',
    );
    expect(truthOf(`cidrmatch("${network}", ip)`, 'ip="2001:0db8:ffff:ffff:ffff:ffff:ffff:0099"')).toBe(
      'FALSE',
    );
    expect(truthOf('cidrmatch("10.0.0.0/8", ip)', 'ip="AWS Internal"', { 'cidr-other': 'null' })).toBe(
      'NULL',
    );
  });
});

describe('Text and Conversion functions', () => {
  it('lower folds A-Z; of other letters nothing is said', () => {
    expect(resultOf('lower(a)', 'a="USERNAME É"')).toBe('username É');
    expect(resultOf('lower(a)', 'a="USERNAME É"', { lower: 'unicode' })).toBe('username é');
  });
  it('replace substitutes every match, with groups', () => {
    expect(resultOf('replace(date, "^([0-9]{1,2})/([0-9]{1,2})/", "\\\\2/\\\\1/")', 'date="1/14/2023"')).toBe(
      '14/1/2023',
    );
    expect(resultOf('replace(a, "A", "b")', 'a="AxA"')).toBe('bxb');
    expect(resultOf('replace(a, "A", "b")', 'a=null()')).toBe(null);
  });
  it('tonumber gives NULL for a field that is no number, blanks included', () => {
    expect(resultOf('tonumber(a)', 'a="0012"')).toBe(12);
    expect(resultOf('tonumber(a)', 'a="-5"')).toBe(-5);
    expect(resultOf('tonumber(a)', 'a=" 12"')).toBe(null);
    expect(resultOf('tonumber(a)', 'a="seven"')).toBe(null);
  });
});

describe('JSON functions', () => {
  const cities = {
    cities: [{ name: 'London' }],
    o: { n: 1, t: true, z: null, e: '' },
    'system.path': '/opt',
  };
  const given = `j=${json(cities)}`;
  it('json_extract converts to the native type', () => {
    expect(resultOf('json_extract(j, "cities")', given)).toBe('[{"name":"London"}]');
    expect(resultOf('json_extract(j, "o.n")', given)).toBe('1');
    expect(resultOf('json_extract(j, "o.t")', given)).toBe('true');
    expect(resultOf('json_extract(j, "o.e")', given)).toBe('');
    expect(resultOf('json_extract(j, "o.x")', given)).toBe(null);
    expect(resultOf('json_extract(j, "o.z")', given)).toBe(null);
    expect(resultOf('json_extract(j, "o.z")', given, { 'json-null': 'text' })).toBe('null');
    expect(resultOf('json_extract(j)', 'j="\\"a\\\\\\"b\\""')).toBe('a"b');
    expect(resultOf('json_extract(j, "a")', 'j="AWS Internal"')).toBe(null);
  });
  it('json_extract of several paths is a JSON array', () => {
    expect(resultOf('json_extract(j, "o.n", "o.t")', given)).toBe('[1,true]');
    expect(resultOf('json_extract(j, "o.n", "o.t")', given, { 'json-style': 'spaced' })).toBe('[ 1 , true ]');
    expect(resultOf('json_extract(j, "o.n", "x")', given)).toBe('[1,null]');
    expect(resultOf('json_extract(j, "o.n", "x")', given, { 'json-missing': 'skipped' })).toBe('[1]');
    expect(resultOf('json_extract(j, "o.n", "x")', given, { 'json-missing': 'nothing' })).toBe(null);
  });
  it('json_extract_exact takes a key with dots as it is; json_extract does not', () => {
    expect(resultOf('json_extract_exact(j, "system.path")', given)).toBe('/opt');
    expect(resultOf('json_extract(j, "system.path")', given)).toBe(null);
  });
  it('json_array_to_mv keeps quotes with true(), and gives nothing for what is no array', () => {
    const ponies = `p=${json(['Buttercup', 'a"b', 3, null, { k: 'v' }])}`;
    expect(resultOf('json_array_to_mv(p, true())', ponies)).toEqual([
      '"Buttercup"',
      '"a\\"b"',
      '3',
      'null',
      '{"k":"v"}',
    ]);
    expect(resultOf('json_array_to_mv(p)', ponies)).toEqual(['Buttercup', 'a"b', '3', 'null', '{"k":"v"}']);
    expect(resultOf('json_array_to_mv(p)', 'p="{}"')).toBe(null);
    expect(resultOf('json_array_to_mv(p)', 'p="[\\"one\\"]"')).toBe('one');
  });
});

describe('Multivalue eval functions', () => {
  const names = 'm=json_array_to_mv("[\\"alex\\",\\"err1\\",\\"err2\\"]")';
  it('mvindex counts from zero and is NULL out of range', () => {
    expect(resultOf('mvindex(m, 1)', names)).toBe('err1');
    expect(resultOf('mvindex(m, 3)', names)).toBe(null);
  });
  it('mvfind gives the first index that matches, else NULL', () => {
    expect(resultOf('mvfind(m, "err[0-9]+")', names)).toBe(1);
    expect(resultOf('mvfind(m, "none")', names)).toBe(null);
  });
  it('mvcount, mvjoin, mvrange', () => {
    expect(resultOf('mvcount(m)', names)).toBe(3);
    expect(resultOf('mvcount(m)', 'm="one"')).toBe(1);
    expect(resultOf('mvcount(m)')).toBe(null);
    expect(resultOf('mvjoin(mvrange(1, 6), " OR ")')).toBe('1 OR 2 OR 3 OR 4 OR 5');
  });
  it('mvmap asks of every value; other fields keep theirs', () => {
    expect(
      resultOf('mvmap(results, tonumber(results)*threshold)', 'results=mvrange(1, 3), threshold=10'),
    ).toEqual(['10', '20']);
    expect(resultOf('mvmap(results, results.other)', 'results="a", other="b"')).toBe('ab');
    expect(resultOf('mvmap(results, "x")')).toBe(null);
  });
  it('a comparison of several values holds of any, or of none', () => {
    expect(truthOf('m="alex"', names)).toBe('TRUE');
    expect(truthOf('m="alex"', names, { 'mv-predicate': 'none' })).toBe('FALSE');
  });
});
