/**
 * The tests of rules as data, which Athena itself runs through the rules' own conditions.
 *
 * Owns: which rules and tests stand in which statement, so that each is within Athena's limit. Must not: print a
 * condition (condition.ts does) or the statement around it (selftest-query.ts does), or know consents.
 */
import { fail, type Result, succeed } from '../../base/result.ts';
import type { EnvironmentDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { Artefact, Assumption, Reason } from '../shared/target.ts';
import { answerFor } from './answer.ts';
import { conditionOf } from './condition.ts';
import { HEAD, LONGEST_QUERY } from './index.ts';
import { commentText } from './literals.ts';
import type { Profile } from './profiles.ts';
import {
  frameBytes,
  lineBytes,
  printSelftest,
  ruleBytes,
  type TestedRule,
  type TestLine,
} from './selftest-query.ts';
import { columnsOn, pathsRead, testLines } from './selftest-record.ts';
import { profileOf } from './settings.ts';

export interface Selftest {
  /** One for each statement; Athena runs one at a time. */
  readonly statements: readonly { readonly artefact: Artefact; readonly rules: readonly string[] }[];
  /** Rules that the profile cannot say, or that are too long to be tested. */
  readonly notSaid: readonly { readonly rule: RuleIr; readonly reasons: readonly Reason[] }[];
}

/** A statement in the making. */
interface Part {
  readonly rules: Map<Subject, TestLine[]>;
  bytes: number;
}

interface Subject extends TestedRule {
  readonly rule: RuleIr;
  readonly lines: readonly TestLine[];
  readonly assumptions: readonly Assumption[];
}

/**
 * The statements that run the tests of the rules, in order. The rules are normalised, and lowered for their tests:
 * params have their examples, lists no overlays. `wanted` overrides the environment's profile.
 */
export function selftestOf(
  rules: readonly RuleIr[],
  environment: EnvironmentDocument,
  wanted?: string,
): Result<Selftest> {
  const { value: profile, diagnostics } = profileOf(environment, wanted);
  if (profile === undefined) return fail(diagnostics);
  const notSaid: Selftest['notSaid'][number][] = [];
  const parts: Part[] = [];
  for (const rule of rules) {
    const answer = answerFor(rule, profile);
    if (answer.kind === 'unsupported') {
      notSaid.push({ rule, reasons: answer.reasons });
      continue;
    }
    const assumptions = answer.kind === 'exact' ? [] : answer.assumptions;
    const subject = subjectOf(rule, profile, assumptions);
    const reason = tooLong(subject, profile);
    if (reason === undefined) place(subject, parts, profile);
    else notSaid.push({ rule, reasons: [reason] });
  }
  const statements = parts.map((part, at) => artefactOf(part, at, parts.length, environment, profile));
  return succeed({ statements, notSaid });
}

function subjectOf(rule: RuleIr, profile: Profile, assumptions: readonly Assumption[]): Subject {
  const { stem, id } = rule.document;
  const paths = pathsRead(rule.condition);
  const condition = conditionOf(rule.condition, profile);
  const lines = testLines(rule, columnsOn(paths, profile.columns));
  return { rule, stem, id: id.value, paths, condition, assumptions, lines };
}

const ROOM = LONGEST_QUERY - HEAD;

/** A condition that takes a statement for itself leaves no room for a test. */
function tooLong(subject: Subject, profile: Profile): Reason | undefined {
  const longest = Math.max(0, ...subject.lines.map(lineBytes));
  const bytes = frameBytes(profile) + ruleBytes(subject) + longest;
  if (bytes <= ROOM) return undefined;
  const why = `The condition and its longest test would have ${bytes} bytes, and Athena takes ${LONGEST_QUERY} with its comments: shorten the lists that the rule reads, or split the rule.`;
  return { span: subject.rule.document.match.span, clause: 'match', why };
}

/** Puts each test into the last statement while it fits, else into a new one with the condition once more. */
function place(subject: Subject, parts: Part[], profile: Profile): void {
  for (const line of subject.lines) {
    let part = parts.at(-1);
    const bytes = lineBytes(line) + (part?.rules.has(subject) === true ? 0 : ruleBytes(subject));
    if (part === undefined || part.bytes + bytes > ROOM) {
      part = { rules: new Map(), bytes: frameBytes(profile) };
      parts.push(part);
    }
    const known = part.rules.get(subject);
    part.bytes += lineBytes(line) + (known === undefined ? ruleBytes(subject) : 0);
    if (known === undefined) part.rules.set(subject, [line]);
    else known.push(line);
  }
}

function artefactOf(
  { rules }: Part,
  at: number,
  count: number,
  environment: EnvironmentDocument,
  profile: Profile,
): Selftest['statements'][number] {
  const subjects = [...rules.keys()];
  const [only] = subjects;
  const lines = [...rules.values()].flat();
  const assumed = new Map(subjects.flatMap(({ assumptions }) => assumptions).map((one) => [one.name, one]));
  const view = {
    subject:
      subjects.length === 1 && only !== undefined
        ? commentText(`rule ${only.stem}, ${only.id}, version ${only.rule.document.version}`)
        : commentText(`${subjects.length} rules`),
    tests: lines.length,
    environment: commentText(environment.name),
    profile: commentText(profile.name),
    part: count === 1 ? '' : commentText(`; statement ${at + 1} of ${count}, to be run one after the other`),
    assumptions: [...assumed.values()].map(({ name, text }) => ({
      name: commentText(name),
      text: commentText(text),
    })),
    query: printSelftest(subjects, lines, profile),
  };
  const name = subjects.length === 1 && only !== undefined ? only.stem : 'selftest';
  const path = count === 1 ? `${name}.sql` : `${name}-${at + 1}.sql`;
  return {
    artefact: { path, template: 'athena/selftest.sql.hbs', view },
    rules: subjects.map(({ stem }) => stem),
  };
}
