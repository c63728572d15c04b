/**
 * A small Splunk app without a fault, as the files of its archive.
 *
 * Owns: the app that mutations.ts changes, and writing such files as an archive or a folder. Written by hand from Splunk's
 * documentation (app.conf.spec, savedsearches.conf.spec, default.meta.conf.spec), not with src/. Must not: check anything.
 */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const APP = 'acme_cloudtrail';

export interface Entry {
  readonly content: string | Uint8Array;
  /** Permissions; 644 where there are none. */
  readonly mode?: number;
  /** The entry is a symbolic link with this target. */
  readonly link?: string;
}

/** By path in the archive. */
export type AppFiles = Map<string, Entry>;

const TEXTS: Readonly<Record<string, string>> = {
  'README.md': '# Acme CloudTrail\n\nDetections for AWS CloudTrail.\n',
  'app.manifest': `${JSON.stringify(
    {
      schemaVersion: '2.0.0',
      info: {
        title: 'Acme CloudTrail',
        id: { group: null, name: APP, version: '1.2.3' },
        author: [{ name: 'Acme', email: null, company: null }],
        releaseDate: null,
        description: 'Detections for AWS CloudTrail.',
        license: { name: null, text: null, uri: null },
      },
      targetWorkloads: ['_search_heads'],
    },
    null,
    2,
  )}\n`,
  'default/app.conf': `[install]
is_configured = 0
build = 1

[package]
id = ${APP}
check_for_updates = false

[id]
name = ${APP}
version = 1.2.3

[launcher]
author = Acme
description = Detections for AWS CloudTrail.
version = 1.2.3

[ui]
is_visible = false
label = Acme CloudTrail
`,
  'default/savedsearches.conf': `[Root signs in]
search = \`acme_cloudtrail_events\` eventName=ConsoleLogin \\
| lookup acme_people name AS user OUTPUT listed \\
| where isnull(listed) \`acme_root_signs_in_filter\`
description = Somebody signs in as root.
disabled = 1
enableSched = 1
cron_schedule = */10 * * * *
dispatch.earliest_time = -70m@m
dispatch.latest_time = -10m@m
alert.track = 1

[Made by hand]
search = | tstats count WHERE index=acme BY host
description = Counts of hosts.
disabled = 1
enableSched = 1
cron_schedule = 7 * * * *
`,
  'default/macros.conf': `[acme_cloudtrail_events]
definition = index=acme sourcetype=aws:cloudtrail
iseval = 0

[acme_root_signs_in_filter]
definition = search *

[acme_pair(2)]
args = one, two
definition = "$one$"="$two$"
`,
  'default/transforms.conf': `[acme_people]
filename = acme_people.csv
case_sensitive_match = true
max_matches = 1
`,
  'lookups/acme_people.csv': '"name","listed"\n"ann","yes"\n"bob, the ""builder""","yes"\n',
  'metadata/default.meta': `[]
access = read : [ * ], write : [ admin, sc_admin ]
export = system
`,
};

export function soundApp(): AppFiles {
  return new Map(Object.entries(TEXTS).map(([path, content]) => [`${APP}/${path}`, { content }]));
}

const FILE_MODE = 0o644;

/** A .spl file: ustar (POSIX.1-1988) headers, compressed. */
export function splFile(files: AppFiles): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [name, { content, mode = FILE_MODE, link }] of files) {
    const isFolder = name.endsWith('/');
    const bytes = Buffer.from(link === undefined ? content : '');
    const header = Buffer.alloc(512);
    const put = (text: string, at: number) => void header.write(text, at, 'utf8');
    put(name, 0);
    put(mode.toString(8).padStart(7, '0'), 100);
    put('0000000', 108);
    put('0000000', 116);
    put(bytes.length.toString(8).padStart(11, '0'), 124);
    put('00000000000', 136);
    put('        ', 148);
    put(link !== undefined ? '2' : isFolder ? '5' : '0', 156);
    put(link ?? '', 157);
    put('ustar\u000000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    blocks.push(header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512));
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** The same files below a folder. */
export function writeFiles(files: AppFiles, folder: string): void {
  for (const [name, { content, mode = FILE_MODE, link }] of files) {
    const path = join(folder, name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (link !== undefined) symlinkSync(link, path);
    else if (!name.endsWith('/')) writeFileSync(path, content);
    if (link === undefined) chmodSync(path, mode);
  }
}
