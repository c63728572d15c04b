/** verifyBundle: the shipped bundle is accepted, and everything that can be wrong with one on the disk is found. */
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Manifest, manifestText } from '../../src/bundle/manifest.ts';
import { statedFacts } from '../../src/bundle/verify/header.ts';
import { verifyBundle } from '../../src/bundle/verify/verify.ts';
import { repairBundle, writeBundle } from '../../src/bundle/write.ts';
import { planHolding, shippedPlan, temporaryFolder, treeOf } from './support.ts';

const codesOf = (path: string) => [...new Set(verifyBundle(path).diagnostics.map(({ code }) => code))];
const whatsOf = (path: string) =>
  verifyBundle(path)
    .diagnostics.map(({ what }) => what)
    .join('\n');

/** Writes a bundle of these files as trailc would, whatever they hold. */
async function bundleOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  change?: (manifest: Manifest) => Manifest,
): Promise<string> {
  const out = join(temporaryFolder(), 'out');
  expect(writeBundle(await planHolding(files, change), out).diagnostics).toEqual([]);
  return out;
}

describe('the shipped bundle', () => {
  let plan: ReturnType<typeof shippedPlan>;
  beforeAll(() => {
    plan = shippedPlan();
  });

  it('is accepted, every file of it', () => {
    const out = join(temporaryFolder(), 'out');
    writeBundle(plan, out);
    const { value, diagnostics } = verifyBundle(out);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ place: out, files: plan.files.length });
    expect(value?.manifest?.rules.length).toBeGreaterThan(10);
  });

  it('states id and version in every query, rule and snippet, so that headers are held against something', () => {
    const texts = new Map(plan.files.map(({ path, content }) => [path, content]));
    let looked = 0;
    for (const { id, version, answers } of plan.manifest.rules) {
      for (const path of Object.values(answers).flatMap(({ files }) => files)) {
        if (!/\.(?:sql|conf|yml|spl)$/.test(path)) continue;
        const stated = statedFacts(String(texts.get(path)));
        expect(stated.get('id'), path).toContain(id);
        if (!path.endsWith('.spl')) expect(stated.get('version'), path).toContain(version);
        looked += 1;
      }
    }
    expect(looked).toBeGreaterThan(4 * 10);
  });

  it('is found out by one byte in any of its files', () => {
    const out = join(temporaryFolder(), 'out');
    writeBundle(plan, out);
    for (const { path } of plan.files) {
      const bytes = readFileSync(join(out, path));
      const at = bytes.length >> 1;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(join(out, path), bytes);
    }
    const { diagnostics } = verifyBundle(out);
    expect(diagnostics.map(({ code, path }) => `${code} ${path?.split('/out/')[1]}`).sort()).toEqual(
      plan.files.map(({ path }) => `verify/hash ${path}`).sort(),
    );
  });
});

describe('a bundle with', () => {
  const FILES = { 'splunk/a.spl': 'index=a\n', 'sub/b.md': '# b\n' };
  type Harm = (out: string) => void;
  const HARM: readonly (readonly [string, Harm, string])[] = [
    ['a file missing', (out) => unlinkSync(join(out, 'sub/b.md')), 'verify/missing'],
    ['a file cut off', (out) => writeFileSync(join(out, 'sub/b.md'), '#'), 'verify/size'],
    ['a file grown', (out) => writeFileSync(join(out, 'sub/b.md'), 'x'.repeat(99_999)), 'verify/size'],
    ['a file changed', (out) => writeFileSync(join(out, 'sub/b.md'), '# c\n'), 'verify/hash'],
    [
      'a folder in the place of a file',
      (out) => {
        unlinkSync(join(out, 'sub/b.md'));
        mkdirSync(join(out, 'sub/b.md'));
      },
      'verify/not-a-file',
    ],
    [
      'a link to the same bytes',
      (out) => {
        renameSync(join(out, 'sub/b.md'), join(dirname(out), 'b.md'));
        symlinkSync(join(dirname(out), 'b.md'), join(out, 'sub/b.md'));
      },
      'verify/not-a-file',
    ],
    [
      'a linked folder',
      (out) => {
        renameSync(join(out, 'sub'), join(dirname(out), 'sub'));
        symlinkSync(join(dirname(out), 'sub'), join(out, 'sub'));
      },
      'verify/missing',
    ],
    ['no manifest', (out) => unlinkSync(join(out, 'manifest.json')), 'verify/no-bundle'],
    ['half a manifest', (out) => writeFileSync(join(out, 'manifest.json'), '{"files": ['), 'verify/manifest'],
    ['an empty manifest', (out) => writeFileSync(join(out, 'manifest.json'), '{}'), 'verify/manifest'],
    [
      'a deep manifest',
      (out) => writeFileSync(join(out, 'manifest.json'), '['.repeat(99_999)),
      'verify/manifest',
    ],
    [
      'a manifest in UTF-16',
      (out) => writeFileSync(join(out, 'manifest.json'), '{}', 'utf16le'),
      'verify/manifest',
    ],
  ];

  it.each(HARM)('%s is found out', async (_, harm, code) => {
    const out = await bundleOf(FILES);
    expect(codesOf(out)).toEqual([]);
    harm(out);
    const before = treeOf(dirname(out));
    expect(codesOf(out).filter((found) => found !== 'verify/foreign')).toEqual([code]);
    expect(treeOf(dirname(out))).toEqual(before);
  });

  it('several faults has them all named', async () => {
    const out = await bundleOf({ ...FILES, 'c.json': '{}' });
    unlinkSync(join(out, 'sub/b.md'));
    writeFileSync(join(out, 'c.json'), '[]');
    writeFileSync(join(out, 'splunk/a.spl'), '');
    expect(codesOf(out).sort()).toEqual(['verify/hash', 'verify/missing', 'verify/size']);
  });

  it('files of someone else is accepted, and they are named', async () => {
    const out = await bundleOf(FILES);
    writeFileSync(join(out, 'sub/\u001b[2Jnotes'), 'x');
    symlinkSync('/etc', join(out, 'etc'));
    const { value, diagnostics } = verifyBundle(out);
    expect(value).toBeDefined();
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['verify/foreign', 'warning'],
    ]);
    expect(diagnostics[0]?.what).toContain('sub/\\u001b[2Jnotes');
  });

  it('a folder that a user links to is followed there, and nowhere else', async () => {
    const out = await bundleOf(FILES);
    symlinkSync(out, join(dirname(out), 'current'));
    expect(codesOf(join(dirname(out), 'current'))).toEqual([]);
  });
});

