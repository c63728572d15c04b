/**
 * Which rules are blind in an environment, and why.
 *
 * Owns: the reasons: a condition that nothing can meet there, a target that cannot say it, and, given a sample of events,
 * a clause that no event of it meets. Must not: read files or print. What it cannot know (which events a trail records)
 * it names as a need.
 */
import type { CloudTrailEvent } from './cloudtrail/event.ts';
import { compileRule } from './compile.ts';
import type { Content, EnvironmentDocument, RuleDocument, TargetName } from './content/document.ts';
import { compileCondition } from './evaluate/condition.ts';
import { compileField, type Verdict } from './evaluate/field.ts';
import { describePredicate } from './ir/describe.ts';
import { type Expression, predicatesOf } from './ir/expression.ts';
import { type Need, needsOf } from './ir/needs.ts';
import { normalForm } from './ir/normal.ts';
import type { RuleIr } from './ir/rule.ts';
import { namedField } from './language/field-names.ts';
import { lowerForEnvironment } from './lower.ts';
import { TARGET_NAMES } from './targets/index.ts';

export interface RuleHealth {
  readonly document: RuleDocument;
  /**
   * `blind`: nothing can match, or a field that it reads is never filled in the sample; `unseen`: some clause is met by
   * nothing in the sample, which a rare event explains as well; `partly`: some targets leave it out.
   */
  readonly state: 'sees' | 'partly' | 'unseen' | 'blind';
  readonly reasons: readonly HealthReason[];
  /** What a trail must record; nobody can see from here whether it does. */
  readonly needs: readonly Need[];
  /** Events of the sample that the rule matches; absent without a sample. */
  readonly matches?: number;
}

export interface HealthReason {
  readonly target?: TargetName;
  readonly why: string;
  readonly remedy: string;
}

/** What the sample is like, as far as rules depend on it. */
export interface SampleFacts {
  readonly events: number;
  readonly dataEvents: number;
  readonly withoutReadOnly: number;
  readonly withSourceIdentity: number;
  /** Different names of role sessions, and how many of them are e-mail addresses. */
  readonly sessionNames: number;
  readonly emailSessionNames: number;
}

export interface Doctor {
  /** Counts an event of the sample. */
  readonly see: (event: CloudTrailEvent) => void;
  readonly report: () => { readonly rules: readonly RuleHealth[]; readonly sample: SampleFacts };
}

/** Session names kept to be counted; a sample of more is told as "at least". */
const MOST_NAMES = 100_000;

export function openDoctor(content: Content, environment: EnvironmentDocument): Doctor {
  const patients = content.rules.flatMap((document) => {
    const { value: rule } = lowerForEnvironment(document, content, environment);
    return rule === undefined ? [] : [openPatient(rule, content, environment)];
  });
  const sample = openSample();
  return {
    see: (event) => {
      sample.see(event);
      for (const patient of patients) patient.see(event);
    },
    report: () => {
      const facts = sample.report();
      return { rules: patients.map((patient) => patient.report(facts)), sample: facts };
    },
  };
}

interface Part {
  readonly expression: Expression;
  readonly holds: Verdict;
  seen: number;
}

function openPatient(rule: RuleIr, content: Content, environment: EnvironmentDocument) {
  const condition = normalForm(rule.condition);
  const constant = isFalse(condition);
  const parts: readonly Part[] = (constant ? [] : conjuncts(condition)).map((expression) => ({
    expression,
    holds: compileCondition(expression),
    seen: 0,
  }));
  let matches = 0;
  const fixed = constant ? emptiness(rule, environment) : [];
  const onTargets = constant ? [] : unsaid(rule.document, content, environment);
  return {
    see: (event: CloudTrailEvent) => {
      let all = !constant;
      for (const part of parts) {
        if (part.holds(event)) part.seen += 1;
        else all = false;
      }
      if (all) matches += 1;
    },
    report: (sample: SampleFacts): RuleHealth => {
      const unseen = sample.events === 0 ? [] : parts.filter(({ seen }) => seen === 0);
      const unmetClauses = unseen.map((part) => unmet(part.expression, sample));
      const blind =
        constant || unmetClauses.some(({ never }) => never) || onTargets.length === TARGET_NAMES.length;
      const open = unseen.length > 0 ? 'unseen' : onTargets.length > 0 ? 'partly' : 'sees';
      return {
        document: rule.document,
        state: blind ? 'blind' : open,
        reasons: [...fixed, ...onTargets, ...unmetClauses.map(({ never: _, ...reason }) => reason)],
        needs: needsOf(condition),
        ...(sample.events === 0 ? {} : { matches }),
      };
    },
  };
}

const conjuncts = (condition: Expression) => (condition.kind === 'all' ? condition.of : [condition]);
const isFalse = (condition: Expression) => condition.kind === 'any' && condition.of.length === 0;

