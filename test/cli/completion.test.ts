/**
 * Completion as shells ask for it. Shells that are not installed are skipped; where they are, their real completion runs
 * over the script that trailc prints. Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, PARENTS } from '../../src/cli/commands.ts';
import { positionIn } from '../../src/cli/completion/position.ts';
import { folder, trailc } from './support.ts';

const at = (...words: string[]) => {
  const { offers, wants, before, config } = positionIn(words, COMMANDS, PARENTS);
  return { words: offers.map(({ word }) => word), wants, before, config };
};

describe('what may stand at the cursor', () => {
  it('offers commands, then those below a word', () => {
    expect(at('').words).toEqual(expect.arrayContaining(['check', 'env', 'why', 'help']));
    expect(at('').words.filter((word) => word === 'env')).toHaveLength(1);
    expect(at('env', '').words).toEqual(['list', 'show', 'diff']);
    expect(at('help', 'env', '').words).toEqual(['list', 'show', 'diff']);
    expect(at('-').words).toEqual(['--help', '--version']);
    expect(at('no-such', '')).toMatchObject({ words: [], wants: undefined });
  });

  it('offers options that are not there yet', () => {
    const { words } = at('check', '--format', 'json', '--');
    expect(words).toEqual(expect.arrayContaining(['--bundle', '--report', '--config', '--help']));
    expect(words).not.toContain('--format');
    // What may be repeated is offered again.
    expect(at('check', '--report', 'sarif=x', '-').words).toContain('--report');
    // Without an argument there is nothing else to type.
    expect(at('build', '').words).toContain('--env');
  });

  it.each([
    [['check', '--format', ''], ['pretty', 'json', 'sarif', 'github', 'markdown'], ''],
    [
      ['check', '--format=j'],
      ['pretty', 'json', 'sarif', 'github', 'markdown'].map((w) => `--format=${w}`),
      '--format=',
    ],
    [['completion', ''], ['bash', 'zsh', 'fish'], ''],
  ])('offers the choices of %j', (words, offered, before) => {
    expect(at(...words)).toMatchObject({ words: offered, before });
  });

  it.each([
    [['test', ''], 'rule'],
    [['test', 'a-rule', '--env', 'x', ''], 'rule'],
    [['test', '-t', 'some words', ''], 'rule'],
    [['build', '--env', ''], 'environment'],
    [['build', '--env='], 'environment'],
    [['lists', ''], 'list'],
    [['why', ''], 'code'],
    [['schema', ''], 'schema'],
    [['explain', 'a-rule', ''], 'file'],
    [['explain', ''], 'rule'],
    [['init', ''], 'folder'],
    [['env', 'diff', 'a', ''], 'environment'],
    // An option of several values goes on until the next option.
    [['backtest', 'logs', '--rules', 'one', ''], 'rule'],
    [['test', '--', '-'], 'rule'],
    // The parser takes what follows such an option, whatever it begins with.
    [['test', '--env', '-'], 'environment'],
  ])('knows what is wanted at the end of %j', (words, wants) => {
    expect(at(...words).wants).toBe(wants);
  });

  it.each([[['lists', 'one', '']], [['test', '-t', '']], [['explain', 'a', 'b', 'c']]])(
    'wants nothing of the repository at the end of %j',
    (words) => expect(at(...words).wants).toBeUndefined(),
  );

  it.each([[['--config', 'x.yml']], [['--config=x.yml']]])('reads %j', (option) => {
    expect(at('test', ...option, '').config).toBe('x.yml');
  });
});

const CONFIG = 'environments:\n  production: {}\n  staging: {}\ndefaultEnvironment: production\n';
/** File names that mean something to a shell, to an option parser, or to a reader of lines. */
const HOSTILE = [
  '$(touch pwned)',
  '`touch pwned`',
  'a b',
  "it's",
  '"x"',
  '-rf',
  '--format',
  'x;y',
  'a\nb',
  'é',
  'tab\tx',
  '*',
  '~',
  ':file',
];

/** A repository with a plain rule and list, and hostile ones. */
function repository(): string {
  const root = folder({
    'trailc.config.yml': CONFIG,
    'detections/plain-rule.yml': 'not: even a rule\n',
    'lists/plain.yml': 'trailc: 1\nname: plainList\nentries: []\n',
    'lists/bad.yml': 'trailc: 1\nname: $(touch pwned)\nentries: [\n',
  });
  for (const name of HOSTILE) writeFileSync(join(root, 'detections', `${name}.yml`), 'x: 1\n');
  return root;
}

const asked = (cwd: string, ...words: string[]) => trailc(['complete', '--', ...words], { cwd });

describe('trailc complete', () => {
  it('names what the repository has, and passes over what a shell could read otherwise', () => {
    const cwd = repository();
    expect(asked(cwd, 'test', '')).toEqual({ code: 0, out: 'plain-rule\n:file\n', err: '' });
    expect(asked(cwd, 'lists', '')).toEqual({ code: 0, out: 'plainList\n', err: '' });
    expect(asked(cwd, 'build', '--env', '')).toEqual({ code: 0, out: 'production\nstaging\n', err: '' });
    expect(asked(cwd, 'build', '--env=')).toMatchObject({ out: '--env=production\n--env=staging\n' });
    const config = join(cwd, 'trailc.config.yml');
    expect(asked('/', 'lists', '--config', config, '').out).toBe('plainList\n');
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });

  it('knows codes, areas and schemas', () => {
    const codes = asked('/', 'why', '').out.split('\n');
    expect(codes).toEqual(expect.arrayContaining(['check', 'check/contradiction', 'yaml']));
    expect(asked('/', 'schema', '').out.split('\n')).toContain('rule');
  });

  it.each([
    ['no repository', [], ['test', '']],
    ['a broken configuration', ['environments: ['], ['build', '--env', '']],
    ['a configuration that is not there', [], ['test', '--config', 'no/such', '']],
    ['a folder for one', [], ['lists', '--config', '.', '']],
    ['no words', [], []],
    ['an unknown command', [], ['$(id)', '']],
    ['words that are names of objects', [], ['constructor', '__proto__', '']],
  ])('is silent about %s', (_, [config], words) => {
    const cwd = folder(config === undefined ? {} : { 'trailc.config.yml': config });
    expect(asked(cwd, ...words)).toMatchObject({ code: 0, err: '' });
  });

  it('is no command that anybody is shown', () => {
    expect(trailc(['--help']).out).not.toMatch(/^ {2}complete\b/m);
    expect(at('').words).not.toContain('complete');
  });
});

