/**
 * Ways to break a package: its paths, kinds and permissions.
 *
 * Owns: that part of the table. Must not: check anything.
 */
import { at, type Mutation, mode, NOT_IN_THIS_RELEASE, put } from './edits.ts';

const PROHIBITED = 'check_that_extracted_splunk_app_does_not_contain_prohibited_directories_or_files';
const PERMISSIONS = 'check_that_extracted_splunk_app_does_not_contain_files_with_invalid_permissions';
export const PACKAGE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'a link out of the app',
    ours: ['app-check/link'],
    theirs: 'check_that_splunk_app_package_valid_compressed_file',
    alone: true,
    change: put('static/passwd.txt', '', { link: '/etc/hostname' }),
  },
  {
    name: 'a file beside the app',
    ours: ['app-check/outside-app'],
    theirs: 'check_that_splunk_app_package_does_not_contain_files_outside_of_app',
    alone: true,
    change: (app) => void app.set('notes.txt', { content: 'x' }),
  },
  {
    name: 'a hidden file',
    ours: ['app-check/hidden-file'],
    theirs: PROHIBITED,
    alone: true,
    change: put('lookups/._acme_people.csv', 'a,b\n1,2\n'),
  },
  {
    name: 'a path that begins with ./',
    ours: ['app-check/unsafe-path'],
    theirs: PROHIBITED,
    alone: true,
    change: (app) => {
      const entry = app.get(at('README.md'));
      app.delete(at('README.md'));
      app.set(`./${at('README.md')}`, { content: entry?.content ?? '' });
    },
  },
  {
    name: 'an archive in the app',
    ours: ['app-check/nested-archive'],
    difference: NOT_IN_THIS_RELEASE,
    change: put('old.zip', 'PK'),
  },
  {
    name: 'a file that its owner cannot write',
    ours: ['app-check/permissions'],
    theirs: PERMISSIONS,
    alone: true,
    change: mode('README.md', 0o444),
  },
  {
    name: 'a file that can be run',
    ours: ['app-check/permissions'],
    theirs: 'check_for_bin_files',
    change: mode('default/app.conf', 0o755),
  },
  {
    name: 'a folder that its owner cannot enter',
    ours: ['app-check/permissions'],
    theirs: 'check_that_extracted_splunk_app_does_not_contain_invalid_directories',
    alone: true,
    change: (app) => void app.set(`${at('static')}/`, { content: '', mode: 0o600 }),
  },
  {
    name: 'a folder local/',
    ours: ['app-check/site-settings'],
    theirs: 'check_that_local_does_not_exist',
    change: put('local/macros.conf', '[x]\ndefinition = y\n'),
  },
  {
    name: 'a folder users/',
    ours: ['app-check/site-settings'],
    theirs: 'check_that_users_does_not_exist',
    change: put('users/ann/local/macros.conf', '[x]\ndefinition = y\n'),
  },
  {
    name: 'a file metadata/local.meta',
    ours: ['app-check/site-settings'],
    theirs: 'check_for_local_meta',
    change: put('metadata/local.meta', '[]\naccess = read : [ * ], write : [ admin, sc_admin ]\n'),
  },
  {
    name: 'a blank in the name of a file',
    ours: ['app-check/conf-file-name'],
    theirs: 'check_filenames_for_spaces',
    change: put('default/data/ui/views/my view.xml', '<dashboard version="1.1"></dashboard>\n'),
  },
  {
    name: 'a program in static/',
    ours: ['app-check/static-file'],
    theirs: 'check_static_directory_file_allow_list',
    change: put('static/run.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
  },
  {
    name: 'a note in metadata/',
    ours: ['app-check/metadata-file'],
    theirs: 'check_metadata_allow_list',
    change: put('metadata/notes.txt', 'x'),
  },
];