/** Why nothing can meet the condition: the params and lists without values that it reads. */
function emptiness(rule: RuleIr, { name }: EnvironmentDocument): readonly HealthReason[] {
  const params = [...rule.params].filter(([, values]) => values.length === 0).map(([param]) => param);
  const lists = predicatesOf(rule.condition).flatMap((predicate) =>
    predicate.operator === 'inList' && predicate.rows.length === 0 ? [predicate.list] : [],
  );
  const reasons = [
    ...params.map((param) => ({
      why: `The param "${param}" is empty in "${name}", and nothing is in an empty list.`,
      remedy: `Give it values below environments.${name}.params.${param} of trailc.config.yml.`,
    })),
    ...[...new Set(lists)].map((list) => ({
      why: `The list "${list}" has no entries in "${name}", and nothing is in an empty list.`,
      remedy: `Add entries to the list, or below environments.${name}.lists.${list}.add.`,
    })),
  ];
  if (reasons.length > 0) return reasons;
  return [
    {
      why: 'No event can meet the condition.',
      remedy: 'Run "trailc explain" on an event that should match.',
    },
  ];
}

/** Targets that leave the rule out, with the clause. */
function unsaid(
  document: RuleDocument,
  content: Content,
  environment: EnvironmentDocument,
): readonly HealthReason[] {
  const { value } = compileRule(document, content, { environment, targets: TARGET_NAMES });
  return (value ?? []).flatMap(({ target, profile, compiled }) => {
    if (compiled.answer.kind !== 'unsupported') return [];
    const why = compiled.answer.reasons.map((reason) => `${reason.clause}: ${reason.why}`).join(' ');
    const remedy =
      target === 'athena'
        ? 'Use a profile whose table has the field ("trailc ddl --patch" brings a table to it).'
        : 'Run the rule on another target.';
    return [{ target, why: `Left out of ${target}, profile ${profile}: ${why}`, remedy }];
  });
}

/** A clause that no event of the sample meets; `never`: because what it reads is not filled there at all. */
function unmet(clause: Expression, sample: SampleFacts): HealthReason & { readonly never: boolean } {
  const why = `No event of the sample meets: ${wordsOf(clause)}.`;
  const { events, sessionNames, emailSessionNames, withSourceIdentity, withoutReadOnly } = sample;
  const fields = new Set(
    predicatesOf(clause).flatMap((predicate) => ('field' in predicate ? predicate.field.spelled : [])),
  );
  if (fields.has('session.name') && emailSessionNames < sessionNames) {
    const remedy = `${emailSessionNames} of ${sessionNames} session names in the sample are e-mail addresses. Where employees have others, have the identity provider send the address as RoleSessionName.`;
    return { why, remedy, never: emailSessionNames === 0 };
  }
  if (fields.has('userIdentity.sessionContext.sourceIdentity')) {
    const remedy = `${withSourceIdentity} of ${events} events have a source identity; roles must ask for one.`;
    return { why, remedy, never: withSourceIdentity === 0 };
  }
  if (fields.has('readOnly') && withoutReadOnly > 0) {
    const remedy = `${withoutReadOnly} of ${events} events have no readOnly: old or trimmed records.`;
    return { why, remedy, never: withoutReadOnly === events };
  }
  const remedy = 'Either it does not happen there, or the trail does not record it: try a longer sample.';
  return { why, remedy, never: false };
}

/** A clause in a line; of a group, as much as a line holds. */
function wordsOf(clause: Expression): string {
  switch (clause.kind) {
    case 'predicate':
      return describePredicate(clause);
    case 'not':
      return `not (${wordsOf(clause.of)})`;
    case 'some':
      return `an element of ${clause.array.spelled} with (${wordsOf(clause.of)})`;
    case 'all':
    case 'any': {
      const shown = clause.of.slice(0, 3).map(wordsOf);
      const more = clause.of.length - shown.length;
      const parts = more > 0 ? [...shown, `${more} more`] : shown;
      return parts.join(clause.kind === 'all' ? ' and ' : ' or ');
    }
  }
}

function openSample() {
  const read = (name: string) => {
    const definition = namedField(name);
    if (definition === undefined) throw new Error(`no field ${name}`);
    return compileField(definition, false);
  };
  const sessionName = read('session.name');
  const sourceIdentity = read('userIdentity.sessionContext.sourceIdentity');
  const readOnly = read('readOnly');
  const category = read('eventCategory');
  const names = new Set<string>();
  const counts = { events: 0, dataEvents: 0, withoutReadOnly: 0, withSourceIdentity: 0 };
  return {
    see: (event: CloudTrailEvent) => {
      counts.events += 1;
      if (category(event) === 'Data') counts.dataEvents += 1;
      if (readOnly(event) === undefined) counts.withoutReadOnly += 1;
      if (sourceIdentity(event) !== undefined) counts.withSourceIdentity += 1;
      const name = sessionName(event);
      if (name !== undefined && names.size < MOST_NAMES) names.add(name);
    },
    report: (): SampleFacts => ({
      ...counts,
      sessionNames: names.size,
      emailSessionNames: [...names].filter(isAddress).length,
    }),
  };
}

/** One `@` with something before it, and a dot in what follows. */
function isAddress(name: string): boolean {
  const at = name.indexOf('@');
  return at > 0 && at === name.lastIndexOf('@') && name.indexOf('.', at + 2) > 0 && !name.endsWith('.');
}
