/**
 * The canaries that a set of rules rests on, as searches to paste: one that needs no data, one that counts events, and
 * those of each lookup.
 *
 * Owns: which canaries are wanted, for which paths and tables, and how many become one search. Must not: hold a
 * canary's text (canaries.ts does).
 */
import { fail, type Result, succeed } from '../../base/result.ts';
import { type FieldPath, pathsOf } from '../../cloudtrail/value.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import { type Expression, fieldsOfPredicate, predicatesOf } from '../../ir/expression.ts';
import type { RuleIr } from '../../ir/rule.ts';
import { assumption } from '../shared/assumptions.ts';
import type { Artefact } from '../shared/target.ts';
import { judge } from './answer.ts';
import { CANARIES, type Canary, type CanaryName, isCanaryName } from './canaries.ts';
import { isReadable } from './json.ts';
import { isExtractedKey, joined, type SplExpression, searchSetting, shown, spl } from './literals.ts';
import { lookupsOf } from './lookups.ts';
import { splComment } from './selftest-comment.ts';

/** An assumption that some rules rest on. */
interface Wanted {
  readonly name: CanaryName;
  readonly rules: string[];
  readonly paths: Map<string, FieldPath>;
}

const ROW = 'trailc_row' as SplExpression;

/**
 * The searches for what these rules rest on, normalised and lowered for the environment. Rules that the profile cannot
 * say rest on nothing. `wanted` overrides the environment's profile.
 */
export function canarySearches(
  rules: readonly RuleIr[],
  environment: EnvironmentDocument,
  wanted?: string,
): Result<readonly Artefact[]> {
  const found = new Map<CanaryName, Wanted>();
  const tables = new Set<string>();
  for (const rule of rules) {
    const { value: judged, diagnostics } = judge(rule, environment, wanted);
    if (judged === undefined) return fail(diagnostics);
    if (judged.answer.kind !== 'exact-given') continue;
    for (const { name } of lookupsOf(rule)) tables.add(name);
    for (const { name } of judged.answer.assumptions) {
      if (!isCanaryName(name)) continue;
      const known: Wanted = found.get(name) ?? { name, rules: [], paths: new Map() };
      known.rules.push(rule.document.stem);
      for (const path of pathsFor(name, rule.condition)) known.paths.set(JSON.stringify(path), path);
      found.set(name, known);
    }
  }
  const counting = [...found.values()].filter(({ name }) => CANARIES[name].kind === 'counts');
  // What is counted is read with json_extract, whatever the profile reads with.
  if (!found.has('splunk-canary') && counting.length > 0) {
    const rules = [...new Set(counting.flatMap((one) => one.rules))];
    found.set('splunk-canary', { name: 'splunk-canary', rules, paths: new Map() });
  }
  const all = (Object.keys(CANARIES) as CanaryName[]).flatMap((name) => found.get(name) ?? []);
  const profile = wanted ?? environment.spl.profile;
  const { index, sourcetype } = environment.spl;
  // judge has refused settings that cannot be written.
  const base = [searchSetting('index', index), searchSetting('sourcetype', sourcetype)].join(' ');
  const searches = [...showSearch(all), ...countSearch(all, base), ...lookupSearches(tables)];
  const artefacts = searches.map(({ guide, first, stages }, at) => ({
    path: searches.length === 1 ? 'canaries.spl' : `canaries-${at + 1}.spl`,
    template: 'spl/canaries.spl.hbs',
    view: {
      first,
      stages,
      guide: guide.map(splComment),
      part: `${at + 1} of ${searches.length}`,
      environment: splComment(environment.name),
      profile: splComment(profile),
    },
  }));
  return succeed(artefacts);
}

interface Search {
  /** How to read the result. */
  readonly guide: readonly string[];
  readonly first: string;
  readonly stages: readonly string[];
}

type Kind<K extends Canary['kind']> = Extract<Canary, { kind: K }>;

function ofKind<K extends Canary['kind']>(all: readonly Wanted[], kind: K) {
  return all.flatMap((one) => {
    const canary: Canary = CANARIES[one.name];
    return canary.kind === kind ? [{ ...one, canary: canary as Kind<K> }] : [];
  });
}

