/** What counts as a change, on a real disk. */
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences, type Place, takeSnapshot } from '../../src/watch/snapshot.ts';
import { folder } from '../cli/support.ts';

const YAML = { path: 'rules', endings: ['.yml'] };

/** What differs between now and after `change`. */
function changedBy(
  root: string,
  change: (at: (path: string) => string) => void,
  places: readonly Place[] = [YAML],
) {
  const before = takeSnapshot({ root, places });
  change((path) => join(root, path));
  return [...differences(before.files, takeSnapshot({ root, places }).files)];
}

const foldersOf = (root: string, places: readonly Place[] = [YAML]) =>
  [...takeSnapshot({ root, places }).folders.keys()].map((path) => relative(root, path)).sort();

describe('a change', () => {
  const FILES = { 'rules/a.yml': 'a', 'rules/deep/b.yml': 'b' };

  it.each<[string, (at: (path: string) => string) => void, readonly string[]]>([
    ['nothing', () => undefined, []],
    ['a file written over', (at) => writeFileSync(at('rules/a.yml'), 'other'), ['rules/a.yml']],
    ['the same again', (at) => writeFileSync(at('rules/a.yml'), 'a'), ['rules/a.yml']],
    ['a file made empty', (at) => writeFileSync(at('rules/a.yml'), ''), ['rules/a.yml']],
    ['a new file', (at) => writeFileSync(at('rules/c.yml'), 'c'), ['rules/c.yml']],
    ['a file that goes', (at) => rmSync(at('rules/a.yml')), ['rules/a.yml']],
    [
      'a file under another name',
      (at) => renameSync(at('rules/a.yml'), at('rules/z.yml')),
      ['rules/a.yml', 'rules/z.yml'],
    ],
    ['a folder that goes', (at) => rmSync(at('rules/deep'), { recursive: true }), ['rules/deep/b.yml']],
    ['all that goes', (at) => rmSync(at('rules'), { recursive: true }), ['rules/a.yml', 'rules/deep/b.yml']],
    ['a file that may not be read any more', (at) => chmodSync(at('rules/a.yml'), 0), ['rules/a.yml']],
    ['a file without the ending', (at) => writeFileSync(at('rules/README.md'), 'c'), []],
    ['what vim leaves', (at) => writeFileSync(at('rules/.a.yml.swp'), 'c'), []],
    ['a hidden file', (at) => writeFileSync(at('rules/.a.yml'), 'c'), []],
    ['a file beside the places', (at) => writeFileSync(at('a.yml'), 'c'), []],
  ])('%s', (_, change, expected) => {
    expect(changedBy(folder(FILES), change)).toEqual(expected);
  });

  it('is seen where a file of the same size and time takes its place', () => {
    const root = folder(FILES);
    const [path, other] = [join(root, 'rules/a.yml'), join(root, 'other')];
    const time = new Date('2026-01-01T00:00:00Z');
    utimesSync(path, time, time);
    const changed = changedBy(root, () => {
      writeFileSync(other, 'x');
      utimesSync(other, time, time);
      renameSync(other, path);
    });
    expect(readFileSync(path, 'utf8')).toBe('x');
    expect(changed).toEqual(['rules/a.yml']);
  });

  it('is no change of a file that only got a second name', () => {
    const root = folder(FILES);
    // The number of names is part of what ctime stands for, so this is one change too many and none too few.
    expect(changedBy(root, (at) => linkSync(at('rules/a.yml'), at('a2.yml')))).toEqual(['rules/a.yml']);
  });

  it('of a place that is a file is seen whatever its ending', () => {
    const root = folder({ conf: 'a' });
    expect(changedBy(root, (at) => writeFileSync(at('conf'), 'b'), [{ path: 'conf' }])).toEqual(['conf']);
  });

  it('of a template is seen whatever its ending, but for what editors leave', () => {
    const root = folder({ 'templates/spl/a.hbs': 'a' });
    const changed = changedBy(
      root,
      (at) => {
        for (const name of ['b.png', 'a.hbs~', '#a.hbs#', '4913', 'a.hbs.swp', 'a.hbs.tmp']) {
          writeFileSync(at(`templates/spl/${name}`), 'x');
        }
      },
      [{ path: 'templates' }],
    );
    expect(changed).toEqual(['templates/spl/b.png']);
  });
});

describe('links', () => {
  it('to a file elsewhere in the root are followed, and its folder is watched', () => {
    const root = folder({ 'shared/a.yml': 'a', 'rules/b.yml': 'b' });
    symlinkSync('../shared/a.yml', join(root, 'rules/a.yml'));
    expect(changedBy(root, (at) => writeFileSync(at('shared/a.yml'), 'other'))).toEqual(['rules/a.yml']);
    expect(foldersOf(root)).toEqual(['', 'rules', 'shared']);
  });

  it('in a circle end', () => {
    const root = folder({ 'rules/a.yml': 'a' });
    symlinkSync('..', join(root, 'rules/up'));
    symlinkSync('.', join(root, 'rules/self'));
    expect(changedBy(root, (at) => writeFileSync(at('rules/a.yml'), 'b'))).toContain('rules/a.yml');
  });

  it('out of the root, and places out of it, are not looked at', () => {
    const outside = folder({ 'a.yml': 'a' });
    const root = folder({ 'rules/b.yml': 'b' });
    symlinkSync(outside, join(root, 'rules/out'));
    const places = [YAML, { path: relative(root, outside) }];
    expect([...takeSnapshot({ root, places }).files.keys()]).toEqual(['rules/b.yml']);
    expect(foldersOf(root, places)).toEqual(['', 'rules']);
  });
});

describe('the folders to watch', () => {
  it('are those below the places, and those on the way to them', () => {
    const root = folder({ 'a/rules/deep/a.yml': 'a', 'a/other/b.yml': 'b', 'dist/c.yml': 'c' });
    expect(foldersOf(root, [{ path: 'a/rules', endings: ['.yml'] }])).toEqual([
      '',
      'a',
      'a/rules',
      'a/rules/deep',
    ]);
  });

  it('leave out node_modules and hidden folders', () => {
    const root = folder({ 'rules/node_modules/a.yml': 'a', 'rules/.git/b.yml': 'b' });
    expect(foldersOf(root)).toEqual(['', 'rules']);
  });

  it('are those above a place that is not there yet', () => {
    const root = folder({ 'a/x': 'x' });
    expect(foldersOf(root, [{ path: 'a/rules/aws' }])).toEqual(['', 'a']);
  });

  it('reach above a root that is gone', () => {
    const parent = folder({});
    const root = join(parent, 'repository');
    expect(foldersOf(root)).toEqual(['..']);
    mkdirSync(root);
    expect(foldersOf(root)).toEqual(['']);
  });

  it('tell a folder from another one in its place', () => {
    const root = folder({ 'rules/a.yml': 'a' });
    const identity = () => takeSnapshot({ root, places: [YAML] }).folders.get(join(root, 'rules'));
    const before = identity();
    writeFileSync(join(root, 'rules/b.yml'), 'b');
    expect(identity()).toBe(before);
    rmSync(join(root, 'rules'), { recursive: true });
    mkdirSync(join(root, 'rules'));
    expect(identity()).not.toBe(before);
  });
});
