/** Files of each kind, whole and broken. What is whole follows from the formats' documents, not from our printers. */
import { describe, expect, it } from 'vitest';
import { readConf } from '../../src/bundle/read-back/conf.ts';
import { contentFault, kindOfFile } from '../../src/bundle/read-back/kinds.ts';

function faultOf(path: string, content: string | Uint8Array): string | undefined {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const kind = kindOfFile(path, bytes);
  return kind === undefined ? 'no kind' : contentFault(kind, bytes);
}

/** The smallest picture there is: one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

it.each([
  ['a.json', '{"a": [1]}'],
  ['app.manifest', '{}'],
  ['a.yml', "a: 'b'\nc: [d]\n"],
  ['a.yaml', 'Resources:\n  A: !Ref B\n'],
  ['a.csv', 'value,x\n"a,""b""\nc",1\r\nd,\n'],
  ['a.csv', 'value'],
  ['a.conf', '# note\n[a b]\nsearch = x \\\n  | y\n\n[c]\nd=\n'],
  ['default.meta', '[]\naccess = read : [ * ]\n'],
  ['a.sql', "-- don't\nSELECT 'it''s (', \"a\"\"[\", `b'` /* ' */ FROM (t);\n"],
  ['a.spl', 'index="a(" ```it"s``` `macro("x")` [search "\\"["] | where (a="\\\\")\n'],
  ['a.png', PNG],
  ['README.md', '# ü "unclosed\n'],
  ['a.xml', '<?xml version="1.0"?>\n<nav a="b>"><!-- < --><view name=\'c\'/>&amp; <![CDATA[<]]></nav>\n'],
])('%s is whole: %j', (path, content) => {
  expect(faultOf(path, content)).toBeUndefined();
});

it.each([
  ['a.json', '{"a": [1}', 'it is not JSON'],
  ['a.json', '', 'it is not JSON'],
  ['a.yml', 'a: [b\n', 'never closed'],
  ['a.yml', 'a: b\n---\nc: d\n', '2 YAML documents'],
  ['a.yml', 'a: b\na: c\n', 'a'],
  ['a.yml', '', 'empty'],
  ['a.csv', '', 'no header'],
  ['a.csv', 'a,b\n1\n', 'the record on line 2 has 1 fields, its header 2'],
  ['a.csv', 'a,b\n"1\n2",3\n4,5,6\n', 'the record on line 4 has 3 fields'],
  ['a.csv', 'a,a\n1,2\n', 'names "a" twice'],
  ['a.csv', 'a\n"b\n', 'line 2'],
  ['a.csv', 'a\nb"c\n', 'line 2'],
  ['a.conf', '[a]\nb = 1\n[a]\n', 'line 3: the stanza [a] stands twice'],
  ['a.conf', '[a]\nb = 1\nb = 2\n', 'line 3: "b" stands twice'],
  ['a.conf', '[a]\nb = 1\n| stats\n', 'line 3'],
  ['a.conf', '[a]\nb = 1 \\ \nc\n', 'line 3'],
  ['a.conf', '[a]\nb = 1 \\', 'ends in a continued line'],
  ['a.conf', '[a]]\n', 'line 1'],
  ['a.conf', '[a]x\n', 'line 1'],
  ['a.sql', '-- nothing else\n', 'nothing but comments'],
  ['a.sql', '\n', 'it is empty'],
  ['a.sql', "SELECT 'a\nFROM b", 'a text that begins on line 1 does not end'],
  ['a.sql', "SELECT 'a\\'b' FROM c", 'a text that begins on line 1 does not end'],
  ['a.sql', 'SELECT /* a', 'a comment'],
  ['a.sql', 'SELECT (a\n', '"(" on line 1 is not closed'],
  ['a.sql', 'SELECT (a]', '"]" on line 1 closes nothing'],
  ['a.sql', 'SELECT a)', '")" on line 1 closes nothing'],
  ['a.spl', 'a="b\\" | x', 'a text that begins on line 1 does not end'],
  ['a.spl', 'a `b', 'a macro or comment'],
  ['a.spl', 'a\n[search', '"[" on line 2 is not closed'],
  ['a.png', PNG.subarray(0, 40), 'it is cut off'],
  ['a.png', PNG.subarray(1), 'it has no PNG signature'],
  ['a.png', Buffer.concat([PNG, Buffer.from('x')]), 'something follows'],
  ['a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'it is cut off'],
  ['a.md', Buffer.from([0xff, 0x41]), 'it is not UTF-8 text'],
  ['a.md', '\ufeff# a', 'byte order mark'],
  ['a.md', 'a\0b', 'NUL'],
  ['a.xml', '<a><b></a>', '</a> on line 1 closes nothing'],
  ['a.xml', '<a>', '<a> is not closed'],
  ['a.xml', '<a/><b/>', 'no single element'],
  ['a.xml', '<a b="<"/>', 'line 1'],
  ['a.xml', '<a>&b</a>', 'line 1'],
  ['a.xml', '<!DOCTYPE a><a/>', 'line 1'],
  ['a.xml', '<a/>x', 'outside'],
  ['a.exe', 'MZ', 'no kind'],
  ['constructor', 'x', 'no kind'],
  ['x.constructor', 'x', 'no kind'],
])('%s is not whole: %j', (path, content, reason) => {
  expect(faultOf(path, content)).toContain(reason);
});

it('takes a search and a Splunk app of one ending apart by their first bytes', () => {
  expect(kindOfFile('splunk/a.spl', Buffer.from('index=a'))).toEqual({ kind: 'text', form: 'spl' });
  expect(kindOfFile('splunk/a.spl', Buffer.from([0x1f, 0x8b, 8]))).toEqual({
    kind: 'archive',
    format: 'tar.gz',
  });
});

it('reads long texts without running out of anything', () => {
  const long = 'x'.repeat(2_000_000);
  expect(faultOf('a.sql', `SELECT '${long}', '${"''".repeat(500_000)}'`)).toBeUndefined();
  expect(faultOf('a.spl', `a="${'\\"'.repeat(500_000)}"`)).toBeUndefined();
  expect(faultOf('a.sql', '('.repeat(300_000))).toContain('is not closed');
  expect(faultOf('a.csv', `a\n"${'""'.repeat(500_000)}"\n`)).toBeUndefined();
});

describe('readConf', () => {
  it('joins continued lines, trims values and keeps places', () => {
    const { stanzas, faults } = readConf('top = 1\n[a b]\nsearch = x = y\\\n  # no comment\nempty =\n');
    expect(faults).toEqual([]);
    expect(stanzas).toEqual([
      { name: 'default', line: 1, settings: [{ name: 'top', value: '1', line: 1 }] },
      {
        name: 'a b',
        line: 2,
        settings: [
          { name: 'search', value: 'x = y\n  # no comment', line: 3 },
          { name: 'empty', value: '', line: 5 },
        ],
      },
    ]);
  });
});
