/**
 * The tests of rules as records of a trail: each event inside and outside the window of a scheduled query.
 *
 * Owns: when and where a record was made and delivered, and which records a query selects. Must not: know a condition.
 */
import type { CloudTrailEvent } from '../../../src/cloudtrail/event.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import type { Profile } from '../../../src/targets/athena/profiles.ts';
import { DAY, dayOf, type Folder, HOME_REGION, isDayRead, isInTable } from './trail.ts';

const OTHER_REGION = 'eu-west-1';
/** Days from today. Those far away share the number of a day or a month with those near by. */
const DAYS = [0, -1, 1, -2, 2, -3, -4, -9, -30, -31, -365];
const MINUTE = 60;

/** Each test's event so often: within the window, in three folders that are read; and not selected, for three reasons. */
function copiesOf(lookback: number): readonly Copy[] {
  const inside = -5 * MINUTE;
  return [
    { name: 'inside', after: inside, day: 0, region: HOME_REGION },
    { name: 'in the folder of the day before', after: inside, day: -1, region: HOME_REGION },
    { name: 'in another region', after: inside, day: 0, region: OTHER_REGION },
    { name: 'in a folder of long ago', after: inside, day: -9, region: HOME_REGION },
    { name: 'before the window', after: -lookback - 10 * MINUTE, day: 0, region: HOME_REGION },
    { name: 'after the window', after: 60 * MINUTE, day: 0, region: HOME_REGION },
  ];
}

interface Copy {
  readonly name: string;
  /** eventTime, in seconds from now. */
  readonly after: number;
  /** Folder, in days from today. */
  readonly day: number;
  readonly region: string;
}

/** The folders, made at `now`. Each holds another number of records, so that what was read shows in their sum. */
export function deliveredTests(rules: readonly RuleIr[], now: Date): readonly Folder[] {
  const places = DAYS.flatMap((day) =>
    (day === 0 ? [HOME_REGION, OTHER_REGION] : [HOME_REGION]).map((region) => ({ day, region })),
  );
  return places.map(({ day, region }, at) => {
    const padding = Array.from({ length: 2 ** at }, () => ({ eventName: 'Padding' }));
    const events = rules.flatMap((rule) =>
      copiesOf(rule.schedule.lookback)
        .filter((copy) => copy.day === day && copy.region === region)
        .flatMap((copy) => recordsOf(rule, copy, now)),
    );
    return { region, day: dayOf(now, day * DAY), events: [...padding, ...events] };
  });
}

function recordsOf({ document }: RuleIr, { name, after }: Copy, now: Date): readonly CloudTrailEvent[] {
  return document.tests.map(({ event }, at) => ({
    ...event,
    eventID: `${document.stem}, test ${at + 1}, ${name}`,
    eventTime: timeOf(now, after),
  }));
}

/** The records that the query of a rule looks at: those of the folders that it reads, whose time is in its window. */
export function selectedBy(
  { schedule: { lookback } }: RuleIr,
  folders: readonly Folder[],
  profile: Profile,
  now: Date,
): readonly CloudTrailEvent[] {
  const [from, to] = [timeOf(now, -lookback), timeOf(now, 0)];
  return foldersRead(lookback, folders, profile, now).flatMap(({ events }) =>
    events.filter(({ eventTime }) => typeof eventTime === 'string' && eventTime >= from && eventTime <= to),
  );
}

export function foldersRead(
  lookback: number,
  folders: readonly Folder[],
  profile: Profile,
  now: Date,
): readonly Folder[] {
  return folders.filter((folder) => isInTable(folder, profile, now) && isDayRead(folder.day, lookback, now));
}

/** `2026-11-21T12:00:00Z` */
function timeOf(now: Date, seconds: number): string {
  return `${new Date(now.getTime() + seconds * 1_000).toISOString().slice(0, 19)}Z`;
}
