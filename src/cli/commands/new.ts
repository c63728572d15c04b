/** `trailc new NAME`: a rule with tests that is valid at once. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { renderArtefact, templateSource } from '../../bundle/render.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { openRepository, type RepositoryOptions } from '../repository.ts';

const STEM = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export async function newRule(name: string, options: RepositoryOptions, io: Io): Promise<number> {
  const { content } = openRepository(options, io);
  if (content === undefined) throw new UsageError('trailc.config.yml cannot be read.', 'Run "trailc check".');
  const { root, rules } = content.config;
  const folder = rules
    .map(({ value }) => resolve(root, value))
    .find((path) => existsSync(path) && statSync(path).isDirectory());
  const wanted = name.replace(/\.ya?ml$/, '');
  const stem = wanted.split('/').at(-1) ?? '';
  const path = `${wanted.includes('/') ? resolve(io.cwd, wanted) : join(folder ?? resolve(root, rules[0]?.value ?? '.'), wanted)}.yml`;
  if (!STEM.test(stem)) {
    throw new UsageError(
      `"${stem}" is no name for a rule.`,
      'Use lower-case words joined by "-", such as root-login.',
    );
  }
  if (relative(root, path).split(sep)[0] === '..')
    throw new UsageError(`"${name}" lies outside the repository.`);
  if (content.rules.some((rule) => rule.stem === stem))
    throw new UsageError(`there is a rule "${stem}" already.`);
  if (existsSync(path)) throw new UsageError(`${relative(io.cwd, path)} exists already.`);
  const text = ruleText(stem);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  const shown = relative(io.cwd, path);
  io.out(`made ${shown}\n  next: edit its match, then run: trailc test ${stem}\n`);
  return EXIT.ok;
}

/** A whole rule of that name, from the template. */
export function ruleText(stem: string): string {
  const words = stem.split('-').join(' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const date = new Date().toISOString().slice(0, 10);
  return ownTemplate('init/rule.yml.hbs', {
    id: randomUUID(),
    title: `'${title}'`,
    author: 'Security Engineering',
    date,
  });
}

/** One of trailc's own templates, filled in. A fault in it is trailc's, so it is thrown. */
export function ownTemplate(template: string, view: Readonly<Record<string, string>>): string {
  const { value, diagnostics } = renderArtefact(
    { path: template, template, view },
    templateSource({ root: '.' }),
  );
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join(' '));
  return value;
}
