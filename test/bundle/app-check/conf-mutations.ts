/**
 * Ways to break configuration files, app.conf, app.manifest and default.meta.
 *
 * Owns: that part of the table. Must not: check anything.
 */
import { appConf, append, edit, type Mutation, meta, put, searches } from './edits.ts';
import { APP } from './sound-app.ts';

export const CONF_MUTATIONS: readonly Mutation[] = [
  {
    name: 'a byte that is no UTF-8',
    ours: ['app-check/not-utf8'],
    difference: 'AppInspect reads no .csv file, and guesses the encoding of a .conf file.',
    change: put('lookups/towns.csv', Buffer.from('name,country\nK\u00f6ln,DE\n', 'latin1')),
  },
  {
    name: 'blanks after a backslash',
    ours: ['app-check/conf-continuation'],
    theirs: 'check_config_file_parsing',
    change: searches('eventName=ConsoleLogin \\', 'eventName=ConsoleLogin \\  '),
  },
  {
    name: 'a stanza twice',
    ours: ['app-check/conf-duplicate'],
    theirs: 'check_config_file_parsing',
    change: append('default/macros.conf', '\n[acme_root_signs_in_filter]\niseval = 0\n'),
  },
  {
    name: 'a setting twice',
    ours: ['app-check/conf-duplicate'],
    theirs: 'check_config_file_parsing',
    change: searches('alert.track = 1', 'alert.track = 1\nalert.track = 0'),
  },
  {
    name: 'a line that is nothing',
    ours: ['app-check/conf-line'],
    difference: 'AppInspect passes over such a line, as Splunk does.',
    change: searches('alert.track = 1', 'alert.track = 1\nalert severity is high'),
  },
  {
    name: 'a stanza [default]',
    ours: ['app-check/default-stanza'],
    theirs: 'check_no_default_stanzas',
    change: append('default/transforms.conf', '\n[default]\nmax_matches = 2\n'),
  },
  {
    name: 'a setting above all stanzas',
    ours: ['app-check/default-stanza'],
    theirs: 'check_no_default_stanzas',
    change: edit('default/transforms.conf', '[acme_people]', 'max_matches = 2\n[acme_people]'),
  },
  {
    name: 'a command that deletes, in a description',
    ours: ['app-check/harmful'],
    theirs: 'check_destructive_commands',
    change: searches('Somebody signs in as root.', 'Somebody ran rm -rf.'),
  },
  {
    name: 'a search with runshellscript',
    ours: ['app-check/harmful'],
    theirs: 'check_runshellscript_command',
    change: searches('BY host', 'BY host | runshellscript x'),
  },
  // app.conf, app.manifest, default.meta.
  {
    name: 'a manifest that is no JSON',
    ours: ['app-check/manifest'],
    difference: 'AppInspect passes over a manifest that it cannot read.',
    change: put('app.manifest', '{'),
  },
  {
    name: 'a version of two numbers',
    ours: ['app-check/version', 'app-check/versions-differ'],
    theirs: 'check_version_is_valid_semver',
    change: appConf('version = 1.2.3', 'version = 1.2'),
  },
  {
    name: 'no version in [launcher]',
    ours: ['app-check/version'],
    theirs: 'check_version_is_valid_semver',
    change: appConf('AWS CloudTrail.\nversion = 1.2.3', 'AWS CloudTrail.'),
  },
  {
    name: 'another version in the manifest',
    ours: ['app-check/versions-differ'],
    theirs: 'check_version_is_valid_semver',
    change: edit('app.manifest', '1.2.3', '1.2.4'),
  },
  {
    name: 'an app id with a blank',
    ours: ['app-check/package-id', 'app-check/ids-differ'],
    theirs: 'check_for_valid_package_id',
    alone: true,
    change: appConf(`id = ${APP}`, 'id = acme cloudtrail'),
  },
  {
    name: 'an app id of Splunk',
    ours: ['app-check/package-id', 'app-check/ids-differ'],
    theirs: 'check_for_default_splunk_app',
    alone: true,
    change: appConf(`id = ${APP}`, 'id = search'),
  },
  {
    name: 'another id in the manifest',
    ours: ['app-check/ids-differ'],
    theirs: 'check_for_valid_package_id',
    change: edit('app.manifest', `"name": "${APP}"`, '"name": "acme"'),
  },
  {
    name: 'a label of four characters',
    ours: ['app-check/ui-label'],
    theirs: 'check_for_valid_ui_label',
    change: appConf('label = Acme CloudTrail', 'label = Acme'),
  },
  {
    name: 'a label of 81 characters',
    ours: ['app-check/ui-label'],
    theirs: 'check_for_valid_ui_label',
    change: appConf('label = Acme CloudTrail', `label = ${'a'.repeat(81)}`),
  },
  {
    name: 'updates from Splunkbase',
    ours: ['app-check/updates'],
    theirs: 'check_for_updates_disabled',
    change: appConf('check_for_updates = false', 'check_for_updates = true'),
  },
  {
    name: 'nothing about updates',
    ours: ['app-check/updates'],
    theirs: 'check_for_updates_disabled',
    change: appConf('check_for_updates = false\n', ''),
  },
  {
    name: 'a reload trigger for macros.conf',
    ours: ['app-check/reload-trigger'],
    theirs: 'check_for_trigger_stanza',
    change: append('default/app.conf', '\n[triggers]\nreload.macros = simple\n'),
  },
  {
    name: 'an app that says it is set up',
    ours: ['app-check/install-setting'],
    theirs: 'check_that_setup_has_not_been_performed',
    change: appConf('is_configured = 0', 'is_configured = true'),
  },
  {
    name: 'an app that wants restarts',
    ours: ['app-check/install-setting'],
    theirs: 'check_state_change_requires_restart',
    change: appConf('build = 1', 'build = 1\nstate_change_requires_restart = true'),
  },
  {
    name: 'everybody may write',
    ours: ['app-check/write-access'],
    theirs: 'check_meta_default_write_access',
    change: meta('write : [ admin, sc_admin ]', 'write : [ * ]'),
  },
  {
    name: 'nobody is said to be allowed to write',
    ours: ['app-check/write-access'],
    theirs: 'check_meta_default_write_access',
    change: meta('[]', '[savedsearches]'),
  },
  {
    name: 'admin without sc_admin',
    ours: ['app-check/sc-admin'],
    theirs: 'check_kos_are_accessible',
    change: meta('admin, sc_admin', 'admin, power'),
  },
];
