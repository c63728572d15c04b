/**
 * One rule file, from text to RuleDocument.
 *
 * Owns: the order of reading, and what the keys of a rule must agree on. Must not: look at other files; fields,
 * params and lists that `match` names are resolved in ir/lower.ts.
 */
import { diagnose } from '../base/catalogue.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import type { SourceText } from '../base/source.ts';
import type { JsonObject } from '../cloudtrail/event.ts';
import { seconds } from '../language/duration.ts';
import { hasShape } from '../language/shapes.ts';
import { isCalendarDate } from './calendar.ts';
import type {
  AlertDocument,
  Level,
  ParamUse,
  RuleDocument,
  ScheduleDocument,
  Spanned,
  Status,
  TargetConsent,
  TargetName,
} from './document.ts';
import { readMutants } from './mutants.ts';
import { kebabCase } from './names.ts';
import { entriesAt, itemsAt, type Reporter, reporter, textAt, textsAt } from './node-readers.ts';
import { readMatch } from './rule-match.ts';
import { readParams } from './rule-params.ts';
import { readFixtureNames, readTests } from './rule-tests.ts';
import { readSuppressions } from './suppression.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';
import { child, type YamlNode } from './yaml-node.ts';

/**
 * Reads a rule. All faults are reported in one pass. Beside errors the value is what could be read, good for finding more
 * faults and for nothing else; check `hasErrors`. `readEvent` turns the `event:` of a test into the event itself,
 * fixtures resolved.
 */
export function readRule(
  source: SourceText,
  readEvent: (node: YamlNode) => Result<JsonObject>,
  /** Of the file itself: a path made to be shown has other characters in the place of some. */
  stem = stemOf(source.path),
): Result<RuleDocument> {
  const { value, part, diagnostics: unreadable } = parseYaml(source);
  const node = value ?? part;
  const faults = reporter([
    ...unreadable,
    ...(node === undefined ? [] : validate('rule', node, part !== undefined)),
  ]);
  if (!hasShape('stem', stem)) {
    faults.report(diagnose('rule/file-name', source.path, { stem, suggestion: kebabCase(stem) }));
  }
  if (node?.kind !== 'mapping') return fail(faults.diagnostics());
  checkTitle(node, faults);
  checkDates(node, faults);
  if (part === undefined) checkSuccessor(node, faults);
  const schedule = readSchedule(node, faults);
  const params = readParams(node, faults);
  const written = child(node, 'match');
  const match = written === undefined ? undefined : readMatch(written, faults.report);
  const tests = readTests(node, readEvent, faults);
  const suppressed = readSuppressions(node, faults);
  const mutants = readMutants(node, faults);
  const diagnostics = faults.diagnostics();
  // Names are looked up only where all that declares them could be read.
  if (match === undefined || part !== undefined) return fail(diagnostics);
  const rule = {
    ...describeRule(node, source, stem),
    params,
    match,
    schedule: schedule ?? NEVER,
    tests,
    ...readFixtureNames(node),
    ...mutants,
    ...suppressed,
  };
  return succeed(rule, diagnostics);
}

/** Stands where a schedule is missing or broken, which is an error. */
const NEVER: ScheduleDocument = { every: 0, lookback: 0 };

/** File name without folders and without `.yml` or `.yaml`. */
function stemOf(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').replace(/\.ya?ml$/i, '');
}

/** Sigma specification 2.1, `title`: at most 256 characters. Half a surrogate pair is no character. */
const LONGEST_TITLE = 256;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function checkTitle(node: YamlNode, faults: Reporter): void {
  const title = textAt(node, 'title');
  if (title === undefined) return;
  const unseen = UNSEEN.exec(title.value)?.[0].codePointAt(0);
  const length = [...title.value].length;
  const problem =
    unseen === 0x0a
      ? 'holds a line break'
      : unseen !== undefined
        ? `holds the character U+${unseen.toString(16).toUpperCase().padStart(4, '0')}, which cannot be seen`
        : length > LONGEST_TITLE
          ? `has ${length} characters`
          : undefined;
  if (problem !== undefined) faults.report(diagnose('rule/title', title.span, { problem }));
}

function checkDates(node: YamlNode, faults: Reporter): void {
  const [date, modified] = [textAt(node, 'date'), textAt(node, 'modified')];
  for (const [key, day] of [
    ['date', date],
    ['modified', modified],
  ] as const) {
    if (day !== undefined && !isCalendarDate(day.value)) {
      faults.report(diagnose('rule/no-such-day', day.span, { key, date: day.value }));
    }
  }
  // Dates of this form sort as text.
  if (date !== undefined && modified !== undefined && modified.value < date.value) {
    const args = { date: date.value, modified: modified.value };
    faults.report(diagnose('rule/modified-before-date', modified.span, args));
  }
}

