/** Archives of a bundle, whole and broken, beside their manifest and alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tarGz, zip } from '../../src/bundle/archive.ts';
import { verifyBundle } from '../../src/bundle/verify/verify.ts';
import { writeBundle } from '../../src/bundle/write.ts';
import { planHolding, temporaryFolder } from './support.ts';

const codesOf = (path: string) => [...new Set(verifyBundle(path).diagnostics.map(({ code }) => code))];
const whatsOf = (path: string) =>
  verifyBundle(path)
    .diagnostics.map(({ what }) => what)
    .join('\n');

async function bundleOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const out = join(temporaryFolder(), 'out');
  expect(writeBundle(await planHolding(files), out).diagnostics).toEqual([]);
  return out;
}

describe('archives', () => {
  const text = (content: string) => Buffer.from(content);
  const member = (name: string, content: string) => ({ name, bytes: text(content) });
  const APP = { 'splunk/app/default/a.conf': '[a]\n', 'splunk/app/README.md': '# a\n' };
  const MEMBERS = [member('app/default/a.conf', '[a]\n'), member('app/README.md', '# a\n')];

  it.each([
    ['app-1.spl', tarGz(MEMBERS)],
    ['app-1.zip', zip(MEMBERS)],
    ['app-1.tar.gz', tarGz(MEMBERS)],
  ])('%s holds the files beside it', async (name, bytes) => {
    const out = await bundleOf({ ...APP, [`splunk/${name}`]: bytes });
    expect(verifyBundle(out)).toMatchObject({ diagnostics: [], value: { archives: 1, members: 2 } });
    expect(verifyBundle(join(out, 'splunk', name))).toMatchObject({
      diagnostics: [],
      value: { archives: 1, members: 2, manifest: {} },
    });
  });

  it.each([
    [
      'one file with other bytes',
      [member('app/default/a.conf', '[b]\n'), member('app/README.md', '# a\n')],
      'other bytes',
    ],
    ['one file less', [member('app/README.md', '# a\n')], 'the archive not'],
    ['one file more', [...MEMBERS, member('app/x.md', 'x')], 'no file of the bundle'],
    ['a name that leads out', [...MEMBERS, member('../app/README.md', '# a\n')], 'it holds the part ".."'],
    ['one name twice', [...MEMBERS, ...MEMBERS], 'it stands there twice'],
    ['names that differ in case', [...MEMBERS, member('app/readme.md', '# a\n')], 'in its way'],
  ])('with %s is found out', async (_, members, reason) => {
    const out = await bundleOf({ ...APP, 'splunk/app.spl': tarGz(members) });
    expect(codesOf(out)).toEqual(['verify/archive-member']);
    expect(whatsOf(out)).toContain(reason);
  });

  const header = (change: (block: Buffer) => void, sum = true) => {
    const tar = gunzipSync(tarGz(MEMBERS));
    change(tar);
    if (sum) {
      tar.fill(0x20, 148, 156);
      const total = tar.subarray(0, 512).reduce((all, byte) => all + byte, 0);
      tar.write(`${total.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    }
    return gzipSync(tar);
  };
  const renamed = (bytes: Uint8Array, from: string, to: string) =>
    Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1');
  const flip = (bytes: Uint8Array, at: number) =>
    bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
  it.each([
    ['of no bytes', 'app.spl.gz', new Uint8Array()],
    ['cut off', 'a.tgz', tarGz(MEMBERS).subarray(0, -20)],
    ['with a wrong checksum of gzip', 'a.tgz', flip(tarGz(MEMBERS), tarGz(MEMBERS).length - 6)],
    ['with a wrong checksum of a header', 'a.tgz', header((tar) => tar.write('x', 0), false)],
    ['with a negative size', 'a.tgz', header((tar) => tar.write('-0000001000\0', 124))],
    ['with a symbolic link', 'a.tgz', header((tar) => tar.write('2', 156))],
    ['with a long name of GNU', 'a.tgz', header((tar) => tar.write('L', 156))],
    ['with a name in two parts', 'a.tgz', header((tar) => tar.write('etc', 345))],
    ['that does not end', 'a.tgz', gzipSync(Buffer.from(new Uint8Array(512)).fill('x'))],
    ['that holds nothing', 'a.tgz', tarGz([])],
    ['that is no zip', 'a.zip', text('PK')],
    ['zip cut off', 'a.zip', zip(MEMBERS).subarray(0, -30)],
    ['zip that holds nothing', 'a.zip', zip([])],
    ['zip with __proto__', 'a.zip', renamed(zip([member('__prot0__', 'a')]), '__prot0__', '__proto__')],
    [
      'zip with one name twice',
      'a.zip',
      renamed(zip([member('aa.md', 'a'), member('ab.md', 'b')]), 'ab.md', 'aa.md'),
    ],
  ])('%s cannot be read: %s', async (_, name, bytes) => {
    const out = await bundleOf({ [name]: bytes });
    expect(codesOf(out)).toEqual(['verify/archive']);
  });

  it('alone are read back, every member, and said to be alone', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.spl'), tarGz(MEMBERS));
    expect(codesOf(join(folder, 'a.spl'))).toEqual(['verify/alone']);
    writeFileSync(join(folder, 'b.zip'), zip([member('a.sql', 'SELECT (')]));
    expect(codesOf(join(folder, 'b.zip'))).toEqual(['verify/alone', 'verify/archive-member']);
    writeFileSync(join(folder, 'c.txt'), 'x');
    expect(codesOf(join(folder, 'c.txt'))).toEqual(['verify/no-bundle']);
  });

  it('in a bundle are held against its manifest by their own path', async () => {
    const out = await bundleOf({ ...APP, 'splunk/app.spl': tarGz(MEMBERS) });
    writeFileSync(join(out, 'splunk/app.spl'), tarGz([...MEMBERS].reverse()));
    expect(codesOf(join(out, 'splunk/app.spl'))).toEqual(['verify/hash']);
    writeFileSync(join(out, 'splunk/app.spl'), tarGz([...MEMBERS, member('app/z.md', 'z'.repeat(999))]));
    expect(codesOf(join(out, 'splunk/app.spl'))).toEqual(['verify/size']);
  });
});
