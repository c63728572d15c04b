/**
 * The app that `trailc build` makes of the shipped rules, read from its archive by the oracle of test/oracle/spl.
 *
 * Owns: the suites of shipped rules over the built app, and a finding for each rule. Must not: know how an app is made.
 */
import { assemble } from '../../src/assemble.ts';
import { templateSource } from '../../src/bundle/render.ts';
import type { Content, EnvironmentDocument } from '../../src/content/document.ts';
import { compileCondition } from '../../src/evaluate/condition.ts';
import { type App, readApp } from '../oracle/spl/app.ts';
import { assumptionNames } from '../oracle/spl/artefacts.ts';
import { compileSavedSearch } from '../oracle/spl/oracle.ts';
import { SWITCH_NAMES } from '../oracle/spl/switches.ts';
import { splBreaks } from './assume-spl.ts';
import type { Check, Finding } from './check.ts';
import type { Suite } from './executor.ts';

/** The executors run both profiles over every event; in the app only macros stand around the same search. */
const profilesFor = ({ events }: Suite) => (events.length > 1000 ? ['raw'] : ['raw', 'extracted']);

/** Every shipped rule on the events of the suites that are about shipped rules: their tests, and public records. */
export function splAppCheck(suites: readonly Suite[]): Check {
  const about = suites.flatMap((suite) => {
    const [first] = suite.rules;
    // A generated rule that reads a list comes with content of its own.
    const shared =
      first?.content !== undefined && suite.rules.every(({ content }) => content === first.content);
    return shared && first?.content !== undefined
      ? [{ suite, content: first.content, environment: first.environment }]
      : [];
  });
  const findings = about.flatMap(({ suite, content, environment }) =>
    profilesFor(suite).flatMap((profile) =>
      onSuite(suite, content, { ...environment, spl: { ...environment.spl, profile } }),
    ),
  );
  return {
    name: "the searches in the built .spl file give the evaluator's verdicts, with their macros and lookups",
    by: `test/oracle/spl, ${SWITCH_NAMES.length} switches`,
    findings,
    notes: ['An event that breaks an assumption of the answer is left out, as in the suites.'],
  };
}

function onSuite(
  { name, events }: Suite,
  content: Content,
  environment: EnvironmentDocument,
): readonly Finding[] {
  const build = { trailc: '0.0.0', commit: '' };
  const templates = templateSource(content.config);
  const { value, diagnostics } = assemble(content, { environment, build, templates });
  const of = `${name}, ${environment.spl.profile}`;
  if (value === undefined)
    return [{ name: of, ok: false, detail: diagnostics.map(({ what }) => what).join(' ') }];
  const archive = value.plan.files.find(({ path }) => /^splunk\/[^/]+\.spl$/.test(path))?.content;
  if (archive === undefined || typeof archive === 'string')
    return [{ name: of, ok: false, detail: 'the bundle holds no app' }];
  const app = readApp(archive);
  const records = events.map((event) => ({ event, raw: JSON.stringify(event) }));
  return value.compiled
    .filter(({ target, compiled }) => target === 'spl' && compiled.answer.kind !== 'unsupported')
    .map((one) => findingOf(`${of}: ${one.rule.document.stem}`, one, app, records));
}

type Compiled = NonNullable<ReturnType<typeof assemble>['value']>['compiled'][number];
type Records = readonly { readonly event: Suite['events'][number]; readonly raw: string }[];

/** A search that the oracle cannot read is a finding, not the end of the lane. */
function findingOf(name: string, { rule, compiled }: Compiled, app: App, records: Records): Finding {
  const assumed = assumptionNames(compiled.answer);
  const means = compileCondition(rule.condition);
  try {
    const search = compileSavedSearch(app.files, rule.document.title.value);
    const wrong = records.filter(({ event, raw }) => {
      if (assumed.some((assumption) => splBreaks(assumption, rule, event))) return false;
      const [first, ...more] = search.verdicts(raw, assumed);
      return first?.verdict !== means(event) || more.length > 0;
    });
    if (wrong.length === 0) return { name, ok: true };
    return { name, ok: false, detail: `${wrong.length} events, the first: ${wrong[0]?.raw.slice(0, 500)}` };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
