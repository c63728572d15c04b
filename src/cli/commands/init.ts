/** `trailc init [dir]`: a content repository that is valid at once, with a workflow that keeps it so. */
import { existsSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { findUpwards } from '../../content/files.ts';
import { type NewFile, writeNew } from '../../scaffold/write-new.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { ownTemplate } from '../own-template.ts';
import { trailcVersion } from '../version.ts';
import { ruleText } from './new.ts';

const FIRST_RULE = 'access-key-made';
const WORKFLOW = '.github/workflows/trailc.yml';

export async function init(dir: string | undefined, io: Io): Promise<number> {
  const root = resolve(io.cwd, dir ?? '.');
  const shown = (path: string) => relative(io.cwd, path) || '.';
  if (existsSync(join(root, 'trailc.config.yml'))) {
    throw new UsageError(
      `${shown(root)} is a content repository already.`,
      'Use "trailc new NAME" to add a rule.',
    );
  }
  const version = trailcVersion();
  const git = findUpwards('.git', root);
  const isBelowGit = git !== undefined && resolve(git, '..') !== root;
  const files = new Map([
    ['trailc.config.yml', ownTemplate('init/trailc.config.yml.hbs', {})],
    [`detections/${FIRST_RULE}.yml`, ruleText(FIRST_RULE)],
    ['lists/.gitkeep', ''],
    ['fixtures/.gitkeep', ''],
    ['package.json', ownTemplate('init/package.json.hbs', { name: packageName(basename(root)), version })],
    ['.gitignore', ownTemplate('init/gitignore.hbs', {})],
    ['.vscode/settings.json', ownTemplate('init/settings.json.hbs', {})],
    ['.vscode/extensions.json', ownTemplate('init/extensions.json.hbs', {})],
    // GitHub looks for it at the root of the repository alone.
    ...(isBelowGit ? [] : [[WORKFLOW, ownTemplate('init/workflow.yml.hbs', {})] as const]),
  ]);
  const all = [...files].map(([name, text]): NewFile => ({ path: join(root, name), text }));
  // What stands there already is the user's: it is kept, and said so.
  const kept = all.filter(({ path }) => existsSync(path));
  const wanted = all.filter((file) => !kept.includes(file));
  const problem = writeNew(root, wanted);
  if (problem !== undefined) throw new UsageError(`${problem}.`);
  for (const file of all) io.out(`${kept.includes(file) ? 'kept' : 'made'} ${shown(file.path)}\n`);
  if (isBelowGit) io.out(`not made: ${WORKFLOW}, which GitHub reads at the root of a repository alone\n`);
  const keepsPackage = kept.some(({ path }) => path === join(root, 'package.json'));
  const install = keepsPackage ? `npm install --save-dev --save-exact trailc@${version}` : 'npm install';
  io.out(`\nnext: trailc check && trailc test && trailc build\n`);
  io.out(`for CI: ${install}, and commit package-lock.json\n`);
  return EXIT.ok;
}

/** The folder's name in the letters that npm allows, and never the name of trailc itself. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100);
  return name === '' || name === 'trailc' ? 'detections' : name;
}
