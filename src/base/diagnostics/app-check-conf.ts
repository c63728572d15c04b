/** Diagnostics of the configuration files of a Splunk app. See app-check.ts and ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

const REFUSED = 'Splunk AppInspect refuses such an app, and with it Splunk Cloud does.';

const SYNTAX = {
  'app-check/conf-continuation': entry<object>({
    severity: 'error',
    example: {},
    what: () => 'The line goes on after its backslash, with blanks that nobody sees.',
    why: () =>
      'Splunk may not take the next line for a part of this one, and would drop the rest of the value.',
    do: () => 'Take the blanks after the backslash out.',
  }),
  'app-check/conf-duplicate': entry<{ readonly found: string; readonly line: number }>({
    severity: 'error',
    example: { found: 'stanza [Root signs in]', line: 3 },
    what: ({ found, line }) => `The ${found} stands in line ${line} already.`,
    why: () => 'Of two settings of one name the last one holds, and the first is never seen again.',
    do: () => 'Keep one of them.',
  }),
  'app-check/conf-line': entry<{ readonly text: string }>({
    severity: 'error',
    example: { text: 'enabled' },
    what: ({ text }) => `The line is no stanza, no setting and no comment: "${text}".`,
    why: () => 'Splunk passes over such a line, so what it was to say is lost.',
    do: () => 'Write "name = value", or begin the line with "#".',
  }),
  'app-check/default-stanza': entry<{ readonly stanza: string }>({
    severity: 'error',
    example: { stanza: 'default' },
    what: ({ stanza }) => `The stanza [${stanza}] holds for every app of the Splunk instance.`,
    why: () => REFUSED,
    do: () => 'Write the settings into the stanzas that they are for.',
  }),
} as const;

const APP_CONF = {
  'app-check/no-app-conf': entry<object>({
    severity: 'error',
    example: {},
    what: () => 'The app has no default/app.conf.',
    why: () => 'Without it Splunk takes the folder for no app.',
    do: () => 'Build the bundle anew.',
  }),
  'app-check/manifest': entry<{ readonly problem: string }>({
    severity: 'error',
    example: { problem: 'is no JSON' },
    what: ({ problem }) => `The file app.manifest ${problem}.`,
    why: () => "Splunk's packaging tools refuse the app; AppInspect alone passes over it.",
    do: () => 'Write a JSON object with info.id.name and info.id.version, as trailc build does.',
  }),
  'app-check/version': entry<{ readonly where: string; readonly found: string }>({
    severity: 'error',
    example: { where: '[launcher] in app.conf', found: '1.0' },
    what: ({ where, found }) =>
      found === ''
        ? `${where} gives no version.`
        : `The version of ${where} is no semantic version: "${found}".`,
    why: () => REFUSED,
    do: () => 'Write it as 1.2.3; trailc takes it from bundle.version in trailc.config.yml.',
  }),
  'app-check/versions-differ': entry<{ readonly versions: readonly string[] }>({
    severity: 'error',
    example: { versions: ['1.0.0 in [id]', '1.0.1 in app.manifest'] },
    what: ({ versions }) => `The app has several versions: ${versions.join(', ')}.`,
    why: () => 'Splunk decides by the version whether an installation is an upgrade.',
    do: () => 'Write the same version everywhere.',
  }),
  'app-check/package-id': entry<{ readonly id: string; readonly problem: string }>({
    severity: 'error',
    example: { id: '1acme', problem: 'begins with a digit' },
    what: ({ id, problem }) => `The app id "${id}" ${problem}.`,
    why: () => REFUSED,
    do: () =>
      'Give the bundle another name in trailc.config.yml: letters, digits, "_" and "-", a letter first.',
  }),
  'app-check/ids-differ': entry<{ readonly ids: readonly string[] }>({
    severity: 'error',
    example: { ids: ['acme (the folder)', 'acne in [package]'] },
    what: ({ ids }) => `The app has several ids: ${ids.join(', ')}.`,
    why: () => 'Splunk knows an app by its folder, and an upgrade by its id.',
    do: () => 'Write the same id everywhere.',
  }),
  'app-check/ui-label': entry<{ readonly found: string }>({
    severity: 'error',
    example: { found: 'Acme' },
    what: ({ found }) =>
      found === ''
        ? 'app.conf has no label in a stanza [ui].'
        : `The label has ${[...found].length} characters: "${found}".`,
    why: () => 'A label has 5 to 80 characters; Splunk AppInspect refuses any other.',
    do: () => 'Write label = … in the stanza [ui], with 5 to 80 characters.',
  }),
  'app-check/updates': entry<object>({
    severity: 'warning',
    example: {},
    what: () => 'The stanza [package] does not switch check_for_updates off.',
    why: () =>
      'Splunk would look on Splunkbase for an app of this id, which somebody else could publish there.',
    do: () => 'Write check_for_updates = false in the stanza [package].',
  }),
  'app-check/reload-trigger': entry<{ readonly setting: string }>({
    severity: 'error',
    example: { setting: 'reload.savedsearches' },
    what: ({ setting }) => `The stanza [triggers] sets "${setting}" for a file that Splunk itself defines.`,
    why: () => 'Triggers are for configuration files of one’s own. Splunk AppInspect refuses such an app.',
    do: () => 'Take the line out.',
  }),
  'app-check/install-setting': entry<{ readonly setting: string }>({
    severity: 'error',
    example: { setting: 'is_configured' },
    what: ({ setting }) =>
      `The stanza [install] sets "${setting}", which Splunk itself sets when it installs.`,
    why: () => REFUSED,
    do: () => 'Take the line out, or switch it off.',
  }),
  'app-check/write-access': entry<{ readonly problem: string }>({
    severity: 'error',
    example: { problem: 'lets everybody write' },
    what: ({ problem }) => `The file metadata/default.meta ${problem}.`,
    why: () => 'Any user could switch a detection off.',
    do: () => 'Write access = read : [ * ], write : [ admin, sc_admin ] in the stanza [].',
  }),
  'app-check/sc-admin': entry<{ readonly stanza: string }>({
    severity: 'warning',
    example: { stanza: 'savedsearches' },
    what: ({ stanza }) => `The stanza [${stanza}] names the role admin, and not sc_admin.`,
    why: () => 'On Splunk Cloud administrators have the role sc_admin, and could not change these objects.',
    do: () => 'Add sc_admin beside admin.',
  }),
} as const;

export interface Search {
  readonly search: string;
}

const SEARCHES = {
  'app-check/search-name': entry<Search & { readonly problem: string }>({
    severity: 'error',
    example: { search: 'Root signs in', problem: 'has 120 characters; 99 fit' },
    what: ({ search, problem }) => `The name of the search "${search}" ${problem}.`,
    why: () => 'Splunk or Enterprise Security would cut the name or take it for another one.',
    do: () => 'Shorten the title of the rule, or take the brackets out.',
  }),
  'app-check/no-description': entry<Search>({
    severity: 'warning',
    example: { search: 'Root signs in' },
    what: ({ search }) => `The search "${search}" has no description.`,
    why: () => 'Whoever gets the alert is told nothing of what it means.',
    do: () => 'Write what the search finds, in one sentence.',
  }),
  'app-check/real-time': entry<Search>({
    severity: 'error',
    example: { search: 'Root signs in' },
    what: ({ search }) => `The search "${search}" runs in real time.`,
    why: () => 'It takes a processor core for itself, all day. Splunk Cloud refuses such a search.',
    do: () =>
      'Give it a schedule and a window: dispatch.earliest_time = -70m@m, dispatch.latest_time = -10m@m.',
  }),
  'app-check/no-earliest': entry<Search>({
    severity: 'error',
    example: { search: 'Root signs in' },
    what: ({ search }) => `The scheduled search "${search}" does not say from when on it looks.`,
    why: () => 'It would read all events there are. Splunk AppInspect refuses such a search.',
    do: () => 'Write dispatch.earliest_time or dispatch.index_earliest.',
  }),
  'app-check/no-latest': entry<Search>({
    severity: 'warning',
    example: { search: 'Root signs in' },
    what: ({ search }) => `The scheduled search "${search}" does not say until when it looks.`,
    why: () => 'It would also read events of the future, and those that are still coming in.',
    do: () => 'Write dispatch.latest_time or dispatch.index_latest.',
  }),
  'app-check/cron': entry<Search & { readonly cron: string; readonly problem: string }>({
    severity: 'error',
    example: {
      search: 'Root signs in',
      cron: '60 * * * *',
      problem: 'its minute is "60", which is outside 0 to 59',
    },
    what: ({ search, cron, problem }) => `The search "${search}" has the schedule "${cron}", and ${problem}.`,
    why: () => 'Splunk does not run a search whose schedule it cannot read.',
    do: () => 'Write five fields: minute, hour, day of the month, month, day of the week.',
  }),
  'app-check/cron-often': entry<Search & { readonly runs: number }>({
    severity: 'warning',
    example: { search: 'Root signs in', runs: 60 },
    what: ({ search, runs }) => `The search "${search}" runs ${runs} times an hour.`,
    why: () =>
      'Splunk AppInspect warns of more than 12 runs an hour: searches that often keep others waiting.',
    do: () => 'Let it run every five minutes at most, or leave it as it is where that is meant.',
  }),
  'app-check/email': entry<Search>({
    severity: 'warning',
    example: { search: 'Root signs in' },
    what: ({ search }) => `The search "${search}" sends an e-mail, and says to nobody.`,
    why: () => 'The alert would fail, and nobody would hear of it.',
    do: () => 'Set action.email.to in local/savedsearches.conf, or take action.email out.',
  }),
  'app-check/action': entry<Search & { readonly setting: string }>({
    severity: 'error',
    example: { search: 'Root signs in', setting: 'action.script.filename' },
    what: ({ search, setting }) => `The search "${search}" sets "${setting}".`,
    why: () => 'Actions that run a script or write a lookup are refused by Splunk Cloud.',
    do: () => 'Use an alert action of an installed app.',
  }),
  'app-check/harmful': entry<{ readonly found: string }>({
    severity: 'error',
    example: { found: 'rm -rf' },
    what: ({ found }) => `The file holds the text "${found}".`,
    why: () => 'Splunk AppInspect looks for such commands in every file, and refuses the app.',
    do: () => 'Word the description otherwise, or match the value in another way, such as by a pattern.',
  }),
  'app-check/no-macro': entry<{ readonly macro: string; readonly suggestion: string }>({
    severity: 'warning',
    example: { macro: 'acme_evnts', suggestion: ' Did you mean "acme_events"?' },
    what: ({ macro, suggestion }) => `There is no macro "${macro}" in this app.${suggestion}`,
    why: () => 'Unless another app shares one of this name, every search with it ends with an error.',
    do: () => 'Define it in macros.conf with that number of arguments, or correct the name.',
  }),
  'app-check/macro-arguments': entry<{
    readonly macro: string;
    readonly wanted: number;
    readonly found: number;
  }>({
    severity: 'error',
    example: { macro: 'acme_pair(2)', wanted: 2, found: 1 },
    what: ({ macro, wanted, found }) =>
      `The macro "${macro}" has ${found} names in args, and ${wanted} by its own.`,
    why: () => 'Splunk ends every search with this macro with an error.',
    do: () => 'Write as many names in args as the number in brackets says.',
  }),
  'app-check/no-lookup': entry<{ readonly lookup: string; readonly suggestion: string }>({
    severity: 'warning',
    example: { lookup: 'acme_peple', suggestion: ' Did you mean "acme_people"?' },
    what: ({ lookup, suggestion }) => `There is no lookup "${lookup}" in this app.${suggestion}`,
    why: () => 'Unless another app shares one of this name, every search with it ends with an error.',
    do: () => 'Add the stanza to transforms.conf and the file to lookups/, or correct the name.',
  }),
} as const;

export const APP_CHECK_CONF_DIAGNOSTICS = { ...SYNTAX, ...APP_CONF, ...SEARCHES } as const;
