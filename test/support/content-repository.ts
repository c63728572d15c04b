/** A small content repository in a repository of git, to be edited by tests. JSON is YAML, so files are objects. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { RULE } from './rule.ts';

export function git(cwd: string, ...args: readonly string[]): string {
  const settings = [
    'user.name=a',
    'user.email=a@example.com',
    'commit.gpgsign=false',
    'init.defaultBranch=main',
  ];
  const options = settings.flatMap((setting) => ['-c', setting]);
  const { status, stdout, stderr } = spawnSync(
    'git',
    [...options, '-c', 'protocol.file.allow=always', ...args],
    { cwd },
  );
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.toString('utf8').trim();
}

export function write(root: string, path: string, content: unknown): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(
    join(root, path),
    typeof content === 'string' ? content : `${JSON.stringify(content, null, 1)}\n`,
  );
}

/** Replaces text in a file; throws when it is not there, which is the test's own fault. */
export function edit(root: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(join(root, path), text.replace(from, to));
}

export const idOf = (number: number) =>
  `7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b${String(number).padStart(2, '0')}`;

const EVENT = { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser', userAgent: 'aws-cli' };

export function ruleFile(
  number: number,
  match: unknown,
  base: string,
  more: Readonly<Record<string, unknown>> = {},
) {
  return {
    ...RULE,
    id: idOf(number),
    title: `Rule number ${number}`,
    match,
    tests: [
      { name: 'as it is', event: { base }, expect: 'match' },
      { name: 'another call', event: { base, set: { eventName: 'ListUsers' } }, expect: 'no-match' },
    ],
    ...more,
  };
}

const param = (name: string, example: string) => ({
  params: { [name]: { type: 'text', description: 'A text.', example } },
});
const entry = (value: string) => ({ value, reason: 'A reason.' });

export const CONFIG = {
  trailc: 1,
  rules: ['rules'],
  lists: ['lists'],
  fixtures: ['fixtures'],
  templates: 'tpl',
  defaultEnvironment: 'prod',
  environments: {
    base: {
      abstract: true,
      description: 'What all have.',
      params: { agent: 'aws-cli', region: 'eu-west-1' },
      lists: { calls: { add: [entry('CreateRole')] } },
      spl: { index: 'aws' },
      athena: { profile: 'extended', database: 'security', table: 'logs' },
    },
    prod: { extends: 'base' },
    dev: { extends: 'base', params: { region: 'eu-west-2' } },
  },
};

/** Which rule uses what can be read off here. */
export const FILES: Readonly<Record<string, unknown>> = {
  'trailc.config.yml': CONFIG,
  'README.md': 'Rules.\n',
  'lists/calls.yml': { trailc: 1, name: 'calls', description: 'Calls.', entries: [entry('CreateUser')] },
  'lists/sources.yml': {
    trailc: 1,
    name: 'sources',
    description: 'Sources.',
    entries: [entry('iam.amazonaws.com')],
  },
  'lists/unused.yml': { trailc: 1, name: 'unused', description: 'Unused.', entries: [entry('a')] },
  'fixtures/whole.yml': { trailc: 1, description: 'Whole.', event: EVENT },
  'fixtures/changed.yml': {
    trailc: 1,
    description: 'Changed.',
    base: 'fixtures/whole',
    set: { awsRegion: 'eu-west-1' },
  },
  'fixtures/twice.yml': {
    trailc: 1,
    description: 'Twice.',
    base: 'fixtures/changed',
    set: { eventID: 'e-1' },
  },
  'fixtures/unused.yml': { trailc: 1, description: 'Unused.', event: EVENT },
  'rules/by-list.yml': ruleFile(1, { eventName: { inList: 'calls' } }, 'fixtures/whole'),
  'rules/by-source.yml': ruleFile(
    2,
    { all: [{ eventSource: { inList: 'sources' } }, { eventName: 'CreateUser' }] },
    'fixtures/changed',
  ),
  'rules/by-agent.yml': ruleFile(
    3,
    { eventName: 'CreateUser', userAgent: '$agent' },
    'fixtures/whole',
    param('agent', 'aws-cli'),
  ),
  'rules/by-region.yml': ruleFile(
    4,
    { eventName: 'CreateUser', awsRegion: '$region' },
    'fixtures/twice',
    param('region', 'eu-west-1'),
  ),
  'rules/alone.yml': ruleFile(5, { eventName: 'CreateUser' }, '', {
    tests: [
      { name: 'a call', event: { inline: EVENT }, expect: 'match' },
      { name: 'another', event: { inline: { ...EVENT, eventName: 'ListUsers' } }, expect: 'no-match' },
    ],
  }),
  'tpl/athena/rule.sql.hbs': readFileSync('templates/athena/rule.sql.hbs', 'utf8'),
  'tpl/bundle/README.md.hbs': readFileSync('templates/bundle/README.md.hbs', 'utf8'),
};

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes when the tests of the file end. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trailc-since-'));
  made.push(folder);
  return folder;
}

/** The files above, committed on `main`, at the top of the repository or below it. */
export function contentRepository(below = ''): string {
  const top = emptyFolder();
  const root = join(top, below);
  for (const [path, content] of Object.entries(FILES)) write(root, path, content);
  git(top, 'init', '-q');
  git(top, 'add', '-A');
  git(top, 'commit', '-q', '-m', 'one');
  return root;
}
