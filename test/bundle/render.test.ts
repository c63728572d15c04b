import { describe, expect, it, vi } from 'vitest';
import { placeOf } from '../../src/base/diagnostic.ts';
import { renderArtefact } from '../../src/bundle/render.ts';
import { templatesOf } from './support.ts';

async function render(template: string, view: Readonly<Record<string, unknown>> = {}) {
  const templates = templatesOf({ 'spl/a.hbs': template });
  return renderArtefact({ path: 'a', template: 'spl/a.hbs', view }, templates);
}

const textOf = async (template: string, view: Readonly<Record<string, unknown>> = {}) =>
  (await render(template, view)).value;

/** `code place: what` of the only diagnostic. */
async function faultOf(template: string, view: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { value, diagnostics } = await render(template, view);
  expect(value).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
  return diagnostics.map((found) => `${found.code} ${placeOf(found)} ${found.what}`).join();
}

describe('renderArtefact', () => {
  it('fills in values as they are, whatever they hold', async () => {
    const text = `<&>"'\`{{x}} {{{y}}} \\ $& %`;
    expect(await textOf('a {{text}} b {{{text}}}\n', { text })).toBe(`a ${text} b ${text}\n`);
  });

  it('knows if, unless, each and with', async () => {
    const template =
      '{{#each rows}}{{#unless @first}}, {{/unless}}{{name}}{{../sep}}{{/each}}{{#if no}}x{{else}}y{{/if}}';
    expect(await textOf(template, { rows: [{ name: 'a' }, { name: 'b' }], sep: ';' })).toBe('a;, b;y');
    expect(await textOf('{{#with inner}}{{name}}{{/with}}', { inner: { name: 'n' } })).toBe('n');
  });

  it('renders one template with many views', async () => {
    const templates = templatesOf({ 'spl/a.hbs': '{{n}}' });
    const texts = await Promise.all(
      [1, 2, 3].map((n) => renderArtefact({ path: 'a', template: 'spl/a.hbs', view: { n } }, templates)),
    );
    expect(texts.map(({ value }) => value)).toEqual(['1', '2', '3']);
  });
});

describe('helpers', () => {
  it('lines: no line break of any reader leaves the prefix behind', async () => {
    const text = 'a\nb\r\nc\rd\u2028e\u2029f\u0085g\vh\fi\n\nj\n';
    const wanted = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', '', 'j'].map((part) =>
      `-- ${part}`.trimEnd(),
    );
    expect(await textOf("{{lines text '-- '}}", { text })).toBe(wanted.join('\n'));
    expect(await textOf("{{lines text '# '}}|", { text: '' })).toBe('#|');
    expect(await textOf('{{lines text}}', { text: 'a\rb' })).toBe('a\nb');
  });

  it('join: a list with a separator', async () => {
    expect(await textOf("{{join list ', '}}", { list: ['a', 1, true] })).toBe('a, 1, true');
    expect(await textOf("{{join list ', '}}", { list: [] })).toBe('');
  });

  it('json: ASCII on one line', async () => {
    const value = { a: ['"\\\n\u2028é\u{1f600}'], b: null };
    const text = (await textOf('{{json value}}', { value })) ?? '';
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(text)).toEqual(value);
  });

  it.each([
    ["x\n {{lines missing '-- '}}", 'bundle/template-failed templates/spl/a.hbs:2:2'],
    ['{{join text ","}}', 'bundle/template-failed templates/spl/a.hbs:1:1'],
    ['{{lines text "a" "b"}}', 'bundle/template-failed templates/spl/a.hbs:1:1'],
    ['{{join text}}', 'bundle/template-failed templates/spl/a.hbs:1:1'],
    ['{{lines list}}', 'bundle/template-failed templates/spl/a.hbs:1:1'],
  ])('%j is a fault', async (template, wanted) => {
    const fault = await faultOf(template, { text: 'a', list: [] });
    expect(fault.slice(0, wanted.length)).toBe(wanted);
  });
});

