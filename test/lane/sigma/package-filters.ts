/**
 * The filters of the package, on the tests of the rules that they name.
 *
 * Owns: that a filter changes no verdict as it stands, and that an entry added to it leaves an event out. Must not: make
 * filters; they are taken from the built package, with and without entries that the tests' events are on.
 */
import { load } from 'js-yaml';
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type {
  Content,
  EnvironmentDocument,
  ListOverlay,
  RuleDocument,
} from '../../../src/content/document.ts';
import { lowerForEnvironment } from '../../../src/lower.ts';
import { exclusionsOf } from '../../../src/targets/sigma/filter.ts';
import type { Check, Finding } from '../check.ts';
import { columnsOf, rowOf, valueAt } from './flatten.ts';
import { answersOf, tableLine, verdictsOf } from './job.ts';
import { builtPackage } from './package-built.ts';
import { runScript } from './pysigma.ts';

interface Filter {
  readonly path: string;
  readonly text: string;
  readonly rules: readonly string[];
  readonly maps: readonly Readonly<Record<string, unknown>>[];
}

interface Use {
  readonly filter: Filter;
  readonly document: RuleDocument;
  readonly rule: string;
}

export async function filterCheck(
  programs: string,
  content: Content,
  environment: EnvironmentDocument,
): Promise<Check> {
  const built = builtPackage(content, environment);
  const rules = new Map(built.below('rules').map(({ text }) => [String(headOf(text).id), text]));
  const usesOf = (filters: readonly Filter[]) =>
    filters.flatMap((filter) =>
      content.rules.flatMap((document): readonly Use[] => {
        const rule = rules.get(document.id.value);
        return rule !== undefined && filter.rules.includes(document.id.value)
          ? [{ filter, document, rule }]
          : [];
      }),
    );
  const events = content.rules.flatMap(({ tests }) => tests.map(({ event }) => event));
  const asked = usesOf(built.below('filters').map(filterOf));
  const same = await verdictPairs(programs, asked, events);
  const unchanged = asked.map(({ filter, document }, at): Finding => {
    const { alone = [], filtered = [] } = same[at] ?? {};
    const matches = alone.filter((verdict) => verdict === true).length;
    const ok = JSON.stringify(alone) === JSON.stringify(filtered) && matches > 0;
    return {
      name: `${filter.path} on ${document.stem}`,
      ok,
      detail: `${alone.length} events, ${matches} matches`,
    };
  });
  return {
    name: 'every Sigma filter changes no verdict of its rules, and leaves out an event whose entry is added',
    by: 'pySigma 1.5.1, its SQLite backend 2.0.0, queries run by SQLite',
    findings: [...unchanged, ...(await addedFindings(programs, content, environment, usesOf))],
  };
}

/** For each list that a rule excludes by: a test's event that matches, and what an entry of the list for it would hold. */
function missedEvents(content: Content, environment: EnvironmentDocument) {
  return content.rules.flatMap((document) => {
    const { value } = lowerForEnvironment(document, content, environment);
    // The normal form would drop lists that are empty here: the whole condition is asked, groups within groups and all.
    return (value === undefined ? [] : exclusionsOf(value.condition)).flatMap((test) => {
      const fields = test.columns.map(({ field }) => field.spelled);
      const matching = document.tests.filter(({ expect }) => expect === 'match');
      const event = matching
        .map((one) => one.event)
        .find((one) => fields.every((field) => typeof valueAt(field, one) === 'string'));
      if (event === undefined) return [];
      const columns = new Map(
        test.columns.map(({ column }, at) => [column, String(valueAt(fields[at] ?? '', event))]),
      );
      return [{ document, list: test.list, event, columns }];
    });
  });
}

async function addedFindings(
  programs: string,
  content: Content,
  environment: EnvironmentDocument,
  usesOf: (filters: readonly Filter[]) => readonly Use[],
): Promise<readonly Finding[]> {
  const missed = missedEvents(content, environment);
  const { span, name: environmentName } = environment;
  const added = new Map<string, ListOverlay['add'][number][]>();
  for (const { list, columns } of missed) {
    const entries = added.get(list) ?? [];
    const plain = content.lists.get(list)?.columns.length === 1;
    const values = [...columns.values()];
    const named = [...columns.keys()].map((value) => ({ value, span }));
    const entry = { values, reason: 'Added.', span, ...(plain ? {} : { columns: named }) };
    const twice = entries.some((one) => JSON.stringify(one.values) === JSON.stringify(values));
    added.set(list, twice ? entries : [...entries, entry]);
  }
  const lists = new Map(environment.lists);
  for (const [list, add] of added) {
    const overlay: ListOverlay = { environment: environmentName, add, remove: [], span };
    lists.set(list, [...(lists.get(list) ?? []), overlay]);
  }
  const wider = builtPackage(content, { ...environment, lists });
  const uses = usesOf(wider.below('filters').map(filterOf));
  const findings: Finding[] = [];
  for (const { document, list, event } of missed) {
    const use = uses.find(
      ({ filter, document: other }) => other === document && listOf(filter.text) === list,
    );
    const name = `${document.stem} with one more entry of ${list}`;
    if (use === undefined) {
      findings.push({ name, ok: false, detail: 'no filter' });
      continue;
    }
    const [pair] = await verdictPairs(programs, [use], [event]);
    const ok = pair?.alone[0] === true && pair.filtered[0] === false;
    findings.push({ name, ok, ...(ok ? {} : { detail: JSON.stringify(pair) }) });
  }
  return findings;
}

interface Pair {
  readonly alone: readonly (boolean | undefined)[];
  readonly filtered: readonly (boolean | undefined)[];
}

/** The verdicts of each rule by itself and with the filter, on the events that have a row. */
async function verdictPairs(
  programs: string,
  uses: readonly Use[],
  events: readonly CloudTrailEvent[],
): Promise<readonly Pair[]> {
  const counts: number[] = [];
  const lines = uses.flatMap(({ filter, rule }) => {
    const { detection } = headOf(rule) as { readonly detection: Readonly<Record<string, unknown>> };
    const selections = filter.maps.map((map, at) => [`filter ${at}`, map]);
    const columns = columnsOf({ ...detection, ...Object.fromEntries(selections) });
    const rows = events.flatMap((event) => {
      const row = rowOf(event, columns);
      return row === undefined ? [] : [row];
    });
    counts.push(rows.length);
    return [rule, `${rule}\n---\n${filter.text}`].map((yaml) => tableLine(yaml, columns, rows));
  });
  const { stdout } = await runScript(programs, 'witness.py', [], lines);
  const answers = answersOf<{ readonly verdicts?: string; readonly error?: string }>(stdout, lines.length);
  const read = (at: number, count: number) => {
    const { verdicts, error } = answers[at] ?? {};
    if (verdicts === undefined) throw new Error(`pySigma cannot apply a filter: ${error}`);
    return verdictsOf(verdicts, count);
  };
  return counts.map((count, at) => ({ alone: read(2 * at, count), filtered: read(2 * at + 1, count) }));
}

function filterOf({ path, text }: { readonly path: string; readonly text: string }): Filter {
  const { filter } = headOf(text) as { readonly filter: Readonly<Record<string, unknown>> };
  return {
    path,
    text,
    rules: filter.rules as readonly string[],
    maps: [filter.selection].flat() as readonly Readonly<Record<string, unknown>>[],
  };
}

const headOf = (yaml: string) => load(yaml) as Readonly<Record<string, unknown>>;
const listOf = (yaml: string) => (headOf(yaml).trailc as { readonly list: string }).list;
