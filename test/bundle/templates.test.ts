import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { templateSource } from '../../src/bundle/render.ts';
import { temporaryFolder } from './support.ts';

const span = { source: { path: 'trailc.config.yml', text: 'templates: mine\n' }, start: 11, end: 15 };

/** A repository whose `templates` folder `mine` holds these files. */
function repository(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  mkdirSync(join(root, 'mine'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'mine', name)), { recursive: true });
    writeFileSync(join(root, 'mine', name), text);
  }
  return { root, source: templateSource({ root, templates: { value: 'mine', span } }) };
}

describe('templateSource', () => {
  it("finds trailc's own templates", () => {
    const { value } = templateSource({ root: '.' }).read('athena/rule.sql.hbs');
    expect(value?.text).toContain('{{query}}');
  });

  it('puts the folder of the user first, file by file', () => {
    const { source } = repository({ 'athena/rule.sql.hbs': 'mine' });
    expect(source.read('athena/rule.sql.hbs').value?.text).toBe('mine');
    expect(source.read('spl/query.spl.hbs').value?.text).toBe(
      templateSource({ root: '.' }).read('spl/query.spl.hbs').value?.text,
    );
    expect(source.check()).toEqual([]);
  });

  it('gives the same object for the same name', () => {
    const { source } = repository({});
    expect(source.read('athena/rule.sql.hbs')).toBe(source.read('athena/rule.sql.hbs'));
  });

  it('makes nothing of line ends and of a byte order mark', () => {
    const { source } = repository({ 'athena/rule.sql.hbs': '\ufeffa\r\nb\r\n' });
    expect(source.read('athena/rule.sql.hbs').value?.text).toBe('a\nb\n');
  });

  it('warns of a file that overrides nothing', () => {
    const { source } = repository({ 'athena/rules.sql.hbs': 'x', 'README.md': 'x' });
    expect(source.check().map(({ code, what }) => `${code} ${what}`)).toEqual([
      'bundle/template-unused The template "athena/rules.sql.hbs" overrides nothing. Did you mean "athena/rule.sql.hbs"?',
    ]);
  });

  it.each([
    '../secret.hbs',
    '/etc/passwd',
    'a/../../b.hbs',
    'a\\..\\b.hbs',
    './a.hbs',
    'a//b.hbs',
    'a/.hidden',
    '',
  ])('does not read %j', (name) => {
    const { value, diagnostics } = repository({}).source.read(name);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['bundle/template-outside']);
  });

  it('does not follow a link out of the folder', () => {
    const { root, source } = repository({});
    mkdirSync(join(root, 'mine', 'athena'));
    writeFileSync(join(root, 'secret'), 'secret');
    symlinkSync(join(root, 'secret'), join(root, 'mine', 'athena', 'rule.sql.hbs'));
    expect(source.read('athena/rule.sql.hbs').diagnostics.map(({ code }) => code)).toEqual([
      'bundle/template-outside',
    ]);
  });

  it('says when the folder is missing or a file, at the place in the configuration', () => {
    const root = temporaryFolder();
    const missing = templateSource({ root, templates: { value: 'mine', span } });
    expect(missing.check().map(({ code, span: at }) => [code, at])).toEqual([
      ['bundle/templates-folder', span],
    ]);
    expect(missing.read('athena/rule.sql.hbs').value).toBeUndefined();
    writeFileSync(join(root, 'mine'), '');
    expect(templateSource({ root, templates: { value: 'mine', span } }).check()).toHaveLength(1);
  });

  it('suggests a name for one that does not exist', () => {
    const { diagnostics } = repository({}).source.read('athena/rul.sql.hbs');
    expect(diagnostics.map(({ what }) => what)).toEqual([
      'There is no template "athena/rul.sql.hbs". Did you mean "athena/rule.sql.hbs"?',
    ]);
  });

  it('passes on what is wrong with the file itself', () => {
    const { source, root } = repository({});
    mkdirSync(join(root, 'mine', 'athena'), { recursive: true });
    writeFileSync(join(root, 'mine', 'athena', 'rule.sql.hbs'), Buffer.from([0x61, 0xff, 0x62]));
    expect(source.read('athena/rule.sql.hbs').diagnostics.map(({ code }) => code)).toEqual(['file/not-utf8']);
  });
});
