import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findUpwards, LARGEST_FILE, LARGEST_LIST, readSource, shownPath } from '../../src/content/files.ts';
import { findFiles } from '../../src/content/find-files.ts';
import { codes, folderWith, sourceOf, textOf } from './support.ts';

const read = (content: Uint8Array | string, limit?: number) =>
  readSource(join(folderWith({ 'a.yml': content }), 'a.yml'), 'a.yml', limit);

describe('reading one file', () => {
  it('gives its text, and keeps a byte order mark so that offsets stay', () => {
    expect(read('a: é\n').value).toEqual({ path: 'a.yml', text: 'a: é\n' });
    expect(read(Buffer.from([0xef, 0xbb, 0xbf, 0x61])).value?.text).toBe('\ufeffa');
    expect(read('').value?.text).toBe('');
  });

  it('says what is missing, a folder, a pipe', () => {
    const folder = folderWith({ 'b/c.yml': '' });
    expect(codes(readSource(join(folder, 'a.yml'), 'a.yml').diagnostics)).toEqual(['file/missing']);
    expect(codes(readSource(join(folder, 'b/c.yml/d.yml'), 'd.yml').diagnostics)).toEqual(['file/missing']);
    expect(codes(readSource(join(folder, 'b'), 'b').diagnostics)).toEqual(['file/folder']);
    expect(codes(readSource('a\0b', 'a').diagnostics)).toEqual(['file/unreadable']);
    execFileSync('mkfifo', [join(folder, 'pipe.yml')]);
    expect(codes(readSource(join(folder, 'pipe.yml'), 'pipe.yml').diagnostics)).toEqual(['file/special']);
  });

  it('says what its links do', () => {
    const folder = folderWith({});
    symlinkSync('b.yml', join(folder, 'a.yml'));
    symlinkSync('a.yml', join(folder, 'b.yml'));
    const { diagnostics } = readSource(join(folder, 'a.yml'), 'a.yml');
    expect(codes(diagnostics)).toEqual(['file/unreadable']);
    expect(textOf(diagnostics, 'file/unreadable')).toContain('lead in a circle');
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not be read', () => {
    const folder = folderWith({ 'a.yml': 'a: b' });
    chmodSync(join(folder, 'a.yml'), 0);
    expect(codes(readSource(join(folder, 'a.yml'), 'a.yml').diagnostics)).toEqual(['file/unreadable']);
  });

  it('stops at the limit, which lists have higher', () => {
    expect(read('x'.repeat(LARGEST_FILE)).value?.text).toHaveLength(LARGEST_FILE);
    const { value, diagnostics } = read('x'.repeat(LARGEST_FILE + 1));
    expect(value).toBeUndefined();
    expect(codes(diagnostics)).toEqual(['file/too-large']);
    expect(textOf(diagnostics, 'file/too-large')).toContain('larger than 4 MiB');
    expect(read('x'.repeat(LARGEST_FILE + 1), LARGEST_LIST).value?.text).toHaveLength(LARGEST_FILE + 1);
  });

  it.each([
    ['a\nb', [0xff], 'byte 3 (counted from 0, in line 2)'],
    ['aé', [0xc3, 0x28], 'byte 3 (counted from 0, in line 1)'],
    ['a', [0xe2, 0x82], 'byte 1 (counted from 0, in line 1)'],
    ['', [0xc0, 0xaf], 'byte 0 (counted from 0, in line 1)'],
    ['€€€€€€€€€', [0xff], 'byte 27 (counted from 0, in line 1)'],
    ['ab', [0xed, 0xa0, 0x80], 'byte 2 (counted from 0, in line 1)'],
    ['', [0xff, 0xfe, 0x61, 0x00], 'byte 0 (counted from 0, in line 1)'],
  ])('names the byte that is no UTF-8: %j then %j', (text, bytes, words) => {
    const { value, diagnostics } = read(Buffer.concat([Buffer.from(text), Buffer.from(bytes)]));
    expect(value).toBeUndefined();
    expect(codes(diagnostics)).toEqual(['file/not-utf8']);
    expect(textOf(diagnostics, 'file/not-utf8')).toContain(words);
    if (bytes[1] === 0xfe) expect(textOf(diagnostics, 'file/not-utf8')).toContain('UTF-16');
  });

  it('finds the byte in a large file without delay', () => {
    const start = performance.now();
    const { diagnostics } = read(Buffer.concat([Buffer.alloc(LARGEST_FILE - 1, 0x61), Buffer.from([0xff])]));
    expect(textOf(diagnostics, 'file/not-utf8')).toContain(`byte ${LARGEST_FILE - 1} `);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('tells a binary file from text', () => {
    const { diagnostics } = read(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x00]));
    expect(codes(diagnostics)).toEqual(['file/binary']);
    expect(textOf(diagnostics, 'file/binary')).toContain('byte 4 ');
  });

  it('shows paths from the working folder, without what a terminal would obey', () => {
    expect(shownPath(join(process.cwd(), 'a', 'b.yml'))).toBe('a/b.yml');
    expect(shownPath(process.cwd())).toBe('.');
    expect(shownPath('a\u001b[31m\n\u202eb.yml')).toBe('a\\u001b[31m\\u000a\\u202eb.yml');
  });
});

describe('finding the configuration', () => {
  it('looks upwards for a file of that name', () => {
    const root = folderWith({ 'trailc.config.yml': '', 'a/b/c.txt': '', 'a/x/trailc.config.yml/d': '' });
    expect(findUpwards('trailc.config.yml', join(root, 'a/b'))).toBe(join(root, 'trailc.config.yml'));
    // A folder of that name is found too, so that reading it says what it is.
    expect(findUpwards('trailc.config.yml', join(root, 'a/x'))).toBe(join(root, 'a/x/trailc.config.yml'));
    expect(findUpwards('trailc.config.yml', join(root, 'gone/too'))).toBe(join(root, 'trailc.config.yml'));
    expect(findUpwards('no-such-file.yml', root)).toBeUndefined();
  });
});

