import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { REAL_FILE_SYSTEM } from '../../src/bundle/file-system.ts';
import { manifestText } from '../../src/bundle/manifest.ts';
import { writeBundle } from '../../src/bundle/write.ts';
import { exists, planOf, temporaryFolder, treeOf } from './support.ts';

const codesOf = ({ diagnostics }: ReturnType<typeof writeBundle>) => diagnostics.map(({ code }) => code);

/** What a folder holds after `plan` was written to it. */
const contentOf = (plan: Awaited<ReturnType<typeof planOf>>) => ({
  ...Object.fromEntries(plan.files.map(({ path, content }) => [path, content])),
  'manifest.json': manifestText(plan.manifest),
});

describe('writeBundle', () => {
  it('makes the folder and those above it', async () => {
    const out = join(temporaryFolder(), 'a', 'b');
    const plan = await planOf({ 'x.spl': 'x\n', 'lookups/l.csv': 'ü\n' });
    const { value, diagnostics } = writeBundle(plan, out);
    expect(diagnostics).toEqual([]);
    expect(value).toEqual({ files: 2, bytes: 5, removed: [], kept: [], repaired: false });
    expect(treeOf(out)).toEqual(contentOf(plan));
    expect(readdirSync(join(out, '..'))).toEqual(['b']);
  });

  it('writes the same bytes twice', async () => {
    const out = join(temporaryFolder(), 'out');
    const plan = await planOf({ 'x.spl': 'x\n' });
    writeBundle(plan, out);
    const before = treeOf(out);
    expect(writeBundle(await planOf({ 'x.spl': 'x\n' }), out).value?.removed).toEqual([]);
    expect(treeOf(out)).toEqual(before);
  });

  it('takes an empty folder', async () => {
    const out = temporaryFolder();
    const plan = await planOf({ 'x.spl': 'x' });
    expect(writeBundle(plan, out).diagnostics).toEqual([]);
    expect(treeOf(out)).toEqual(contentOf(plan));
  });

  it('drops what it wrote before, and its empty folders', async () => {
    const out = join(temporaryFolder(), 'out');
    writeBundle(await planOf({ 'old/x.spl': 'x', 'y.spl': 'y' }), out);
    const plan = await planOf({ 'y.spl': 'y2' });
    expect(writeBundle(plan, out).value?.removed).toEqual(['splunk/old/x.spl']);
    expect(treeOf(out)).toEqual(contentOf(plan));
  });

  it('carries over what it did not write: files, empty folders, their times and modes', async () => {
    const out = join(temporaryFolder(), 'out');
    writeBundle(await planOf({ 'x.spl': 'x', 'old/y.spl': 'y' }), out);
    mkdirSync(join(out, '.git', 'refs'), { recursive: true });
    const foreign = { '.git/HEAD': 'ref', 'splunk/notes.md': 'mine', 'splunk/old/local.conf': 'mine too' };
    for (const [path, text] of Object.entries(foreign)) writeFileSync(join(out, path), text);
    chmodSync(join(out, 'splunk/notes.md'), 0o640);
    const { mtimeMs, ino } = statSync(join(out, 'splunk/notes.md'));
    const plan = await planOf({ 'x.spl': 'new' });
    const { value, diagnostics } = writeBundle(plan, out);
    expect(diagnostics).toEqual([]);
    expect(value?.kept).toEqual(Object.keys(foreign).sort());
    expect(treeOf(out)).toEqual({ ...contentOf(plan), ...foreign, '.git/refs': null });
    const after = statSync(join(out, 'splunk/notes.md'));
    expect([after.mtimeMs, after.mode & 0o777, after.ino, after.nlink]).toEqual([mtimeMs, 0o640, ino, 1]);
    // And again: what was carried over once is still not trailc's.
    expect(writeBundle(plan, out).value?.kept).toEqual(Object.keys(foreign).sort());
  });
});

