/** A build that would write the same again writes nothing; one that might write something else is never passed over. */
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputsHash } from '../../src/bundle/inputs.ts';
import { verifyBundle } from '../../src/bundle/verify/verify.ts';
import { checkout, type Ended, start } from './checkout.ts';
import { temporaryFolder } from './support.ts';

describe('trailc build', () => {
  let source = '';
  let out = '';
  const build = (...more: readonly string[]): Promise<Ended> =>
    start(source, ['build', '--out', out, '--format', 'json', ...more]).ended;
  const unchanged = ({ code, out: text, err }: Ended): boolean => {
    expect(err).toBe('');
    expect(code).toBe(0);
    return (JSON.parse(text) as { unchanged: boolean }).unchanged;
  };

  const prepare = () => {
    const place = temporaryFolder();
    source = checkout(join(place, 'source'), { rules: 1 });
    out = join(place, 'bundles', 'out');
  };

  // One test, since each step builds on the one before.
  it('is up to date exactly as long as nothing that it reads or wrote has changed', async () => {
    prepare();
    // Without a lock each build says so, and is made.
    for (let turn = 0; turn < 2; turn += 1) {
      const { code, err, out: text } = await build();
      expect({ code, ...JSON.parse(text) }).toMatchObject({ code: 0, unchanged: false });
      expect(err).toContain('trailc.lock.json');
    }
    expect(await start(source, ['bump']).ended).toMatchObject({ code: 0 });
    const first = await build();
    expect(unchanged(first)).toBe(false);
    const again = await build();
    expect(unchanged(again)).toBe(true);
    expect({ ...JSON.parse(again.out), unchanged: false }).toEqual(JSON.parse(first.out));

    const manifest = join(out, 'manifest.json');
    const name = verifyBundle(out).value?.manifest?.files[0]?.path ?? '';
    const [rule = ''] = readdirSync(join(source, 'detections'), { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.yml'));
    const at = (path: string) => join(source, path);
    const steps: Readonly<Record<string, () => void>> = {
      'a rule gains a comment': () => appendFileSync(at(`detections/${rule}`), '\n# more\n'),
      'a template changes': () => appendFileSync(at('templates/athena/rule.sql.hbs'), '\n-- more\n'),
      'the code changes': () => appendFileSync(at('dist/command/main.js'), '\n// more\n'),
      'a file of the bundle changes': () => appendFileSync(join(out, name), ' '),
      'a file of the bundle is gone': () => unlinkSync(join(out, name)),
      'the manifest changes': () =>
        writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"trailc": "', '"trailc": "9')),
      'an interrupted build left its rubbish': () => mkdirSync(join(dirname(out), '.out.trailc-new-00')),
      'an interrupted build left the old bundle': () => mkdirSync(join(dirname(out), '.out.trailc-old')),
    };
    for (const [what, change] of Object.entries(steps)) {
      change();
      const ended = await build();
      expect(JSON.parse(ended.out), what).toMatchObject({ unchanged: false });
      if (ended.err !== '') {
        // The lock wants to hear of a changed rule, and the build goes on saying so.
        expect(ended.err).toContain('trailc bump');
        expect(JSON.parse((await build()).out), what).toMatchObject({ unchanged: false });
        expect(await start(source, ['bump']).ended).toMatchObject({ code: 0 });
        expect(unchanged(await build())).toBe(false);
      }
      expect(unchanged(await build()), `after: ${what}`).toBe(true);
    }
    expect(unchanged(await build('--source-commit', '0123abc'))).toBe(false);
    expect(unchanged(await build('--source-commit', '0123abc'))).toBe(true);
    expect(unchanged(await build('--as-of', '2026-01-01'))).toBe(false);
    expect(unchanged(await build())).toBe(false);
  }, 120_000);

  it('says its warnings every time', async () => {
    prepare();
    mkdirSync(join(source, 'mine', 'athena'), { recursive: true });
    writeFileSync(join(source, 'mine', 'athena', 'unused.hbs'), 'x');
    appendFileSync(join(source, 'trailc.config.yml'), '\ntemplates: mine\n');
    for (let turn = 0; turn < 2; turn += 1) {
      const ended = await build();
      expect(ended.code).toBe(0);
      expect(ended.err).toContain('bundle/template-unused');
      expect((JSON.parse(ended.out) as { unchanged: boolean }).unchanged).toBe(false);
    }
  }, 60_000);
});

describe('inputsHash', () => {
  const FILES = {
    'trailc.config.yml': 'trailc: 1\n',
    'rules/a.yml': 'a',
    'rules/b.yml': 'b',
    'lists/l.yml': 'l',
    'fixtures/f.json': '{}',
    'templates/t/x.hbs': 't',
    'code/main.js': 'code',
  };
  function place(files: Readonly<Record<string, string>>): string {
    const root = temporaryFolder();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }
  const hashOf = (
    root: string,
    words: Readonly<Record<string, string>> = { environment: 'prod' },
    rules = 'rules',
  ) => {
    const spanned = (value: string) => ({
      value,
      span: { source: { path: '', text: '' }, start: 0, end: 0 },
    });
    return inputsHash({
      configPath: join(root, 'trailc.config.yml'),
      config: {
        root,
        rules: [spanned(rules)],
        lists: [spanned('lists/')],
        fixtures: [spanned('fixtures')],
        templates: spanned('templates'),
      },
      code: [join(root, 'code')],
      words,
    });
  };

  it('is the same for the same inputs at another place, made in another order', () => {
    const other = Object.fromEntries(Object.entries(FILES).reverse());
    expect(hashOf(place(FILES))).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(place(other))).toBe(hashOf(place(FILES)));
  });

  it('is another one for any change', () => {
    const changes: Readonly<Record<string, string>>[] = [
      ...Object.keys(FILES).map((path) => ({ ...FILES, [path]: 'changed' })),
      ...['rules/c.yml', 'lists/m.yml', 'templates/.t', 'trailc.lock.json', 'code/x'].map((path) => ({
        ...FILES,
        [path]: '',
      })),
      Object.fromEntries(Object.entries(FILES).filter(([path]) => path !== 'rules/b.yml')),
      Object.fromEntries(Object.entries(FILES).filter(([path]) => path !== 'fixtures/f.json')),
      { ...FILES, 'rules/a.yml': 'b', 'rules/b.yml': 'a' },
    ];
    const hashes = [hashOf(place(FILES)), hashOf(place(FILES), { environment: 'dev' })];
    hashes.push(...changes.map((files) => hashOf(place(files))));
    expect(new Set(hashes).size).toBe(changes.length + 2);
  });

  it('is not reckoned where a link leads somewhere, or something is no file', () => {
    for (const [from, to] of [
      ['rules/link.yml', 'a.yml'],
      ['templates/t/link', '/etc'],
      ['fixtures', 'gone'],
    ] as const) {
      const root = place(FILES);
      rmSync(join(root, from), { recursive: true, force: true });
      symlinkSync(to, join(root, from));
      expect(hashOf(root), from).toBeUndefined();
    }
    const root = place({ ...FILES, 'other/rules/a.yml': 'a' });
    symlinkSync('other', join(root, 'way'));
    expect(hashOf(root, {}, 'other/rules')).toBeDefined();
    expect(hashOf(root, {}, 'way/rules')).toBeUndefined();
  });

  it('does not mind what no build reads', () => {
    const more = { ...FILES, 'rules/.hidden': 'x', 'rules/node_modules/x.yml': 'x', 'README.md': 'x' };
    expect(hashOf(place(more))).toBe(hashOf(place(FILES)));
  });
});
