/** `trailc verify-bundle` as users run it: exit codes, streams and JSON. Needs `npm run build`. */
import { renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { tarGz } from '../../src/bundle/archive.ts';
import { writeBundle } from '../../src/bundle/write.ts';
import { start } from './checkout.ts';
import { planHolding, temporaryFolder } from './support.ts';

const run = (...args: readonly string[]) => start('.', ['verify-bundle', ...args]).ended;

async function bundle(): Promise<string> {
  const out = join(temporaryFolder(), 'out');
  const app = tarGz([{ name: 'x/a.md', bytes: Buffer.from('# a\n') }]);
  writeBundle(await planHolding({ 'x/a.md': '# a\n', 'x.spl': app }), out);
  return out;
}

it('ends with 0 for a sound bundle, and says in two lines what it was', async () => {
  const out = await bundle();
  const ended = await run(out);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toBe(
    'acme-cloudtrail 1.0.0 for test, built by trailc 0.0.0\n' +
      '2 files, 0 rules, 1 archive of 1 file: as the manifest says, and read back\n',
  );
  expect((await run(join(out, 'x.spl'))).out).toContain(
    '1 archive of 1 file: as the manifest says, and read back\n',
  );
});

it('ends with 1 for every fault, each named on the error stream', async () => {
  const out = await bundle();
  unlinkSync(join(out, 'x/a.md'));
  writeFileSync(join(out, 'x.spl'), 'x');
  const ended = await run(out);
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain('error[verify/missing]');
  expect(ended.err).toContain('error[verify/size]');
  expect(ended.err).toContain('2 errors');
});

it('ends with 2 where nothing is, and where a word is wrong', async () => {
  const nowhere = join(temporaryFolder(), 'nowhere');
  const ended = await run(nowhere);
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.err).toContain('error[verify/nothing-there]');
  expect((await run()).code).toBe(2);
  expect((await run(nowhere, '--format', 'yaml')).code).toBe(2);
});

it('has it all in its JSON, also what is wrong', async () => {
  const out = await bundle();
  const sound = await run(out, '--format', 'json');
  expect(sound).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(sound.out)).toMatchObject({
    schemaVersion: 1,
    verified: true,
    bundle: { name: 'acme-cloudtrail', version: '1.0.0', environment: 'test', rules: 0 },
    files: 2,
    archives: 1,
    members: 1,
    diagnostics: [],
  });
  unlinkSync(join(out, 'manifest.json'));
  symlinkSync('/etc/passwd', join(out, 'manifest.json'));
  const broken = await run(out, '--format', 'json');
  expect(broken).toMatchObject({ code: 1, err: '' });
  expect(JSON.parse(broken.out)).toMatchObject({
    verified: false,
    bundle: null,
    diagnostics: [{ code: 'verify/no-bundle', severity: 'error' }],
  });
});

it('accepts what an interrupted build left, and puts it back when it is asked to', async () => {
  const out = await bundle();
  renameSync(out, join(dirname(out), '.out.trailc-old'));
  const aside = await run(out);
  expect(aside.code).toBe(0);
  expect(aside.err).toContain('warning[verify/interrupted]');
  expect(await run(out, '--repair')).toMatchObject({ code: 0, err: '' });
  expect(await run(out)).toMatchObject({ code: 0, err: '' });
});
