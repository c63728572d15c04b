/** `trailc check --bundle` on what nobody should have made: it says so, reads nothing outside, and does not throw. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkApps } from '../../../src/bundle/app-check/check-apps.ts';
import { parseConf } from '../../../src/bundle/app-check/conf.ts';
import { APP, type AppFiles, soundApp, splFile, writeFiles } from './sound-app.ts';

let folder = '';
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailc-app-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function checkBytes(bytes: Uint8Array) {
  count += 1;
  const path = join(folder, `${count}.spl`);
  writeFileSync(path, bytes);
  return checkApps(path, 'app.spl');
}

const codesOf = (bytes: Uint8Array) => [...new Set(checkBytes(bytes).diagnostics.map(({ code }) => code))];

/** The sound app with one entry more, or with one replaced. */
function withEntry(name: string, content: string | Uint8Array, link?: string): AppFiles {
  return soundApp().set(name, { content, ...(link === undefined ? {} : { link }) });
}

describe('a package', () => {
  it.each([
    ['that is empty', new Uint8Array()],
    ['that is no gzip', Buffer.from('PK\u0003\u0004')],
    ['that is cut off', splFile(soundApp()).slice(0, 500)],
    ['of something else', gzipSync('x'.repeat(5000))],
    ['with nothing in it', gzipSync(Buffer.alloc(1024))],
    ['of files without a folder', splFile(new Map([['a.conf', { content: '[a]' }]]))],
    ['that unpacks to more than there is room for', gzipSync(Buffer.alloc(300 * 1024 * 1024))],
  ])('%s cannot be read', (_, bytes) => {
    const { value, diagnostics } = checkBytes(bytes);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['app-check/unreadable']);
  });

  it.each([
    `../${APP}/default/macros.conf`,
    `${APP}/../../etc/cron.d/x`,
    '/etc/cron.d/x',
    'C:/Windows/x',
    `${APP}\\default\\x.conf`,
  ])('with the path %s is refused', (name) => {
    expect(codesOf(splFile(withEntry(name, 'x')))).toContain('app-check/unsafe-path');
  });

  it('with a link has the link refused, whatever it leads to', () => {
    const app = withEntry(`${APP}/lookups/acme_people.csv`, '', '/etc/passwd');
    const { diagnostics } = checkBytes(splFile(app));
    expect(diagnostics.map(({ code }) => code)).toEqual(['app-check/link', 'app-check/lookup-missing']);
    expect(JSON.stringify(diagnostics)).not.toContain('root:');
  });

  it('with a name that a terminal would obey shows the name spelt out', () => {
    const { diagnostics } = checkBytes(splFile(withEntry(`${APP}/lookups/\u001b[2Jx.json`, '{}')));
    expect(diagnostics.map(({ path }) => path)).toEqual([`app.spl/${APP}/lookups/\\u001b[2Jx.json`]);
  });
});

describe('a folder', () => {
  it('with links is not left by them', () => {
    const at = join(folder, 'links');
    writeFiles(soundApp(), at);
    mkdirSync(join(folder, 'secret'));
    writeFileSync(join(folder, 'secret/macros.conf'), '[outside]\nnonsense\n');
    symlinkSync(join(folder, 'secret'), join(at, APP, 'default/data'));
    symlinkSync(join(folder, 'secret/macros.conf'), join(at, APP, 'default/props.conf'));
    symlinkSync('.', join(at, APP, 'circle'));
    const { diagnostics } = checkApps(join(at, APP), APP);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'app-check/link',
      'app-check/link',
      'app-check/link',
    ]);
  });

  it('that is too deep is refused', () => {
    const at = join(folder, 'deep');
    writeFiles(soundApp(), at);
    mkdirSync(join(at, APP, ...Array.from({ length: 40 }, () => 'd')), { recursive: true });
    expect(checkApps(join(at, APP), APP).diagnostics.map(({ code }) => code)).toEqual([
      'app-check/unreadable',
    ]);
  });
});

describe('any bytes', () => {
  const CONFS = ['app', 'macros', 'savedsearches', 'transforms'].map((name) => `default/${name}.conf`);

  it('in the files of an app end in diagnostics', () => {
    const file = fc.constantFrom(
      ...CONFS,
      'metadata/default.meta',
      'app.manifest',
      'lookups/acme_people.csv',
    );
    const words = fc.constantFrom(
      '[',
      ']',
      '=',
      '\\',
      '\n',
      ' ',
      '"',
      '`',
      ',',
      '(',
      ')',
      '|',
      'lookup ',
      'search',
      '*/0',
      '\r',
    );
    const text = fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }).map((parts) => parts.join(''));
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      text.map((one) => Buffer.from(one)),
    );
    fc.assert(
      fc.property(file, bytes, (path, content) => {
        const { diagnostics } = checkBytes(splFile(withEntry(`${APP}/${path}`, content)));
        expect(diagnostics.every(({ code }) => code.startsWith('app-check/'))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('in a package end in diagnostics', () => {
    const sound = gzipSync(Buffer.alloc(0));
    const tar = fc.array(fc.tuple(fc.nat(9000), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(tar, (changes) => {
        const bytes = Buffer.from(splFile(soundApp()));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        expect(() => checkBytes(bytes)).not.toThrow();
      }),
      { numRuns: 200 },
    );
    expect(codesOf(sound)).toEqual(['app-check/unreadable']);
  });

  it('of a configuration file keep their places', () => {
    const line = fc.constantFrom(
      '[a]',
      'x = 1',
      '  y=2 \\',
      'z = \\ ',
      '# c \\',
      'nonsense',
      '',
      '[b',
      'k = v\r',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const source = { path: 'x.conf', text: lines.join('\n') };
        for (const { settings } of parseConf(source).stanzas) {
          for (const { name, span, value, valueSpan } of settings) {
            expect(source.text.slice(span.start, span.end)).toBe(name);
            const first = source.text.slice(valueSpan.start).trimStart().slice(0, 1);
            if (/^[a-z0-9]/.test(value)) expect(first).toBe(value.slice(0, 1));
          }
        }
      }),
    );
  });
});