describe('a manifest that', () => {
  const hash = 'a'.repeat(64);
  const file = (path: string) => ({ path, bytes: 0, sha256: hash });
  const rule = {
    rule: 'a',
    id: 'b',
    version: '1.0.0',
    title: 'c',
    status: 'test',
    level: 'low',
    tags: [],
    sourceSha256: hash,
    conditionSha256: hash,
    paramsSha256: hash,
    answers: {},
  } as const;

  it.each<readonly [string, (manifest: Manifest) => object, string, string]>([
    ['has a key more', (manifest) => ({ ...manifest, more: 1 }), 'verify/manifest', 'a key "more"'],
    [
      'has another schema',
      (manifest) => ({ ...manifest, schemaVersion: 2 }),
      'verify/manifest',
      'schemaVersion is not 1',
    ],
    ['lacks its files', ({ files: _, ...rest }) => rest, 'verify/manifest', 'it has no "files"'],
    [
      'has text for a size',
      (m) => ({ ...m, files: [{ ...file('a'), bytes: '1' }] }),
      'verify/manifest',
      'files[0].bytes is not of the type integer',
    ],
    [
      'has half a hash',
      (m) => ({ ...m, files: [{ ...file('a'), sha256: 'ab' }] }),
      'verify/manifest',
      'files[0].sha256',
    ],
    [
      'has a negative size',
      (m) => ({ ...m, files: [{ ...file('a'), bytes: -1 }] }),
      'verify/manifest',
      'files[0].bytes is too small',
    ],
    [
      'leads out of the folder',
      (m) => ({ ...m, files: [file('../../etc/passwd')] }),
      'verify/manifest-path',
      '".."',
    ],
    [
      'names an absolute path',
      (m) => ({ ...m, files: [file('/etc/passwd')] }),
      'verify/manifest-path',
      'empty',
    ],
    ['names a device', (m) => ({ ...m, files: [file('a/NUL.txt')] }), 'verify/manifest-path', 'device'],
    [
      'names itself',
      (m) => ({ ...m, files: [file('manifest.json')] }),
      'verify/manifest-path',
      "the manifest's",
    ],
    [
      'names a file twice',
      (m) => ({ ...m, files: [file('a'), file('a')] }),
      'verify/manifest-path',
      'named twice',
    ],
    [
      'names A beside a',
      (m) => ({ ...m, files: [file('A'), file('a')] }),
      'verify/manifest-path',
      'in its way',
    ],
    [
      'names a and a/b',
      (m) => ({ ...m, files: [file('a'), file('a/b')] }),
      'verify/manifest-path',
      'in its way',
    ],
    [
      'has two rules of one id',
      (m) => ({ ...m, rules: [rule, { ...rule, rule: 'z' }] }),
      'verify/manifest-rule',
      'the same id',
    ],
    [
      'answers for a target it has not',
      (m) => ({ ...m, targets: {}, rules: [{ ...rule, answers: { spl: { kind: 'exact', files: [] } } }] }),
      'verify/manifest-rule',
      'none of its targets',
    ],
    [
      'names a file of a rule that is not among the files',
      (m) => ({ ...m, rules: [{ ...rule, answers: { spl: { kind: 'exact', files: ['x.spl'] } } }] }),
      'verify/manifest-rule',
      '"x.spl" is not among',
    ],
    [
      'says a rule is exact and has no file of it',
      (m) => ({ ...m, rules: [{ ...rule, answers: { spl: { kind: 'exact', files: [] } } }] }),
      'verify/manifest-rule',
      'has no file of it',
    ],
  ])('%s is refused', async (_, change, code, reason) => {
    const out = await bundleOf({ 'a.md': '' });
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
    writeFileSync(join(out, 'manifest.json'), manifestText(change(manifest) as Manifest));
    expect(codesOf(out)).toEqual([code]);
    expect(whatsOf(out)).toContain(reason);
  });
});