describe('writeBundle refuses, and leaves everything as it is:', () => {
  /** Writes to `folder/out`, expects one code, and that nothing below `folder` changed. */
  async function refused(
    folder: string,
    code: string,
    files: Readonly<Record<string, string>> = { 'x.spl': 'new' },
  ) {
    const before = treeOf(folder);
    const result = writeBundle(await planOf(files), join(folder, 'out'));
    expect(result.value).toBeUndefined();
    expect([...new Set(codesOf(result))]).toEqual([code]);
    expect(treeOf(folder)).toEqual(before);
    return result.diagnostics;
  }

  async function withBundle(): Promise<{ readonly folder: string; readonly out: string }> {
    const folder = temporaryFolder();
    const out = join(folder, 'out');
    writeBundle(await planOf({ 'x.spl': 'old' }), out);
    return { folder, out };
  }

  it('a folder that trailc did not make', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out', 'thesis.doc'), 'years of work');
    const [found] = await refused(folder, 'bundle/out-not-ours');
    expect(found?.what).toContain('thesis.doc');
  });

  it.each([
    ['no JSON', '{'],
    ['of another program', '{"name":"app","version":"1.0.0"}'],
    ['null', 'null'],
    ['a list', '[]'],
    ['of another version', '{"schemaVersion":2,"trailc":"9.0.0","files":[]}'],
    ['with broken files', '{"schemaVersion":1,"trailc":"0.1.0","files":[1]}'],
    ['nested deeply', '['.repeat(200_000)],
  ])('a manifest.json that is %s', async (_, text) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out', 'manifest.json'), text);
    await refused(folder, 'bundle/out-manifest');
  });

  it('a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'out'), 'a file');
    await refused(folder, 'bundle/out-not-a-folder');
  });

  it('a link to a folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'out'));
    const result = writeBundle(await planOf({ 'x.spl': 'x' }), join(folder, 'out'));
    expect(codesOf(result)).toEqual(['bundle/out-not-a-folder']);
  });

  it('links inside the folder, dangling ones too', async () => {
    const { folder, out } = await withBundle();
    writeFileSync(join(folder, 'secret'), 'secret');
    symlinkSync(join(folder, 'secret'), join(out, 'splunk', 'link'));
    symlinkSync('/nowhere/at/all', join(out, 'dangling'));
    const result = writeBundle(await planOf({ 'x.spl': 'new' }), out);
    expect(codesOf(result)).toEqual(['bundle/out-link', 'bundle/out-link']);
    expect(readFileSync(join(out, 'splunk', 'x.spl'), 'utf8')).toBe('old');
  });

  it.each([
    ['splunk/new.spl', 'new.spl'],
    ['splunk/NEW.spl', 'new.spl'],
    ['splunk/new', 'new/a.spl'],
    ['splunk/new.spl/inside', 'new.spl'],
    ['MANIFEST.JSON', 'x.spl'],
  ])('a file %s of someone else where it writes %s', async (theirs, ours) => {
    const { folder, out } = await withBundle();
    mkdirSync(join(out, theirs, '..'), { recursive: true });
    writeFileSync(join(out, theirs), 'mine');
    const [found] = await refused(folder, 'bundle/out-in-the-way', { [ours]: 'text' });
    expect(found?.what).toContain(theirs);
  });

  it('an empty folder where it writes a file, and no empty folder where it writes a folder', async () => {
    const { folder, out } = await withBundle();
    mkdirSync(join(out, 'splunk', 'sub'));
    await refused(folder, 'bundle/out-in-the-way', { sub: 'text' });
    expect(writeBundle(await planOf({ 'sub/x.spl': 'text' }), out).diagnostics).toEqual([]);
  });

  it('the folder that holds the working folder', async () => {
    const { folder, out } = await withBundle();
    const inside = vi.spyOn(process, 'cwd').mockReturnValue(join(out, 'splunk'));
    try {
      await refused(folder, 'bundle/out-in-use');
    } finally {
      inside.mockRestore();
    }
  });

  it('a path that leaves the folder, in a plan made by hand', async () => {
    const folder = temporaryFolder();
    const plan = await planOf({});
    for (const path of ['../x', '/x', 'a/../../x', 'manifest.json', 'a\\..\\x', '']) {
      const result = writeBundle({ ...plan, files: [{ path, content: 'x' }] }, join(folder, 'out'));
      expect(codesOf(result)).toEqual(['bundle/path-refused']);
    }
    expect(treeOf(folder)).toEqual({});
  });

  it('a parent that is a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const result = writeBundle(await planOf({ 'x.spl': 'x' }), join(folder, 'file', 'out'));
    expect(codesOf(result)).toEqual(['bundle/write-failed']);
    expect(result.diagnostics[0]?.what).toContain('a part of its path is not a folder');
  });

  it('what an interrupted build and someone else left side by side', async () => {
    const { folder, out } = await withBundle();
    REAL_FILE_SYSTEM.rename(out, join(folder, '.out.trailc-old'));
    mkdirSync(out);
    writeFileSync(join(out, 'mine'), 'mine');
    const [found] = await refused(folder, 'bundle/out-unfinished');
    expect(found?.do).toContain('.out.trailc-old');
  });
});

