/**
 * Ways to break searches, macros and lookups.
 *
 * Owns: that part of the table. Must not: check anything.
 */
import { append, at, edit, type Mutation, NOT_IN_THIS_RELEASE, put, searches } from './edits.ts';

export const SEARCH_MUTATIONS: readonly Mutation[] = [
  {
    name: 'a name of 100 characters',
    ours: ['app-check/search-name'],
    difference: 'The limit is that of Enterprise Security, which AppInspect does not know.',
    change: searches('[Root signs in]', `[${'r'.repeat(100)}]`),
  },
  {
    name: 'a name with brackets',
    ours: ['app-check/search-name'],
    difference: NOT_IN_THIS_RELEASE,
    change: searches('[Root signs in]', '[Root [prod] signs in]'),
  },
  {
    name: 'no description',
    ours: ['app-check/no-description'],
    difference: NOT_IN_THIS_RELEASE,
    change: searches('description = Counts of hosts.', 'description ='),
  },
  {
    name: 'a search in real time',
    ours: ['app-check/real-time'],
    theirs: 'check_for_real_time_saved_searches_for_cloud',
    change: searches('dispatch.earliest_time = -70m@m', 'dispatch.earliest_time = rt-5m'),
  },
  {
    name: 'no earliest time',
    ours: ['app-check/no-earliest'],
    theirs: 'check_for_sched_saved_searches_earliest_time',
    change: searches('dispatch.earliest_time = -70m@m\n', ''),
  },
  {
    name: 'no latest time',
    ours: ['app-check/no-latest'],
    theirs: 'check_for_sched_saved_searches_latest_time',
    change: searches('dispatch.latest_time = -10m@m\n', ''),
  },
  {
    name: 'minute 61',
    ours: ['app-check/cron'],
    theirs: 'check_for_gratuitous_cron_scheduling',
    change: searches('7 * * * *', '61 * * * *'),
  },
  {
    name: 'a schedule of four fields',
    ours: ['app-check/cron'],
    theirs: 'check_for_gratuitous_cron_scheduling',
    change: searches('7 * * * *', '7 * * *'),
  },
  {
    name: 'a run every four minutes',
    ours: ['app-check/cron-often'],
    theirs: 'check_for_gratuitous_cron_scheduling',
    change: searches('*/10 * * * *', '*/4 * * * *'),
  },
  {
    name: 'an e-mail to nobody',
    ours: ['app-check/email'],
    difference: NOT_IN_THIS_RELEASE,
    change: searches('alert.track = 1', 'alert.track = 1\naction.email = 1'),
  },
  {
    name: 'a script as the action',
    ours: ['app-check/action'],
    theirs: 'check_for_sched_saved_searches_action_script_filename',
    change: searches('alert.track = 1', 'alert.track = 1\naction.script.filename = run.sh'),
  },
  {
    name: 'an action that writes a lookup',
    ours: ['app-check/action'],
    theirs: 'check_for_saved_searches_populate_lookup',
    change: searches('alert.track = 1', 'alert.track = 1\naction.populate_lookup = 1'),
  },
  // What files say of each other.
  {
    name: 'a macro that is not there',
    ours: ['app-check/no-macro'],
    difference: 'AppInspect does not read searches.',
    change: edit('default/macros.conf', '[acme_root_signs_in_filter]', '[acme_root_sign_in_filter]'),
  },
  {
    name: 'a macro with another number of arguments',
    ours: ['app-check/macro-arguments'],
    difference: 'AppInspect does not read searches.',
    change: edit('default/macros.conf', 'args = one, two', 'args = one'),
  },
  {
    name: 'a lookup that is not there',
    ours: ['app-check/no-lookup'],
    difference: 'AppInspect does not read searches.',
    change: searches('lookup acme_people', 'lookup acme_peple'),
  },
  {
    name: 'a lookup without its file',
    ours: ['app-check/lookup-missing'],
    difference: 'AppInspect does not read searches.',
    change: (app) => void app.delete(at('lookups/acme_people.csv')),
  },
  {
    name: 'a picture in lookups/',
    ours: ['app-check/lookup-ending'],
    theirs: 'check_lookups_allow_list',
    change: put('lookups/cat.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff)),
  },
  {
    name: 'a lookup and its .default',
    ours: ['app-check/lookup-default'],
    theirs: 'check_for_lookups_file_name',
    change: put('lookups/acme_people.csv.default', 'name,listed\nann,yes\n'),
  },
  {
    name: 'a row with a column too many',
    ours: ['app-check/lookup-table'],
    difference: 'AppInspect reads the table only where the file has another ending than .csv.',
    change: append('lookups/acme_people.csv', '"cid","yes","no"\n'),
  },
  {
    name: 'a lookup of one column',
    ours: ['app-check/lookup-table'],
    difference: 'AppInspect reads the table only where the file has another ending than .csv.',
    change: put('lookups/acme_people.csv', 'name\nann\n'),
  },
];
