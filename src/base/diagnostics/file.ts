/** Diagnostics of the area `file`: reading from the disk, and which files belong to a repository. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export interface Named {
  readonly path: string;
}

const ONE_FILE = 'The rest of the repository was read; this file was not.';

export const FILE_DIAGNOSTICS = {
  'file/missing': entry<Named & { readonly suggestion: string }>({
    severity: 'error',
    example: { path: 'detektions', suggestion: ' Did you mean "detections"?' },
    what: ({ path }) => `"${path}" does not exist.`,
    why: () => 'What it should hold is missing from the build and from the tests.',
    do: ({ suggestion }) => `Correct the path, or create the file.${suggestion}`,
  }),
  'file/unreadable': entry<Named & { readonly reason: string }>({
    severity: 'error',
    example: { path: 'detections/root-login.yml', reason: 'you have no permission' },
    what: ({ path, reason }) => `"${path}" cannot be read: ${reason}.`,
    why: () => ONE_FILE,
    do: () => 'Mend that, or take it out of the repository.',
  }),
  'file/folder': entry<Named>({
    severity: 'error',
    example: { path: 'detections/root-login.yml' },
    what: ({ path }) => `"${path}" is a folder; a file is wanted here.`,
    why: () => 'Only one file can be read at this place.',
    do: () => 'Put the file in its place, or name a file inside the folder.',
  }),
  'file/special': entry<Named>({
    severity: 'error',
    example: { path: 'detections/pipe.yml' },
    what: ({ path }) => `"${path}" is neither a file nor a folder, but a device, a pipe or a socket.`,
    why: () => 'Reading it could wait for ever.',
    do: () => 'Replace it by an ordinary file.',
  }),
  'file/too-large': entry<Named & { readonly limit: number }>({
    severity: 'error',
    example: { path: 'detections/export.yml', limit: 4 },
    what: ({ path, limit }) => `"${path}" is larger than ${limit} MiB.`,
    why: () =>
      'Files that people write are far smaller, so this is most likely another file. It was not read.',
    do: () => 'Move it out of the folders that trailc.config.yml names, or split it.',
  }),
  'file/not-utf8': entry<Named & { readonly offset: number; readonly line: number; readonly hint: string }>({
    severity: 'error',
    example: { path: 'detections/root-login.yml', offset: 812, line: 31, hint: 'Save it as UTF-8.' },
    what: ({ path, offset, line }) =>
      `"${path}" is not UTF-8: byte ${offset} (counted from 0, in line ${line}) starts no valid character.`,
    why: () => 'A guess at the encoding would change the values that rules compare with.',
    do: ({ hint }) => hint,
  }),
  'file/binary': entry<Named & { readonly offset: number }>({
    severity: 'error',
    example: { path: 'detections/photo.yml', offset: 4 },
    what: ({ path, offset }) => `"${path}" is a binary file: byte ${offset} (counted from 0) is zero.`,
    why: () => 'Rules, lists, fixtures and configuration are text.',
    do: () => 'Move it out of the folders that trailc.config.yml names, or unpack it if it is compressed.',
  }),
  'file/outside': entry<Named & { readonly reason: string }>({
    severity: 'error',
    example: { path: '../shared', reason: 'it holds ".."' },
    what: ({ path, reason }) => `"${path}" leaves the repository: ${reason}.`,
    why: () =>
      'Only files below the folder of trailc.config.yml are read, so that a repository means the same on every machine.',
    do: () => 'Write a path below that folder, with "/" between its parts, or copy the files into it.',
  }),
  'file/ending': entry<Named & { readonly endings: readonly string[] }>({
    severity: 'error',
    example: { path: 'detections/readme.md', endings: ['.yml', '.yaml'] },
    what: ({ path, endings }) => `"${path}" does not end in ${endings.join(' or ')}.`,
    why: () => 'The ending says how a file is read.',
    do: ({ endings }) => `Rename it so that it ends in ${endings[0] ?? ''}, or name another file.`,
  }),
  'file/no-rule-here': entry<Named & { readonly suggestion: string }>({
    severity: 'error',
    example: { path: 'rot-login', suggestion: ' Did you mean "root-login"?' },
    what: ({ path }) => `No rule was found for "${path}".`,
    why: () => 'A name that selects nothing would look like success.',
    do: ({ suggestion }) =>
      `Name a rule file, a folder with rules, or a rule by its file name without ending.${suggestion}`,
  }),
  'file/same-rule-id': entry<{ readonly id: string; readonly other: string }>({
    severity: 'error',
    example: { id: '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11', other: 'detections/root-login.yml:2:5' },
    what: ({ id, other }) => `The id ${id} is already the id of the rule at ${other}.`,
    why: () =>
      'Alerts, suppression and the history of a rule hang on its id; two rules with one id overwrite each other.',
    do: () => 'Give the newer of the two an id of its own; `node -p "crypto.randomUUID()"` prints one.',
  }),
  'file/same-rule-title': entry<{ readonly title: string; readonly other: string }>({
    severity: 'error',
    example: { title: 'Root signed in', other: 'detections/root-login.yml:3:8' },
    what: ({ title, other }) => `The title "${title}" is already the title of the rule at ${other}.`,
    why: () =>
      'Splunk names saved searches by title, and an analyst could not tell the alerts apart. Case does not count.',
    do: () => 'Say in the title what this rule finds that the other does not.',
  }),
  'file/same-rule-stem': entry<{ readonly stem: string; readonly other: string }>({
    severity: 'error',
    example: { stem: 'root-login', other: 'detections/root-login.yml' },
    what: ({ stem, other }) => `A second rule file is named "${stem}"; the first is ${other}.`,
    why: () =>
      'Files of the bundle are named after the rule file, whatever its folder, so one would overwrite the other.',
    do: () => 'Rename one of the two files.',
  }),
} as const;
