/** Reading `match`: the tree, literals and references, and every fault with its place. */
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import type { Clause, RawOperand } from '../../src/content/document.ts';
import { readMatch } from '../../src/content/rule-match.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { child } from '../../src/content/yaml-node.ts';
import { BAD_MATCHES, GOOD_MATCHES } from './match-cases.ts';
import { placed } from './rule-support.ts';

function read(text: string): {
  readonly clause: Clause | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { value, diagnostics } = parseYaml({ path: 'f', text });
  const node = value && child(value, 'match');
  if (node === undefined || diagnostics.length > 0)
    throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const found: Diagnostic[] = [];
  const clause = readMatch(node, (diagnostic) => found.push(diagnostic));
  return { clause, diagnostics: found };
}

/** The clause in one line: what it says, without places. */
function sketch(clause: Clause | undefined): string {
  switch (clause?.kind) {
    case undefined:
      return 'nothing';
    case 'all':
    case 'any':
      return `${clause.kind}(${clause.of.map(sketch).join(', ')})`;
    case 'not':
      return `not(${sketch(clause.of)})`;
    case 'some':
      return `some ${clause.array.value}(${sketch(clause.of)})`;
    case 'rows':
      return `rows(${clause.list.value}; ${clause.columns.map(({ column, field }) => `${column.value}=${field.value}`).join(', ')})`;
    case 'field': {
      const list = (part: Pick<typeof clause, 'tests' | 'ignoreCase'>) =>
        [
          ...part.tests.map(
            ({ operator, operands, asList }) =>
              `${operator} ${asList ? '[' : ''}${operands.map(side).join(' ')}${asList ? ']' : ''}`,
          ),
          ...(part.ignoreCase === undefined ? [] : [`ignoreCase ${part.ignoreCase.value}`]),
        ].join('; ');
      return `${clause.field.value}{${list(clause)}${clause.not === undefined ? '' : `; not{${list(clause.not)}}`}}`;
    }
  }
}

function side(operand: RawOperand): string {
  if (operand.kind === 'text') return operand.scalar === 'text' ? `'${operand.text}'` : operand.text;
  return operand.kind === 'param' ? `$${operand.name}` : `field(${operand.name})`;
}

describe('clauses', () => {
  it.each([
    ['match: { eventName: A }', "eventName{equals 'A'}"],
    ['match: { eventName: A, errorCode: B }', "all(eventName{equals 'A'}, errorCode{equals 'B'})"],
    ['match: { eventName: [A, B] }', "eventName{oneOf ['A' 'B']}"],
    ['match: { eventName: [] }', 'eventName{oneOf []}'],
    [
      'match: { readOnly: False, requestParameters.n: 10 }',
      'all(readOnly{equals false}, requestParameters.n{equals 10})',
    ],
    ['match: { errorCode: { exists: true } }', 'errorCode{exists true}'],
    [
      'match: { a: { startsWith: $p, not: { endsWith: [x, $q], ignoreCase: true }, ignoreCase: false } }',
      "a{startsWith $p; ignoreCase false; not{endsWith ['x' $q]; ignoreCase true}}",
    ],
    ['match: { a: { differsFrom: { field: session.name } } }', 'a{differsFrom field(session.name)}'],
    ['match: { a: { inList: names } }', "a{inList 'names'}"],
    ['match: { inList: { list: pairs, columns: { x: a, y: b } } }', 'rows(pairs; x=a, y=b)'],
    ['match: { not: { a: x, b: y } }', "not(all(a{equals 'x'}, b{equals 'y'}))"],
    ['match: { any: [{ a: x, b: y }, { c: z }] }', "any(all(a{equals 'x'}, b{equals 'y'}), c{equals 'z'})"],
    ["match: { a: { matches: ['^x', y$] } }", "a{matches ['^x' 'y$']}"],
    ["match: { a: { matches: '$$' } }", "a{matches '$'}"],
    [
      "match: { a: { atLeast: 5, lessThan: '1.10', greaterThan: $n } }",
      "a{atLeast 5; lessThan '1.10'; greaterThan $n}",
    ],
    ['match: { a: { inCidr: [10.0.0.0/8, $n] } }', "a{inCidr ['10.0.0.0/8' $n]}"],
    ["match: { 'a[].b': { startsWith: x } }", "a[].b{startsWith 'x'}"],
    [
      "match: { 'a[]': { some: { b: x, not: { c: { exists: true } } } } }",
      "some a[](all(b{equals 'x'}, not(c{exists true})))",
    ],
    ["match: { 'a[]': { some: { any: [{ b: x }] } } }", "some a[](any(b{equals 'x'}))"],
    ['match: { all: { a: x, b: y } }', "all(a{equals 'x'}, b{equals 'y'})"],
  ])('%s', (text, expected) => {
    const { clause, diagnostics } = read(text);
    expect(placed(diagnostics)).toEqual([]);
    expect(sketch(clause)).toBe(expected);
  });

  it.each([
    ['$name', '$name'],
    ["'$name'", '$name'],
    ['$$name', "'$name'"],
    ['$$$name', "'$$name'"],
    ['$', "'$'"],
    ['$a-b', "'$a-b'"],
    ['a$b', "'a$b'"],
    ["'*.?%_\\'", "'*.?%_\\'"],
    ["' x '", "' x '"],
    ["'null'", "'null'"],
    ["'true'", "'true'"],
    ["'007'", "'007'"],
    ['"\\0\\u2028\\""', "'\0\u2028\"'"],
  ])('reads the right side %s', (written, expected) => {
    expect(sketch(read(`match: { requestParameters.a: ${written} }`).clause)).toBe(
      `requestParameters.a{equals ${expected}}`,
    );
  });

  it('keeps the place of each part', () => {
    const { clause } = read('match:\n  eventName: { startsWith: abc, ignoreCase: true }\n');
    const test = clause?.kind === 'field' ? clause.tests[0] : undefined;
    const text = 'match:\n  eventName: { startsWith: abc, ignoreCase: true }\n';
    const at = (span: { start: number; end: number } | undefined) => text.slice(span?.start, span?.end);
    expect(at(clause?.span)).toBe('eventName: { startsWith: abc, ignoreCase: true }');
    expect(at(test?.span)).toBe('startsWith: abc');
    expect(at(test?.operands[0]?.span)).toBe('abc');
  });
});

