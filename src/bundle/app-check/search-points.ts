/**
 * What savedsearches.conf says of each search.
 *
 * Owns: those points. Must not: read the search itself (reference-points.ts). Source: savedsearches.conf.spec.
 */
import type { App } from './app.ts';
import { isTrue, type Setting, type Stanza, settingOf } from './conf.ts';
import { readCron } from './cron.ts';
import { type Found, type Point, point } from './point.ts';

/** Enterprise Security cuts longer names when it copies a search. */
const LONGEST_NAME = 99;

export const searchesOf = (app: App): readonly Stanza[] =>
  (app.confs.get('savedsearches')?.stanzas ?? []).filter(({ name }) => name !== 'default');

const each = <R>(app: App, find: (search: Stanza) => readonly R[]): readonly R[] =>
  searchesOf(app).flatMap(find);

/** The setting that a stanza lacks, said at its name. */
const lacks = (search: Stanza, isLacking: boolean) =>
  isLacking ? [[search.span, { search: search.name }] as const] : [];

/** Scheduled, and reading events: what begins with a pipe makes its own. */
function readsOnSchedule(search: Stanza): boolean {
  if (settingOf(search, 'search')?.value.startsWith('|') === true) return false;
  return isTrue(settingOf(search, 'enableSched'));
}

const has = (search: Stanza, ...names: readonly string[]) =>
  names.some((name) => settingOf(search, name) !== undefined);

export const SEARCH_POINTS: readonly Point[] = [
  point('app-check/search-name', [], (app) =>
    each(app, (search): readonly Found<'app-check/search-name'>[] => {
      const { name, span } = search;
      const length = [...name].length;
      if (/[[\]]/.test(name)) return [[span, { search: name, problem: 'holds brackets' }]];
      if (name.trim() === '') return [[span, { search: name, problem: 'is empty' }]];
      if (length <= LONGEST_NAME) return [];
      return [[span, { search: name, problem: `has ${length} characters; ${LONGEST_NAME} fit` }]];
    }),
  ),
  point('app-check/no-description', [], (app) =>
    each(app, (search) =>
      lacks(search, has(search, 'search') && (settingOf(search, 'description')?.value ?? '') === ''),
    ),
  ),
  point('app-check/real-time', ['check_for_real_time_saved_searches_for_cloud'], (app) =>
    each(app, (search) => {
      const found = ['dispatch.earliest_time', 'dispatch.latest_time']
        .map((name) => settingOf(search, name))
        .find((setting) => setting?.value.startsWith('rt'));
      return found === undefined ? [] : [[found.valueSpan, { search: search.name }] as const];
    }),
  ),
  point('app-check/no-earliest', ['check_for_sched_saved_searches_earliest_time'], (app) =>
    each(app, (search) => {
      const within = /earliest/.test(settingOf(search, 'search')?.value ?? '');
      const isBounded = within || has(search, 'dispatch.earliest_time', 'dispatch.index_earliest');
      return lacks(search, has(search, 'search') && readsOnSchedule(search) && !isBounded);
    }),
  ),
  point('app-check/no-latest', ['check_for_sched_saved_searches_latest_time'], (app) =>
    each(app, (search) =>
      lacks(search, readsOnSchedule(search) && !has(search, 'dispatch.latest_time', 'dispatch.index_latest')),
    ),
  ),
  point('app-check/cron', ['check_for_gratuitous_cron_scheduling'], (app) =>
    crons(app).flatMap(([search, setting]) => {
      const cron = readCron(setting.value);
      if (cron.kind === 'valid') return [];
      const args = { search: search.name, cron: setting.value, problem: cron.problem };
      return [[setting.valueSpan, args] as const];
    }),
  ),
  point('app-check/cron-often', ['check_for_gratuitous_cron_scheduling'], (app) =>
    crons(app).flatMap(([search, setting]) => {
      const cron = readCron(setting.value);
      if (cron.kind === 'invalid' || cron.runsAnHour <= 12) return [];
      return [[setting.valueSpan, { search: search.name, runs: cron.runsAnHour }] as const];
    }),
  ),
  point('app-check/email', [], (app) =>
    each(app, (search) => {
      const on = isTrue(settingOf(search, 'action.email'));
      const listed = /(?:^|[\s,])email(?:[\s,]|$)/.test(settingOf(search, 'actions')?.value ?? '');
      const to = ['action.email.to', 'action.email.cc', 'action.email.bcc'].some(
        (name) => (settingOf(search, name)?.value ?? '') !== '',
      );
      return lacks(search, (on || listed) && !to);
    }),
  ),
  point(
    'app-check/action',
    [
      'check_for_sched_saved_searches_action_script_filename',
      'check_for_saved_searches_populate_lookup',
      'check_for_run_script_alert_action',
    ],
    (app) =>
      each(app, (search) =>
        search.settings
          .filter(({ name }) => /^action\.(?:script|populate_lookup)(?:\.|$)/.test(name))
          .map(({ name, span }) => [span, { search: search.name, setting: name }] as const),
      ),
  ),
];

function crons(app: App): readonly (readonly [Stanza, Setting])[] {
  return each(app, (search) => {
    const setting = settingOf(search, 'cron_schedule');
    return setting === undefined ? [] : [[search, setting] as const];
  });
}
