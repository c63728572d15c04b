/** `trailc init [dir]`: a content repository that is valid at once. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { EXIT, type Io, UsageError } from '../io.ts';
import { ownTemplate, ruleText } from './new.ts';

const FIRST_RULE = 'access-key-made';

export async function init(dir: string | undefined, io: Io): Promise<number> {
  const root = resolve(io.cwd, dir ?? '.');
  if (existsSync(join(root, 'trailc.config.yml'))) {
    throw new UsageError(
      `${relative(io.cwd, root) || '.'} is a content repository already.`,
      'Use "trailc new NAME" to add a rule.',
    );
  }
  const files = new Map([
    ['trailc.config.yml', ownTemplate('init/trailc.config.yml.hbs', {})],
    [`detections/${FIRST_RULE}.yml`, ruleText(FIRST_RULE)],
    ['lists/.gitkeep', ''],
    ['fixtures/.gitkeep', ''],
    ['.vscode/settings.json', ownTemplate('init/settings.json.hbs', {})],
    ['.vscode/extensions.json', ownTemplate('init/extensions.json.hbs', {})],
  ]);
  for (const [name, text] of files) {
    const path = join(root, name);
    // What stands there already is the user's: it is kept, and said so.
    if (existsSync(path)) {
      io.out(`kept ${relative(io.cwd, path)}\n`);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    io.out(`made ${relative(io.cwd, path)}\n`);
  }
  io.out('\nnext: trailc check && trailc test && trailc build\n');
  return EXIT.ok;
}