/** One after the other in one pipeline; each writes its fields anew, and row N shows the answer of the Nth. */
function showSearch(all: readonly Wanted[]): readonly Search[] {
  const shows = ofKind(all, 'shows');
  if (shows.length === 0) return [];
  const stages = shows.flatMap(({ canary }, at) => [
    ...canary.evals.map((one) => `eval ${one}`),
    `eval ${answer(at)}=if(${canary.holds}, "yes", "no")`,
  ]);
  const columns = [...namesOf(shows), `holds=${perRow(shows.map((_, at) => answer(at)))}`];
  return [
    {
      guide: [
        'It reads no index. Each row is one assumption, and holds must be yes.',
        'no means that Splunk does otherwise here than its documentation says: the rules of that row may then give another verdict than trailc promises. Do not deploy them, and report it with the version of your Splunk.',
      ],
      first: `| makeresults count=${shows.length}`,
      stages: [
        `streamstats count AS ${ROW}`,
        ...stages,
        `eval ${columns.join(',\n    ')}`,
        `sort 0 holds ${ROW}`,
        'table canary holds means rules',
      ],
    },
  ];
}

/** One pass over the events for all of them. */
function countSearch(all: readonly Wanted[], base: string): readonly Search[] {
  const counts = ofKind(all, 'counts');
  if (counts.length === 0) return [];
  const breaking = counts.map(({ canary, paths }, at) => {
    const read = paths.size === 0 ? canary.example : [...paths.values()];
    return `${answer(at)}=if(${canary.breaks(read)}, 1, 0)`;
  });
  const columns = [...namesOf(counts), `breaking=${perRow(counts.map((_, at) => answer(at)))}`];
  return [
    {
      guide: [
        'Run it over a few days. Each row is one assumption; breaking is the number of events that break it, and 0 is right.',
        'On an event that breaks one the rules of that row may give another verdict than trailc promises. events 0 means that nothing was looked at: mind the index, the source type and the time range.',
      ],
      first: base,
      stages: [
        `eval ${breaking.join(',\n    ')}`,
        `stats count AS events ${counts.map((_, at) => `sum(${answer(at)}) AS ${answer(at)}`).join(' ')}`,
        `eval ${ROW}=mvrange(1, ${counts.length + 1})`,
        `mvexpand ${ROW}`,
        `eval ${columns.join(',\n    ')}`,
        `eval holds=if(events=0, "no events", if(breaking=0, "yes", "no"))`,
        `sort 0 holds ${ROW}`,
        'table canary holds breaking events means rules',
      ],
    },
  ];
}

/** Each reads a lookup and must return nothing. */
function lookupSearches(tables: ReadonlySet<string>): readonly Search[] {
  const { searches } = CANARIES['splunk-lookup'] as Kind<'lookup'>;
  return [...tables].sort().flatMap((table) =>
    searches(table).map((search) => {
      const [first = '', ...stages] = search.replace(/^\| /, '').split(' | ');
      const guide = [
        `${table}: it must return nothing. A row is a key that the lookup does not find, or finds by another text.`,
      ];
      return { guide, first: `| ${first}`, stages };
    }),
  );
}

const answer = (at: number) => `trailc_${at + 1}` as SplExpression;

function namesOf(all: readonly Wanted[]): readonly string[] {
  return [
    `canary=${perRow(all.map(({ name }) => shown(name)))}`,
    `means=${perRow(all.map(({ name }) => shown(assumption(name).text.replaceAll('`', ''))))}`,
    `rules=${perRow(all.map(({ rules }) => shown(rules.join(', '))))}`,
  ];
}

function perRow(values: readonly SplExpression[]): SplExpression {
  return spl`case(${joined(
    values.map((value, at) => spl`${ROW}=${String(at + 1) as SplExpression}, ${value}`),
    ', ',
  )})`;
}

/** The paths that a rule's assumption is about. */
function pathsFor(name: CanaryName, condition: Expression): readonly FieldPath[] {
  const predicates = predicatesOf(condition).filter(
    ({ operator }) => name !== 'no-object-here' || operator === 'exists',
  );
  const paths = predicates.flatMap(fieldsOfPredicate).flatMap(({ definition }) => pathsOf(definition.value));
  const isNamed = (path: FieldPath) =>
    path.every(isExtractedKey) && !(name === 'extracted-names' && path.join('.') === 'errorCode');
  return paths.filter(name === 'extracted-names' || name === 'no-object-here' ? isNamed : isReadable);
}