/** A folder for PATH with `trailc` in it, and the script for a shell. */
function prepared(shell: string): { readonly path: string; readonly script: string } {
  const root = folder();
  mkdirSync(join(root, 'bin'));
  symlinkSync(resolve('bin/trailc.js'), join(root, 'bin', 'trailc'));
  const script = join(root, `script.${shell}`);
  writeFileSync(script, trailc(['completion', shell]).out);
  return { path: `${join(root, 'bin')}${delimiter}${process.env.PATH ?? ''}`, script };
}

const installed = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

function ran(shell: string, args: readonly string[], cwd: string, path: string): readonly string[] {
  const env = { PATH: path, HOME: cwd, LC_ALL: 'C.UTF-8', TERM: 'dumb' };
  const { stdout, stderr } = spawnSync(shell, args, { cwd, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

/** The words as the shell parts them, and what it then offers. */
const SHELLS = {
  bash(cwd: string, line: readonly string[], typed = 'trailc') {
    const { path, script } = prepared('bash');
    const code = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _trailc; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return ran('bash', ['--norc', '--noprofile', '-c', code, '_', script, typed, ...line], cwd, path);
  },
  zsh(cwd: string, line: readonly string[], typed = 'trailc') {
    const { path, script } = prepared('zsh');
    // The builtin works in the line editor alone; what it is given is what it inserts, quoted by itself.
    const code = `script=$1; shift; compdef() { }; _files() { return 1 }; compadd() { print -rl -- "\${(@P)@[-1]}" }; source $script; words=("$@"); CURRENT=$#; PREFIX=\${words[-1]}; _trailc`;
    return ran('zsh', ['-f', '-c', code, '_', script, typed, ...line], cwd, path);
  },
  fish(cwd: string, line: readonly string[], typed = 'trailc') {
    const { path, script } = prepared('fish');
    const code = `function __fish_complete_path; end; function __fish_complete_directories; end; source '${script}'; complete -C '${typed} ${line.join(' ')}'`;
    return ran('fish', ['--no-config', '-c', code], cwd, path).map((one) => one.split('\t')[0] ?? '');
  },
} as const;

describe.each(['bash', 'zsh', 'fish'] as const)('in %s', (shell) => {
  const here = it.skipIf(!installed(shell));
  const begin = (offered: readonly string[], start: string) =>
    offered.filter((word) => word.startsWith(start));

  here('completes commands, options, choices and names', () => {
    const cwd = repository();
    const offers = (...line: string[]) => SHELLS[shell](cwd, line);
    expect(begin(offers('ch'), 'ch')).toEqual(['check']);
    expect(begin(offers('check', '--fo'), '--fo')).toEqual(['--format']);
    expect(begin(offers('check', '--format', 's'), 's')).toEqual(['sarif']);
    expect(offers('build', '--env', '')).toEqual(['production', 'staging']);
    expect(begin(offers('why', 'check/contra'), 'check/contra')).toEqual(['check/contradiction']);
    expect(offers('env', '')).toEqual(expect.arrayContaining(['list', 'show', 'diff']));
  });

  here('obeys nothing that the repository is called', () => {
    const cwd = repository();
    expect(SHELLS[shell](cwd, ['test', ''])).toEqual(['plain-rule']);
    expect(SHELLS[shell](cwd, ['lists', ''])).toEqual(['plainList']);
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });

  here('asks the trailc of the PATH, not one that lies around', () => {
    const cwd = folder({ trailc: '#!/bin/sh\ntouch pwned\n', 'trailc.config.yml': CONFIG });
    chmodSync(join(cwd, 'trailc'), 0o755);
    SHELLS[shell](cwd, ['ch'], './trailc');
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });
});

describe('in bash', () => {
  it.skipIf(!installed('bash'))('completes behind "=", at which bash parts words', () => {
    const cwd = repository();
    expect(SHELLS.bash(cwd, ['check', '--format', '=', 'j'])).toEqual(['json']);
    expect(SHELLS.bash(cwd, ['build', '--env', '='])).toEqual(['production', 'staging']);
    expect(SHELLS.bash(cwd, ['$(touch pwned)', ''])).toEqual([]);
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });
});

describe('trailc completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints a script for %s that evaluates nothing', (shell) => {
    const { code, out, err } = trailc(['completion', shell]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(readFileSync(`templates/completion/trailc.${shell}`, 'utf8'));
    const commands = out.replace(/^#.*$/gm, '');
    // compgen -W expands the words it is given; eval and -Q speak for themselves.
    expect(commands).not.toMatch(/\beval\b|compgen|compadd[^\n]* -Q/);
    expect(commands).toContain('command trailc complete -- ');
    expect(out).toContain(`trailc completion ${shell}`);
  });

  it('refuses another shell', () => {
    expect(trailc(['completion', 'tcsh'])).toMatchObject({ code: 2, out: '' });
    expect(trailc(['completion'])).toMatchObject({ code: 2, out: '' });
  });
});