describe('read-back', () => {
  it('finds what the hashes cannot: a file that was broken when it was written', async () => {
    const out = await bundleOf({
      'a.sql': 'SELECT (1',
      'b.yml': 'a: [',
      'c.exe': 'x',
      'd.csv': 'a,b\n1\n',
      'e.spl': '"',
    });
    expect(codesOf(out)).toEqual(['verify/content']);
    expect(verifyBundle(out).diagnostics).toHaveLength(5);
  });

  const ID = 'd02750d2-a8e0-4044-ab61-4bae258eb3f5';
  const OTHER = 'aaaaaaaa-a8e0-4044-ab61-4bae258eb3f5';
  it.each([
    ['splunk/a.sql', `-- rule ${ID}, version 1.0.0; more\nSELECT 1\n`, []],
    ['splunk/a.sql', `-- rule ${OTHER}, version 1.0.0; more\nSELECT 1\n`, ['id']],
    ['splunk/a.sql', `-- rule ${ID}, version 1.0.1; more\nSELECT 1\n`, ['version']],
    [
      'splunk/a.sql',
      `-- rule ${OTHER}, version 2; a title\n-- rule ${ID}, version 1.0.0; more\nSELECT 1\n`,
      [],
    ],
    ['splunk/a.conf', `# Rule ${OTHER}, version 1.0.0; more\n[a]\n`, ['id']],
    [
      'splunk/a.conf',
      `# condition ${'0'.repeat(64)}\n# Built by trailc 9.9.9 from commit abcdef0\n[a]\n`,
      ['condition', 'version of trailc', 'commit'],
    ],
    ['splunk/a.yml', `# Written by trailc from rule ${ID}, version 3.0.0; x\na: b\n`, ['version']],
    ['splunk/a.yml', `trailc:\n    params_sha256: ${'0'.repeat(64)}\n`, ['params']],
    ['splunk/a.spl', `| eval ruleId="${OTHER}"`, ['id']],
    ['splunk/a.spl', `| eval ruleId="${ID}"`, []],
  ])('holds the header of %s against the manifest: %j', async (path, text, keys) => {
    const answers = { spl: { kind: 'exact', files: [path] } } as const;
    const out = await bundleOf({ [path]: text }, (manifest) => {
      const [rule] = shippedPlan().manifest.rules;
      if (rule === undefined) throw new Error('no rule');
      return { ...manifest, rules: [{ ...rule, id: ID, version: '1.0.0', answers }] };
    });
    const { diagnostics } = verifyBundle(out);
    expect(diagnostics.map(({ code }) => code)).toEqual(keys.map(() => 'verify/header'));
    for (const [at, key] of keys.entries()) expect(diagnostics[at]?.what).toContain(`the ${key} "`);
  });
});

describe('an interrupted build', () => {
  const files = { 'a.md': 'a' };

  it('leaves the bundle under another name, which is verified there', async () => {
    const out = await bundleOf(files);
    const old = join(dirname(out), '.out.trailc-old');
    renameSync(out, old);
    const before = treeOf(dirname(out));
    expect(verifyBundle(out)).toMatchObject({
      value: { place: old },
      diagnostics: [{ code: 'verify/interrupted', severity: 'warning' }],
    });
    expect(treeOf(dirname(out))).toEqual(before);
    expect(repairBundle(out)).toEqual({ value: true, diagnostics: [] });
    expect(codesOf(out)).toEqual([]);
  });

  it('leaves rubbish, which is named and does no harm', async () => {
    const out = await bundleOf(files);
    cpSync(out, join(dirname(out), '.out.trailc-new-0123456789ab'), { recursive: true });
    rmSync(join(dirname(out), '.out.trailc-new-0123456789ab', 'a.md'));
    cpSync(out, join(dirname(out), '.out.trailc-old'), { recursive: true });
    const { value, diagnostics } = verifyBundle(out);
    expect(value?.place).toBe(out);
    expect(diagnostics.map(({ code }) => code)).toEqual(['verify/leftover', 'verify/leftover']);
  });

  it('of nothing leaves nothing', () => {
    expect(codesOf(join(temporaryFolder(), 'out'))).toEqual(['verify/nothing-there']);
    expect(codesOf(join(temporaryFolder(), 'no', 'such', 'folder'))).toEqual(['verify/nothing-there']);
  });
});
