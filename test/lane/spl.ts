/**
 * The searches that trailc writes for Splunk, on the oracle of test/oracle/spl.
 *
 * Owns: the two executors, one a profile. A verdict that an open reading of the documentation changes is a wrong
 * verdict, whatever the expected reading gives. Must not: read the printer.
 */
import type { CloudTrailEvent } from '../../src/cloudtrail/event.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { assumptionNames, onlySearch, splFiles } from '../oracle/spl/artefacts.ts';
import type { SavedSearch } from '../oracle/spl/oracle.ts';
import { SWITCH_NAMES } from '../oracle/spl/switches.ts';
import { OracleUnsupported } from '../oracle/spl/unsupported.ts';
import { splBreaks } from './assume-spl.ts';
import type { Engine, Executor, LaneRule, Said, Suite } from './executor.ts';

export const splEngines: Readonly<Record<'raw' | 'extracted', Engine>> = {
  raw: engine('SPL oracle', 'raw'),
  extracted: engine('SPL oracle (extracted)', 'extracted'),
};

function engine(name: string, profile: string): Engine {
  const executor: Executor = {
    name,
    version: `test/oracle/spl, profile ${profile}, ${SWITCH_NAMES.length} switches`,
    breaks: splBreaks,
    run: async (suite) => run(suite, profile),
    close: async () => {},
  };
  return { name, start: async () => executor };
}

/** Event by event, so that each record is parsed once for all rules. */
function run(suite: Suite, profile: string): readonly Said[] {
  const asking = suite.rules.map((rule) => prepare(rule, profile));
  const readings = asking.map((): boolean[] => []);
  const askers = suite.events.map((): number[] => []);
  for (const [which, asked] of suite.asked.entries()) for (const index of asked) askers[index]?.push(which);
  for (const [index, event] of suite.events.entries()) {
    const raw = JSON.stringify(event);
    for (const which of askers[index] ?? []) {
      const one = asking[which];
      if (one?.kind === 'search') readings[which]?.push(verdictOf(one, raw, event));
    }
  }
  return asking.map((one, which) => {
    if (one.kind === 'not-said') return one;
    const { answer, search } = one;
    return { kind: 'verdicts', answer, verdicts: readings[which] ?? [], query: search.search };
  });
}

function prepare({ rule, environment }: LaneRule, profile: string) {
  const { answer, files } = splFiles(rule, environment, profile);
  if (answer.kind === 'unsupported')
    return { kind: 'not-said', why: answer.reasons.map(({ why }) => why).join(' ') } as const;
  const means = compileCondition(rule.condition);
  const search = readSearch(files);
  return { kind: 'search', answer, search, assumed: assumptionNames(answer), means } as const;
}

type Readable = Pick<SavedSearch, 'search' | 'verdicts'>;

/** A search that the oracle cannot read has left the subset: every verdict is wrong, and the query says why. */
function readSearch(files: ReadonlyMap<string, string>): Readable {
  try {
    return onlySearch(files);
  } catch (error) {
    if (!(error instanceof OracleUnsupported)) throw error;
    const conf = [...files].find(([path]) => path.endsWith('.conf'))?.[1];
    return { search: `outside of the subset: ${error.message}\n${conf}`, verdicts: () => [] };
  }
}

type Asking = Extract<ReturnType<typeof prepare>, { kind: 'search' }>;

function verdictOf({ search, assumed, means }: Asking, raw: string, event: CloudTrailEvent): boolean {
  const [first, ...more] = search.verdicts(raw, assumed);
  // Where readings differ, one of them is wrong: that one is reported.
  return first === undefined || more.length > 0 ? !means(event) : first.verdict;
}
