import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath, spellPath, spellSegments } from '../../src/language/path.ts';

const keys = (text: string) => {
  const parsed = parsePath(text);
  return parsed.kind === 'path' ? parsed.segments : parsed.what;
};

describe('a field path', () => {
  it.each([
    ['eventName', [['eventName']]],
    ['userIdentity.arn', [['userIdentity', 'arn']]],
    ['_a.b2.C_d', [['_a', 'b2', 'C_d']]],
    ['requestParameters."x-amz-acl"', [['requestParameters', 'x-amz-acl']]],
    ['requestParameters."a.b"."say \\"hi\\""', [['requestParameters', 'a.b', 'say "hi"']]],
    ['"back\\\\slash"', [['back\\slash']]],
    ['a.""', [['a', '']]],
    ['a."[0]"', [['a', '[0]']]],
    ['resources[].ARN', [['resources'], ['ARN']]],
    ['resources[]', [['resources'], []]],
    ['a.b[].c.d[].e', [['a', 'b'], ['c', 'd'], ['e']]],
    ['a."b[]"[]."c"', [['a', 'b[]'], ['c']]],
  ])('%s has its keys', (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it.each([
    ['', 0, 0, /is empty/, /userIdentity\.arn/],
    ['a..b', 2, 3, /key is missing/, /one key between two dots/],
    ['.a', 0, 1, /key is missing/, /between/],
    ['a.', 2, 2, /key is missing/, /between/],
    ['a.x-amz-acl.b', 2, 11, /"x-amz-acl" is not a plain key/, /a\."x-amz-acl"\.b$/],
    ['a.s3:x', 2, 6, /"s3:x"/, /a\."s3:x"$/],
    ['a.1b', 2, 4, /"1b"/, /a\."1b"$/],
    ['a. b', 2, 4, /" b"/, /quotes/],
    ['é', 0, 1, /"é"/, /quotes/],
    ['a.b|endswith', 2, 12, /"b\|endswith"/, /quotes/],
    ['resources[0].ARN', 9, 12, /"\[0\]" asks for one element/, /^Write resources\[\]\.ARN, which/],
    ['resources[-1].ARN', 9, 13, /"\[-1\]" asks for one element/, /^Write resources\[\]\.ARN, which/],
    ['resources.[0]', 10, 13, /"\[0\]" asks for one element/, /^Write resources\[\], which/],
    ['resources[*].ARN', 9, 12, /"\[\*\]" is how other tools/, /^Write resources\[\]\.ARN\.$/],
    ['resources[:]', 9, 12, /"\[:\]" is how other tools/, /^Write resources\[\]\.$/],
    ['resources.[].ARN', 10, 12, /"\[\]" stands after a dot/, /^Write resources\[\]\.ARN\.$/],
    ['resources{}.ARN', 9, 11, /"\{\}" is how other tools/, /^Write resources\[\]\.ARN\.$/],
    ['resources.*.ARN', 10, 11, /"\*" is how other tools/, /^Write resources\[\]\.ARN\.$/],
    ['a[?(@.x)].y', 1, 9, /by more than "\[\]"/, /^Write a\[\]\.y.*`some`/],
    ['a[][]', 1, 5, /elements of elements/, /^Write a\[\]\./],
    ['[].a', 0, 2, /No key stands before/, /resources\[\]\.ARN/],
    ['a[]b', 3, 4, /"\." must follow "\[\]"/, /dot between/],
    ['a[', 1, 2, /stands alone/, /double quotes/],
    ['a]', 1, 2, /stands alone/, /double quotes/],
    ['a."b', 2, 4, /never closed/, /a\."b"$/],
    ['a."b\\n"', 4, 6, /"\\n" is no escape/, /\\\\/],
    ['a."b\\', 4, 5, /"\\" is no escape/, /\\\\/],
    ['a."b"c', 5, 6, /"\." must follow/, /dot between keys/],
    ['a"b"', 1, 4, /"\." must follow/, /quoted whole/],
  ])('%s is refused at its place', (text, start, end, what, fix) => {
    const parsed = parsePath(text);
    if (parsed.kind !== 'problem') throw new Error(`parsed: ${text}`);
    expect([parsed.start, parsed.end]).toEqual([start, end]);
    expect(parsed.what).toMatch(what);
    expect(parsed.do).toMatch(fix);
  });

  it('is spelled so that the same keys are read back', () => {
    const key = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('a', '"', '\\', '.', '-', '[', '1') }),
    );
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 6 }), (path) => {
        expect(parsePath(spellPath(path))).toEqual({ kind: 'path', segments: [path] });
      }),
    );
  });

  it('is spelled so that the same arrays are read back', () => {
    const part = fc.array(fc.string({ unit: fc.constantFrom('a', '"', '[', ']', '.') }), {
      minLength: 1,
      maxLength: 3,
    });
    const segments = fc
      .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([parts, ends]) => (ends ? [...parts, []] : parts));
    fc.assert(
      fc.property(segments, (path) => {
        expect(parsePath(spellSegments(path))).toEqual({ kind: 'path', segments: path });
      }),
    );
  });

  it('takes any text, and reports places inside it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '\\', '.', '-', '[', ']', '1', ' ') });
    fc.assert(
      fc.property(text, (spelled) => {
        const parsed = parsePath(spelled);
        if (parsed.kind === 'path') {
          expect(parsePath(spellSegments(parsed.segments))).toEqual(parsed);
        } else {
          expect(parsed.start).toBeLessThanOrEqual(parsed.end);
          expect(parsed.end).toBeLessThanOrEqual(spelled.length);
        }
      }),
    );
  });

  it('takes a long text in its stride', () => {
    expect(keys(Array(50_000).fill('a').join('.'))[0]).toHaveLength(50_000);
    expect(keys(Array(50_000).fill('a[]').join('.'))).toHaveLength(50_001);
    expect(keys(`"${'x'.repeat(500_000)}`)).toMatch(/never closed/);
  });
});