function checkSuccessor(node: YamlNode, faults: Reporter): void {
  const status = textAt(node, 'status');
  const successor = textAt(node, 'replacedBy');
  if (status?.value === 'deprecated' && child(node, 'replacedBy') === undefined) {
    faults.report(diagnose('rule/replaced-by-missing', status.span, {}));
  }
  if (successor === undefined || status === undefined) return;
  if (status.value !== 'deprecated') {
    faults.report(diagnose('rule/replaced-by-unexpected', successor.span, { status: status.value }));
  } else if (successor.value === textAt(node, 'id')?.value) {
    faults.report(diagnose('rule/replaced-by-itself', successor.span, {}));
  }
}

function readSchedule(node: YamlNode, faults: Reporter): ScheduleDocument | undefined {
  const written = child(node, 'schedule');
  const every = written && textAt(written, 'every');
  const lookback = written && textAt(written, 'lookback');
  const [period, reach] = [durationOf(every), durationOf(lookback)];
  if (period === undefined || reach === undefined) return undefined;
  // Where a param is involved, each environment has another value: ir/lower-schedule.ts compares.
  if (typeof period === 'number' && typeof reach === 'number' && reach < period && lookback !== undefined) {
    const args = { every: every?.value ?? '', lookback: lookback.value };
    faults.report(diagnose('rule/lookback-too-short', lookback.span, args));
  }
  return { every: period, lookback: reach };
}

/** Seconds, or the param that gives them; undefined where the text is neither. */
function durationOf(text: Spanned<string> | undefined): number | ParamUse | undefined {
  if (text === undefined) return undefined;
  const name = hasShape('durationOrParam', text.value) ? /^\$(.+)$/.exec(text.value)?.[1] : undefined;
  return name === undefined ? seconds(text.value) : { kind: 'param', name, span: text.span };
}

type Described = Omit<
  RuleDocument,
  'params' | 'match' | 'schedule' | 'tests' | 'fixtures' | 'mutants' | 'suppress'
>;

/** What needs no further check. Where the schema found a key missing, an empty text stands for it. */
function describeRule(node: YamlNode, source: SourceText, stem: string): Described {
  const whole = { source, start: 0, end: source.text.length };
  const spanned = (key: string) => textAt(node, key) ?? { value: '', span: whole };
  const text = (key: string) => spanned(key).value;
  const given = <K extends string>(key: K) => {
    const value = textAt(node, key)?.value;
    return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string });
  };
  const texts = (key: string) => textsAt(node, key).map(({ value }) => value);
  const replacedBy = textAt(node, 'replacedBy');
  return {
    stem,
    path: source.path,
    span: whole,
    id: spanned('id'),
    title: spanned('title'),
    version: text('version'),
    status: text('status') as Status,
    ...(replacedBy === undefined ? {} : { replacedBy }),
    level: text('level') as Level,
    author: text('author'),
    date: text('date'),
    ...given('modified'),
    ...given('license'),
    description: text('description'),
    references: texts('references'),
    tags: texts('tags'),
    related: itemsAt(node, 'related').map((item) => ({
      id: textAt(item, 'id')?.value ?? '',
      type: textAt(item, 'type')?.value ?? '',
    })),
    falsePositives: texts('falsePositives'),
    triage: text('triage'),
    alert: readAlert(child(node, 'alert') ?? node, whole),
    targets: readTargets(node),
  };
}

function readAlert(node: YamlNode, whole: RuleDocument['span']): AlertDocument {
  const quiet = durationOf(textAt(node, 'suppressFor'));
  return {
    title: textAt(node, 'title') ?? { value: '', span: whole },
    groupBy: textsAt(node, 'groupBy'),
    ...(quiet === undefined ? {} : { suppressFor: quiet }),
  };
}

function readTargets(node: YamlNode): RuleDocument['targets'] {
  const targets: Partial<Record<TargetName, TargetConsent>> = {};
  for (const { key, value } of entriesAt(node, 'targets')) {
    const accept = textAt(value, 'accept')?.value as TargetConsent['accept'];
    targets[key.text as TargetName] = {
      accept,
      because: textAt(value, 'because')?.value ?? '',
      span: key.span,
    };
  }
  return targets;
}