describe('a system that refuses', () => {
  const failingAt = (step: 'rename' | 'writeFile', nth: number, code: string) => {
    let count = 0;
    const original = REAL_FILE_SYSTEM[step] as (a: string, b: string) => void;
    return {
      ...REAL_FILE_SYSTEM,
      [step]: (a: string, b: string) => {
        count += 1;
        if (count === nth) throw Object.assign(new Error(code), { code, path: a });
        original(a, b);
      },
    };
  };

  it.each([
    ['a full disk', 'writeFile', 1, 'ENOSPC', 'the disk is full'],
    ['a full disk at the manifest', 'writeFile', 2, 'ENOSPC', 'the disk is full'],
    ['a mount point', 'rename', 1, 'EBUSY', 'a mount point'],
    ['a swap that fails half-way', 'rename', 2, 'EACCES', 'no permission'],
  ] as const)('%s leaves the old bundle in place and no rubbish', async (_, step, nth, code, reason) => {
    const folder = temporaryFolder();
    const out = join(folder, 'out');
    writeBundle(await planOf({ 'x.spl': 'old' }), out);
    const before = treeOf(folder);
    const result = writeBundle(await planOf({ 'x.spl': 'new' }), out, failingAt(step, nth, code));
    expect(codesOf(result)).toEqual(['bundle/write-failed']);
    expect(result.diagnostics[0]?.what).toContain(reason);
    expect(treeOf(folder)).toEqual(before);
  });

  it('costs only a warning once the new bundle is in place', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'out');
    writeBundle(await planOf({ 'x.spl': 'old' }), out);
    const plan = await planOf({ 'x.spl': 'new' });
    const result = writeBundle(plan, out, failingAt('rename', 3, 'EACCES'));
    expect(codesOf(result)).toEqual(['bundle/leftover']);
    expect(result.value).toBeDefined();
    expect(treeOf(out)).toEqual(contentOf(plan));
    expect(exists(join(folder, '.out.trailc-old'))).toBe(true);
    writeBundle(plan, out);
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('does not hide a fault of trailc', async () => {
    const broken = {
      ...REAL_FILE_SYSTEM,
      writeFile: () => {
        throw new TypeError('a bug');
      },
    };
    const plan = await planOf({ 'x.spl': 'x' });
    expect(() => writeBundle(plan, join(temporaryFolder(), 'out'), broken)).toThrow('a bug');
  });
});

it('two builds at once never mix: the second to swap fails or wins as a whole', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'out');
  // Several folders: whoever makes a way anew would go on in one that the other build has cleared away.
  const first = await planOf({ 'a/x.spl': 'first', 'b/y.spl': 'first', 'z.spl': 'first' });
  const second = await planOf({ 'a/x.spl': 'second', 'c/z.spl': 'second' });
  // The second build runs whole at each step of the first.
  for (let at = 1; at < 16; at += 1) {
    rmSync(out, { recursive: true, force: true });
    writeBundle(await planOf({ 'x.spl': 'old' }), out);
    let step = 0;
    const between = (run: (...args: never[]) => unknown) =>
      ((...args: never[]) => {
        step += 1;
        if (step === at) writeBundle(second, out);
        return run(...args);
      }) as never;
    const fs = {
      ...REAL_FILE_SYSTEM,
      makeFolder: between(REAL_FILE_SYSTEM.makeFolder),
      addFolder: between(REAL_FILE_SYSTEM.addFolder),
      writeFile: between(REAL_FILE_SYSTEM.writeFile),
      rename: between(REAL_FILE_SYSTEM.rename),
      removeFile: between(REAL_FILE_SYSTEM.removeFile),
      removeFolder: between(REAL_FILE_SYSTEM.removeFolder),
    };
    writeBundle(first, out, fs);
    expect([contentOf(first), contentOf(second)]).toContainEqual(treeOf(out));
    writeBundle(first, out);
    expect(readdirSync(folder)).toEqual(['out']);
  }
});