describe('faults', () => {
  it('leave a broken clause out, and keep what stands beside it', () => {
    expect(sketch(read('match: { resources: { some: { ARN: A } }, eventName: B }').clause)).toBe(
      "eventName{equals 'B'}",
    );
    expect(sketch(read("match: { 'a[]': { some: { b: x }, exists: true } }").clause)).toBe('nothing');
  });

  it.each(BAD_MATCHES)('$name', ({ text, faults }) => {
    const { diagnostics } = read(text);
    expect(placed(diagnostics)).toEqual(faults);
  });

  it.each(GOOD_MATCHES)('none in %s', (text) => {
    const { clause, diagnostics } = read(text);
    expect(placed(diagnostics)).toEqual([]);
    expect(clause).toBeDefined();
  });

  it.each([
    ['match: { eventName|endswith: A }', "Write `eventName: { endsWith: 'A', ignoreCase: true }`."],
    ["match: { 'eventName|contains|cased': A }", "Write `eventName: { contains: 'A' }`."],
    ["match: { 'errorCode|exists': false }", 'Write `errorCode: { exists: false }`.'],
    [
      'match: { eventName: { neq: A } }',
      'Write `differsFrom: \'…\'`. For "is not, or is absent", write `not: { field: value }`.',
    ],
    ['match: { eventName: { in: [A] } }', 'Write `oneOf: [a, b]`.'],
    [
      'match: { errorCode: null }',
      "Write `errorCode: { exists: false }` for \"absent or null\". For the text null, write `'null'`; for the empty text, `''`.",
    ],
    [
      'match: { eventName: { re: A } }',
      "Write `matches: '…'`. Often startsWith, endsWith, contains or a list of values says the same.",
    ],
    ['match: { eventName: { cidr: A } }', 'Write `inCidr: 10.0.0.0/8`.'],
    ['match: { eventName: { gt: 1 } }', 'Write `greaterThan: …`.'],
    ['match: { eventName: { gte: 1 } }', 'Write `atLeast: …`.'],
    ['match: { eventName: { lt: 1 } }', 'Write `lessThan: …`.'],
    ['match: { eventName: { lte: 1 } }', 'Write `atMost: …`.'],
    ["match: { 'userAgent|re': '^a' }", "Write `userAgent: { matches: '^a' }`."],
    ["match: { 'userAgent|re|i': '^a' }", "Write `userAgent: { matches: '^a', ignoreCase: true }`."],
    ["match: { 'sourceIPAddress|cidr': 10.0.0.0/8 }", "Write `sourceIPAddress: { inCidr: '10.0.0.0/8' }`."],
    ["match: { 'requestParameters.n|gte': 5 }", 'Write `requestParameters.n: { atLeast: 5 }`.'],
    ['match: { resources: { some: { ARN: A } } }', "Write 'resources[]': { some: { … } }."],
    [
      "match: { 'a[]': { not: { some: { b: A } } } }",
      'Write `not: { \'a[]\': { some: … } }` for "no element does", or `\'a[]\': { some: { not: … } }` for "some element does not".',
    ],
    ['match: { recipientAccountId: 123456789012 }', "Put it in quotes: '123456789012'."],
  ])('says what to write instead of %s', (text, fix) => {
    expect(read(text).diagnostics.map((diagnostic) => diagnostic.do)).toEqual([fix]);
  });

  it('suggests the operator that was meant', () => {
    expect(read('match: { eventName: { startWith: A } }').diagnostics[0]?.what).toContain(
      'Did you mean "startsWith"?',
    );
  });
});