const ENDINGS = ['.yml', '.yaml'];
const AT = { source: sourceOf('rules: [x]', 'trailc.config.yml'), start: 8, end: 9 };
const find = (root: string, entry: string) => {
  const { value, diagnostics } = findFiles(root, entry, ENDINGS, AT);
  return { files: value?.map((file) => file.relative), codes: codes(diagnostics), diagnostics };
};

describe('finding files', () => {
  it('walks folders in one order and passes over what is not content', () => {
    const root = folderWith({
      'd/b.yml': '',
      'd/B.yml': '',
      'd/a/z.yaml': '',
      'd/a-b.yml': '',
      'd/é.yml': '',
      'd/LOUD.YML': '',
      'd/readme.md': '',
      'd/.git/x.yml': '',
      'd/.hidden.yml': '',
      'd/node_modules/x.yml': '',
      'other/x.yml': '',
    });
    mkdirSync(join(root, 'd/folder.yml'));
    expect(find(root, 'd')).toMatchObject({
      files: ['d/B.yml', 'd/LOUD.YML', 'd/a-b.yml', 'd/a/z.yaml', 'd/b.yml', 'd/é.yml'],
      codes: ['file/folder'],
    });
    expect(find(root, 'd/b.yml').files).toEqual(['d/b.yml']);
    expect(find(root, './d//a/').files).toEqual(['d/a/z.yaml']);
    expect(find(root, 'd/folder.yml').codes).toEqual(['file/folder 1:9']);
  });

  it('says what is missing, at the place it was asked for, with the nearest', () => {
    const root = folderWith({ 'detections/a.yml': '' });
    const missing = find(root, 'detektions');
    expect(missing.codes).toEqual(['file/missing 1:9']);
    expect(textOf(missing.diagnostics, 'file/missing')).toContain('Did you mean "detections"?');
    expect(find(root, 'detections/a.yml/b').codes).toEqual(['file/missing 1:9']);
  });

  it('wants one of the endings of a file that is named', () => {
    const root = folderWith({ 'a.txt': '' });
    expect(find(root, 'a.txt').codes).toEqual(['file/ending 1:9']);
  });

  it.each([
    '..',
    '../x',
    'a/../../x',
    'a/..',
    '/etc',
    '/',
    'C:/Windows',
    'c:x',
    '\\\\server\\share',
    'a\\..\\b',
    'a\0b',
  ])('refuses %j, which leaves the root', (entry) => {
    const root = folderWith({ 'a/b.yml': '' });
    const { files, codes: found } = find(root, entry);
    expect(files).toBeUndefined();
    expect(found).toEqual(['file/outside 1:9']);
  });

  it('refuses links that leave the root, named or met on the way', () => {
    const outside = folderWith({ 'secret.yml': 'x', 'folder/secret.yml': 'x' });
    const root = folderWith({ 'd/a.yml': '' });
    symlinkSync(join(outside, 'secret.yml'), join(root, 'd/file.yml'));
    symlinkSync(join(outside, 'folder'), join(root, 'd/folder'));
    symlinkSync('../..', join(root, 'd/up'));
    symlinkSync(outside, join(root, 'link'));
    expect(find(root, 'd')).toMatchObject({
      files: ['d/a.yml'],
      codes: ['file/outside', 'file/outside', 'file/outside'],
    });
    expect(find(root, 'link').codes).toEqual(['file/outside 1:9']);
    expect(find(root, 'link/secret.yml').codes).toEqual(['file/outside 1:9']);
    // Not even the names of what lies there are told.
    const guess = find(root, 'link/secrte.yml');
    expect(textOf(guess.diagnostics, 'file/missing')).not.toContain('Did you mean');
    // A folder beside the root whose name begins with the root's is outside too.
    const twin = `${root}-twin`;
    mkdirSync(twin);
    symlinkSync(twin, join(root, 'twin'));
    expect(find(root, 'twin').codes).toEqual(['file/outside 1:9']);
  });

  it('follows links inside the root, finds no file twice, and survives circles', () => {
    const root = folderWith({ 'd/b/real.yml': '', 'shared/s.yml': '' });
    symlinkSync('b/real.yml', join(root, 'd/a-link.yml'));
    symlinkSync('../shared', join(root, 'd/a-shared'));
    symlinkSync('..', join(root, 'd/b/circle'));
    symlinkSync('self', join(root, 'd/self'));
    symlinkSync('gone.yml', join(root, 'd/dangling.yml'));
    const { files, codes: found } = find(root, 'd');
    expect(files).toEqual(['d/a-shared/s.yml', 'd/b/real.yml']);
    expect(found).toEqual(['file/missing', 'file/unreadable']);
  });

  it('does not wait for pipes', () => {
    const root = folderWith({ 'd/a.yml': '' });
    execFileSync('mkfifo', [join(root, 'd/pipe.yml')]);
    expect(find(root, 'd')).toMatchObject({ files: ['d/a.yml'], codes: ['file/special'] });
    expect(find(root, 'd/pipe.yml').codes).toEqual(['file/special 1:9']);
  });

  it('shows hostile names without their control characters', () => {
    const root = folderWith({ 'd/\u001b[2J\n::error::x.yml': 'a: [' });
    const [file] = findFiles(root, 'd', ENDINGS).value ?? [];
    expect(file?.shownAs).not.toMatch(/\p{Cc}/u);
    expect(readSource(file?.path ?? '', file?.shownAs).value?.text).toBe('a: [');
  });
});
