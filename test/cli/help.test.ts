/**
 * The help of every command, and that its examples are command lines which the definitions allow; docs/cli.md beside it.
 * Needs `npm run build`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, PARENTS } from '../../src/cli/commands.ts';
import { type CommandDefinition, flagOf, GROUPS, type Option } from '../../src/cli/definition.ts';
import { inProcess as typed } from './in-process.ts';

/** What a shell makes of an example: the words of its trailc. Quotes part nothing here but words. */
function wordsOf(example: string): readonly string[] {
  const called = /(?:^|[|&(] ?)trailc ([^|&)<>]*)/.exec(example)?.[1] ?? '';
  return [...called.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
}

/** Why a command does not take some words; nothing if it does. Written against the definitions, not the parser. */
function refused({ args, options, name }: CommandDefinition, words: readonly string[]): string | undefined {
  if (words.slice(0, name.split(' ').length).join(' ') !== name) return `is not ${name}`;
  const rest = [...words.slice(name.split(' ').length)];
  const given = new Set<string>();
  let operands = 0;
  while (rest.length > 0) {
    const word = rest.shift() ?? '';
    if (!word.startsWith('-') || word === '-') {
      operands += 1;
      continue;
    }
    const known = Object.entries(options).find(
      ([key, option]) => word === flagOf(key) || ('short' in option && word === `-${option.short}`),
    );
    if (known === undefined) return `${word} is no option`;
    given.add(known[0]);
    if (known[1].kind === 'switch') continue;
    const value = rest.shift();
    if (value === undefined) return `${word} has no value`;
    if (known[1].kind === 'choice' && !known[1].choices.includes(value)) return `${value} is no choice`;
    if (known[1].kind === 'texts') while (rest[0] !== undefined && !rest[0].startsWith('-')) rest.shift();
  }
  const must = Object.entries(options).find(([key, o]) => 'required' in o && !given.has(key));
  if (must !== undefined) return `${flagOf(must[0])} is missing`;
  const kinds = Object.values(args).map(({ kind }) => kind);
  const most = kinds.some((kind) => kind === 'any' || kind === 'some')
    ? Number.POSITIVE_INFINITY
    : kinds.length;
  const least = kinds.filter((kind) => kind === 'one' || kind === 'some').length;
  return operands < least || operands > most ? `${operands} words, ${least} to ${most} wanted` : undefined;
}

const page = (name: string) => readFileSync(join('docs', name), 'utf8');

describe('the blocks of docs/cli.md', async () => {
  // Reads the compiled definitions, as `npm run generate` does.
  const { withBlocks } = await import(resolve('scripts/reference/commands.js'));
  const one = COMMANDS.filter(({ name }) => name === 'lists');
  const two = COMMANDS.filter(({ name }) => name === 'lists' || name === 'fields');
  const fresh: string = withBlocks('# Commands\n', one);

  it('are made where there are none, behind the command before', () => {
    expect(fresh).toMatch(
      /^# Commands\n\n## lists\n\n.*\n\n<!-- trailc:lists -->\n[\s\S]*<!-- \/trailc -->\n$/,
    );
    const both: string = withBlocks(`${fresh}\nProse.\n\n## Reports\n`, two);
    expect(both.match(/^## .*$/gm)).toEqual(['## lists', '## fields', '## Reports']);
    expect(both.indexOf('Prose.')).toBeLessThan(both.indexOf('## fields'));
  });

  it('change when a definition does, and leave the prose alone', () => {
    const page = `${fresh}\nProse with $& and $1.\n`;
    expect(withBlocks(page, one)).toBe(page);
    expect(withBlocks(page.replace('--due <days>', '--due <weeks>'), one)).toBe(page);
    expect(withBlocks(page.replace(/^\| `--format.*\n/m, ''), one)).toBe(page);
  });

  it('have an end and a command, or the generator stops', () => {
    expect(() => withBlocks(fresh.replace('<!-- /trailc -->', ''), one)).toThrow('has no <!-- /trailc -->');
    expect(() => withBlocks(fresh, [])).toThrow('"lists", which is no command');
  });
});

describe('the documents of the commands', () => {
  it('have a section and a block for every command, in the order of the help', () => {
    const sections = [...page('cli.md').matchAll(/^## ([a-z][a-z -]*)\n\n<!-- trailc:(.*) -->$/gm)];
    expect(sections.map(([, , name]) => name)).toEqual(COMMANDS.map(({ name }) => name));
    for (const [, heading, name] of sections) expect(heading).toBe(name);
  });

  it('name every option that there is in its block, and none besides', () => {
    for (const { name, options } of COMMANDS) {
      const [, after = ''] = page('cli.md').split(`<!-- trailc:${name} -->`);
      const [block = ''] = after.split('<!-- /trailc -->');
      const rows = [...block.matchAll(/^\| `(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag);
      expect(rows, name).toEqual(Object.keys(options).map(flagOf));
    }
  });

  it('name no option in the prose that no command has', () => {
    // The last two are npm's and git's.
    const others = ['--help', '--save-dev', '--assume-unchanged'];
    const flags = new Set([
      ...others,
      ...COMMANDS.flatMap(({ options }) => Object.keys(options).map(flagOf)),
    ]);
    for (const name of ['cli.md', 'testing.md', 'formats.md']) {
      const prose = page(name).replace(/^```[\s\S]*?^```/gm, '');
      const named = [...prose.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag);
      expect(
        named.filter((flag) => !flags.has(flag)),
        name,
      ).toEqual([]);
    }
  });

  it('say what JSON each command prints that prints any', () => {
    const rows = [...page('formats.md').matchAll(/^\| \[`([a-z -]+)`\]/gm)].map(([, name]) => name);
    const printing = COMMANDS.filter(
      ({ options: { format } }) => format?.kind === 'choice' && format.choices.includes('json'),
    );
    expect(rows).toEqual(printing.map(({ name }) => name));
  });

  it('lead to pages and headings that are there', () => {
    const anchorsOf = (text: string) =>
      [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}_ -]/gu, '')
          .replaceAll(' ', '-'),
      );
    for (const name of [
      'cli.md',
      'testing.md',
      'formats.md',
      'ci.md',
      'environments.md',
      'reference/diagnostics.md',
    ]) {
      for (const [, to = '', anchor] of page(name).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
        const target = to === '' ? name : join(name, '..', to);
        if (anchor === undefined) expect(existsSync(join('docs', target)), `${name}: ${to}`).toBe(true);
        else expect(anchorsOf(page(target)), `${name}: ${to}#${anchor}`).toContain(anchor);
      }
    }
  });
});

const inText = (text: string) => text.replace(/\s+/g, ' ');

describe.each(COMMANDS.map((command) => [command.name, command] as const))('trailc %s', (name, command) => {
  it('shows the same help three ways: summary, words, options, examples', async () => {
    const { code, out, err } = await typed([...name.split(' '), '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await typed(['help', ...name.split(' ')])).toEqual({ code: 0, out, err: '' });
    expect((await typed([...name.split(' '), '-h'])).out).toBe(out);
    const text = inText(out);
    expect(text).toContain(inText(command.summary));
    for (const { says } of Object.values(command.args)) expect(text).toContain(inText(says));
    for (const [key, option] of Object.entries(command.options)) {
      expect(text).toContain(flagOf(key));
      expect(text).toContain(inText(option.says));
    }
    for (const example of command.examples) expect(out).toContain(`\n  $ ${example}\n`);
  });

  it('has at least two examples, each of which it takes', () => {
    expect(command.examples.length).toBeGreaterThanOrEqual(2);
    for (const example of command.examples)
      expect(refused(command, wordsOf(example)), example).toBeUndefined();
  });

  it('says what each option is for in a plain phrase', () => {
    const described: readonly Pick<Option, 'says'>[] = [
      ...Object.values(command.options),
      ...Object.values(command.args),
    ];
    for (const { says } of described) {
      // A phrase goes on behind the option: it begins small (a name may not) and has no full stop.
      expect(says).toMatch(/^(?:[a-z"]|CloudTrail|Athena|Splunk)[^\n]*[^.\n]$/);
      expect(says.length).toBeLessThanOrEqual(140);
    }
    expect(command.summary).toMatch(/^[A-Z][^\n]*[^.\n]$/);
  });
});

describe('trailc help', () => {
  it('is what --help is', async () => {
    const { out } = await typed(['--help']);
    expect(await typed(['help'])).toEqual({ code: 0, out, err: '' });
    expect(out).not.toMatch(/^Commands:/m);
  });

  it('has every command once, under its heading', async () => {
    const { out } = await typed(['help']);
    const parts = out.split(/^(?=\S.*:$)/m);
    for (const [group, heading] of Object.entries(GROUPS)) {
      const part = parts.find((one) => one.startsWith(`${heading}:\n`)) ?? '';
      const names = [...part.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name]) => name);
      const wanted = COMMANDS.filter((command) => command.group === group);
      expect(names).toEqual([...new Set(wanted.map(({ name }) => name.split(' ')[0]))]);
    }
  });

  it.each(Object.keys(PARENTS))('shows what there is below %s, with examples', async (word) => {
    const { code, out } = await typed(['help', word]);
    expect(code).toBe(0);
    expect((await typed([word, '--help'])).out).toBe(out);
    expect(out).not.toContain('help [command]');
    for (const { name } of COMMANDS.filter((command) => command.name.startsWith(`${word} `)))
      expect(out).toMatch(new RegExp(`^ {2}${name.split(' ')[1]} `, 'm'));
  });

  it.each([
    [['chek'], 'there is no command "chek". Did you mean "check"?'],
    [['env', 'shw'], 'there is no command "env shw". Did you mean "show"?'],
    [['check', 'extra'], 'there is no command "check extra".'],
    [['constructor'], 'there is no command "constructor".'],
  ])('answers %j with exit code 2', async (words, said) => {
    const { code, out, err } = await typed(['help', ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
    expect(err).toContain('"trailc help');
  });

  it('keeps to the width of the terminal', async () => {
    for (const [width, most] of [
      [72, 72],
      [300, 100],
    ] as const) {
      const { out } = await typed(['help'], width);
      const lines = out.split('\n').filter((line) => !line.startsWith('"') && !line.startsWith('Exit'));
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(most);
    }
  });
});
