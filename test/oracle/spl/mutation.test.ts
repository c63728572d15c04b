/** Faults put into compiled searches are seen: a conformance case gives another verdict, or the oracle refuses the text. */
import { expect, it } from 'vitest';
import { readConformance } from '../../conformance/cases.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { assumptionNames, onlySearch, splFiles } from './artefacts.ts';
import { OracleUnsupported } from './unsupported.ts';

/** Letters of a set `[aA]`, as lower() and small letters would say them. */
const lowered = (search: string) =>
  search
    .replace(
      /match\((ct_\w+), "((?:[^"\\]|\\.)*\[[a-z][A-Z]\](?:[^"\\]|\\.)*)"\)/g,
      (_, field, pattern: string) => {
        const small = pattern.replace(/\[([a-z])[A-Z]\]/g, '$1');
        return `match(lower(${field}), "${small}")`;
      },
    )
    .replace(/replace\((?:replace\()*(ct_\w+), "A", "a"\)(?:, "[A-Z]", "[a-z]"\))+/g, 'lower($1)');

/** Without the parentheses around an OR that an AND or a NOT stands beside. */
function withoutPair(search: string): string {
  for (let open = search.indexOf('| where'); open >= 0; open = search.indexOf('(', open + 1)) {
    let [depth, or, close] = [0, false, open];
    for (; close < search.length; close += 1) {
      if (search[close] === '(') depth += 1;
      if (search[close] === ')') depth -= 1;
      if (depth === 1 && search.startsWith(' OR ', close)) or = true;
      if (depth === 0 && close > open && search[close] === ')') break;
    }
    const beside =
      /(?:AND|NOT) $/.test(search.slice(0, open)) || / AND /.test(search.slice(close + 1, close + 6));
    if (search[open] === '(' && or && beside)
      return search.slice(0, open) + search.slice(open + 1, close) + search.slice(close + 1);
  }
  return search;
}

const FAULTS: Readonly<Record<string, (search: string) => string>> = {
  'no guard against null': (search) =>
    search.replace(/if\(match\((ct_\w+), "\^\(null\\\\z.*?, null\(\), \1\)/g, '$1'),
  'no guard against NULL': (search) => search.replace(/if\(([^()]*)="([^"]*)", 1, 0\)=1/g, '$1="$2"'),
  'no isnotnull beside a comparison of fields': (search) => search.replace(/isnotnull\(ct_\w+\) AND /g, ''),
  '!= in the place of NOT': (search) => search.replace(/NOT \((if\(.*?), 1, 0\)=1\)/g, '($1, 1, 0)!=1)'),
  '!= of the field in the place of NOT': (search) => search.replace(/NOT \(if\((\w+)="/g, '(if($1!="'),
  'a parenthesis less': (search) => search.replace(/\| where \(/, '| where '),
  'a pair of parentheses less': withoutPair,
  'lower() in the place of letters': lowered,
  'no letter before a number-like text': (search) => search.replace(/\("x"\.(ct_\w+)\)="x/g, '$1="'),
  'a line feed before \\z': (search) => search.replaceAll('\\\\z"', '\\\\n?\\\\z"'),
  'a dot that is not escaped': (search) => search.replaceAll('\\\\.', '.'),
  'OR in the place of AND': (search) => search.replace(/(\| where .*?)\) AND \(/, '$1) OR ('),
  'the other comparison': (search) => search.replace(/>=(\d)/g, '>$1').replace(/<=(\d)/g, '<$1'),
  'texts in order': (search) => search.replace(/tonumber\((ct_\w+)\)/g, '$1'),
  'no ::ffff:0:0/96': (search) => search.replace(/ OR if\(cidrmatch\("0:0:0:0:0:ffff:.*?, 1, 0\)=1/g, ''),
  'like in the place of match': (search) => search.replace(/match\(/g, 'like('),
};

interface Compiled {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly assumed: readonly string[];
  readonly events: readonly (readonly [raw: string, wanted: boolean])[];
}

const compiled: readonly Compiled[] = readConformance().flatMap(({ name, rule, matches, misses }) => {
  const { answer, files } = splFiles(rule, ENVIRONMENT, 'raw');
  if (answer.kind === 'unsupported') return [];
  const events = [...matches, ...misses].map(
    (event, at) => [JSON.stringify(event), at < matches.length] as const,
  );
  return [{ name, files, assumed: assumptionNames(answer), events }];
});

/** How the conformance test would see it. */
function seen({ files, assumed, events }: Compiled, fault: (search: string) => string): string | undefined {
  const written = new Map(
    [...files].map(([path, text]) => [path, path.endsWith('.conf') ? fault(text) : text]),
  );
  if ([...written].every(([path, text]) => files.get(path) === text)) return undefined;
  try {
    const search = onlySearch(written);
    const wrong = events.some(([raw, wanted]) => {
      const readings = search.verdicts(raw, assumed);
      return readings.length > 1 || readings[0]?.verdict !== wanted;
    });
    return wrong ? 'verdict' : undefined;
  } catch (error) {
    if (error instanceof OracleUnsupported) return 'refused';
    throw error;
  }
}

/** Texts that cannot be parsed, or that stand outside of the subset. */
const REFUSED: ReadonlySet<string> = new Set(['a parenthesis less', 'like in the place of match']);

it.each(Object.entries(FAULTS))('%s', (name, fault) => {
  const found = compiled.flatMap((one) => {
    const how = seen(one, fault);
    return how === (REFUSED.has(name) ? 'refused' : 'verdict') ? [one.name] : [];
  });
  expect(found).not.toEqual([]);
});
