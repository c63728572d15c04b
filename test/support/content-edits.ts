/** Edits of the small content repository beside this file, each with the rules that it touches. */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG, edit, ruleFile, write } from './content-repository.ts';

export const json = (value: unknown) => JSON.stringify(value, null, 1);
type Environments = typeof CONFIG.environments;
const configWith = (change: (environments: Environments) => unknown) =>
  json({ ...CONFIG, environments: change(CONFIG.environments) });

export interface Edit {
  readonly name: string;
  readonly make: (root: string) => void;
  /** Rules that the edit touches, no more and no less. */
  readonly touches: readonly string[];
}

export const ALL = ['alone', 'by-agent', 'by-list', 'by-region', 'by-source'];
const move = (from: string, to: string) => (root: string) => renameSync(join(root, from), join(root, to));
const drop = (path: string) => (root: string) => rmSync(join(root, path));

export const EDITS: readonly Edit[] = [
  {
    name: 'text of a rule',
    make: (root) => edit(root, 'rules/alone.yml', 'Look.', 'Look twice.'),
    touches: ['alone'],
  },
  {
    name: 'meaning of a rule',
    make: (root) => edit(root, 'rules/by-list.yml', '"eventName": {', '"recipientAccountId": {'),
    touches: ['by-list'],
  },
  {
    name: 'entry of a list',
    make: (root) => edit(root, 'lists/calls.yml', 'CreateUser', 'CreateGroup'),
    touches: ['by-list'],
  },
  {
    name: 'reason in a list',
    make: (root) => edit(root, 'lists/sources.yml', 'A reason.', 'Another.'),
    touches: ['by-source'],
  },
  {
    name: 'list that nobody asks',
    make: (root) => edit(root, 'lists/unused.yml', 'A reason.', 'Another.'),
    touches: [],
  },
  {
    name: 'another name for a list',
    make: (root) => edit(root, 'lists/calls.yml', '"calls"', '"called"'),
    touches: ['by-list'],
  },
  { name: 'another file for a list', make: move('lists/calls.yml', 'lists/z.yml'), touches: ['by-list'] },
  { name: 'list gone', make: drop('lists/sources.yml'), touches: ['by-source'] },
  { name: 'unused list gone', make: drop('lists/unused.yml'), touches: [] },
  {
    name: 'whole fixture',
    make: (root) => edit(root, 'fixtures/whole.yml', 'aws-cli', 'aws-sdk'),
    touches: ['by-agent', 'by-list', 'by-region', 'by-source'],
  },
  {
    name: 'fixture between',
    make: (root) => edit(root, 'fixtures/changed.yml', 'eu-west-1', 'eu-west-3'),
    touches: ['by-region', 'by-source'],
  },
  {
    name: 'fixture at the end',
    make: (root) => edit(root, 'fixtures/twice.yml', 'e-1', 'e-2'),
    touches: ['by-region'],
  },
  {
    name: 'fixture that nobody uses',
    make: (root) => edit(root, 'fixtures/unused.yml', 'aws-cli', 'x'),
    touches: [],
  },
  { name: 'fixture gone', make: drop('fixtures/twice.yml'), touches: ['by-region'] },
  // The first in the order of paths is the one that tests get.
  {
    name: 'fixture before one of the same name',
    make: (root) => write(root, 'fixtures/twice.json', { eventSource: 'a', eventName: 'b' }),
    touches: ['by-region'],
  },
  {
    name: 'param of all environments',
    make: (root) =>
      write(
        root,
        'trailc.config.yml',
        configWith((is) => ({ ...is, base: { ...is.base, params: { ...is.base.params, agent: 'x' } } })),
      ),
    touches: ['by-agent'],
  },
  {
    name: 'param of one environment',
    make: (root) =>
      write(
        root,
        'trailc.config.yml',
        configWith((is) => ({ ...is, dev: { extends: 'base', params: { region: 'x' } } })),
      ),
    touches: ['by-region'],
  },
  {
    name: 'overlay of a list',
    make: (root) => edit(root, 'trailc.config.yml', 'CreateRole', 'CreateGroup'),
    touches: ['by-list'],
  },
  {
    name: 'new overlay',
    make: (root) =>
      write(
        root,
        'trailc.config.yml',
        configWith((is) => ({
          ...is,
          dev: { ...is.dev, lists: { sources: { add: [{ value: 'x', reason: 'A reason.' }] } } },
        })),
      ),
    touches: ['by-source'],
  },
  {
    name: 'comment in the configuration',
    make: (root) => write(root, 'trailc.config.yml', `# A comment.\n${json(CONFIG)}`),
    touches: [],
  },
  {
    name: 'description of an environment',
    make: (root) => edit(root, 'trailc.config.yml', 'What all have.', 'What all share.'),
    touches: [],
  },
  {
    name: 'setting of a target',
    make: (root) => edit(root, 'trailc.config.yml', '"security"', '"other"'),
    touches: ALL,
  },
  {
    name: 'new environment',
    make: (root) =>
      write(
        root,
        'trailc.config.yml',
        configWith((is) => ({ ...is, test: { extends: 'base' } })),
      ),
    touches: ALL,
  },
  {
    name: 'environment gone',
    make: (root) =>
      write(
        root,
        'trailc.config.yml',
        configWith(({ dev: _, ...rest }) => rest),
      ),
    touches: [],
  },
  {
    name: 'template of a target',
    make: (root) => edit(root, 'tpl/athena/rule.sql.hbs', '{{title}}', 'Rule {{title}}'),
    touches: ALL,
  },
  { name: 'template gone', make: drop('tpl/athena/rule.sql.hbs'), touches: ALL },
  {
    name: 'template of no rule',
    make: (root) => edit(root, 'tpl/bundle/README.md.hbs', '#', '# A'),
    touches: [],
  },
  {
    name: 'file that is no content',
    make: (root) => write(root, 'README.md', 'Other rules.\n'),
    touches: [],
  },
  { name: 'another name for a rule', make: move('rules/alone.yml', 'rules/lonely.yml'), touches: ['lonely'] },
  { name: 'rule gone', make: drop('rules/by-agent.yml'), touches: [] },
  {
    name: 'new rule',
    make: (root) => write(root, 'rules/new.yml', ruleFile(9, { eventName: 'CreateUser' }, 'fixtures/whole')),
    touches: ['new'],
  },
];