describe('a fault in a template', () => {
  it.each([
    [
      'a\n  {{titl}}',
      'bundle/template-unknown-value templates/spl/a.hbs:2:5 The template asks for "titl", which is not there. Did you mean "title"?',
    ],
    [
      '{{rows.nam}}',
      'bundle/template-unknown-value templates/spl/a.hbs:1:3 The template asks for "nam", which is not there. Did you mean "name"?',
    ],
    [
      '{{each2 rows}}',
      'bundle/template-unknown-helper templates/spl/a.hbs:1:1 The template calls "each2", which is no helper. Did you mean "each"?',
    ],
    [
      '{{log title}}',
      'bundle/template-unknown-helper templates/spl/a.hbs:1:1 The template calls "log", which is no helper.',
    ],
    [
      '{{lookup title "length"}}',
      'bundle/template-unknown-helper templates/spl/a.hbs:1:1 The template calls "lookup", which is no helper.',
    ],
    [
      'ok\n{{#if title}}\n',
      'bundle/template-syntax templates/spl/a.hbs:3:1 The template cannot be read: it ends inside a tag or a block that is not closed.',
    ],
    [
      'ok\n  {{title\n',
      'bundle/template-syntax templates/spl/a.hbs:2:3 The template cannot be read: it ends inside a tag or a block that is not closed.',
    ],
    [
      'ok\n  {{a=b}} {{',
      'bundle/template-syntax templates/spl/a.hbs:2:3 The template cannot be read: a tag here is not written as Handlebars wants it.',
    ],
    [
      'ok\n  {{/if}}',
      'bundle/template-syntax templates/spl/a.hbs:2:3 The template cannot be read: a closing tag "{{/…}}" closes no block.',
    ],
    [
      '{{else}}',
      'bundle/template-syntax templates/spl/a.hbs:1:1 The template cannot be read: "{{else}}" stands outside a block.',
    ],
    [
      '{{#if title}}{{/each}}',
      'bundle/template-syntax templates/spl/a.hbs:1:4 The template cannot be read: the block "{{#if}}" is closed by "{{/each}}".',
    ],
    [
      '{{}}',
      'bundle/template-syntax templates/spl/a.hbs:1:1 The template cannot be read: a tag is empty, or ends with another number of braces than it begins with.',
    ],
    [
      'a {{> other}}',
      'bundle/template-refused templates/spl/a.hbs:1:3 The template uses a partial ("{{> …}}"), which trailc does not allow.',
    ],
    [
      '{{#*inline "a"}}{{> a}}{{/inline}}{{> a}}',
      'bundle/template-refused templates/spl/a.hbs:1:1 The template uses a decorator ("{{#* …}}"), which trailc does not allow.',
    ],
  ])('%j', async (template, wanted) => {
    expect(await faultOf(template, { title: 't', rows: [{ name: 'n' }] })).toBe(wanted);
  });

  it.each([
    'constructor',
    '__proto__',
    'rows.constructor',
    'title.constructor.constructor',
    'toString',
    '@root.constructor',
  ])('{{%s}} is refused, and nothing is printed', async (path) => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const template of [`{{${path}}}`, `{{#if ${path}}}x{{/if}}`, `{{#with (json ${path})}}{{/with}}`]) {
      expect(await faultOf(template, { title: 't', rows: [] })).toContain('bundle/template-refused');
    }
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it('gives no value of a prototype, even where no name is refused', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await textOf('[{{rows.map}}]', { rows: [] })).toBe('[]');
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it('is one diagnostic for blocks nested without end', async () => {
    const deep = 20_000;
    const fault = await faultOf(`${'{{#if a}}'.repeat(deep)}${'{{/if}}'.repeat(deep)}`, { a: 1 });
    expect(fault).toContain('its blocks are nested too deeply');
  });

  it('is the missing template itself', async () => {
    const templates = templatesOf({});
    const { value, diagnostics } = renderArtefact(
      { path: 'a', template: 'spl/none.hbs', view: {} },
      templates,
    );
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['bundle/template-missing']);
  });
});
