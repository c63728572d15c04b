/** Formatting is idempotent, keeps every comment and never changes a meaning: generated rules, and those that ship. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../src/content/document.ts';
import { readList } from '../../src/content/list.ts';
import { exampleParams } from '../../src/content/params.ts';
import { readRule } from '../../src/content/rule.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { toJson } from '../../src/content/yaml-node.ts';
import { formatText } from '../../src/fmt/format.ts';
import { lowerRule } from '../../src/ir/lower.ts';
import { openLists, ruleMeaning } from '../../src/ir/meaning/rule.ts';
import { drawnRule } from '../generate/rule.ts';
import { writeRule } from '../generate/written.ts';
import { type Data, toJsonText, toYaml } from '../generate/yaml-text.ts';

function format(text: string): string {
  const { value, diagnostics } = formatText({ path: 'a.yml', text });
  expect(diagnostics.map(({ what }) => what)).toEqual([]);
  return value ?? '';
}

function documentOf(text: string): RuleDocument {
  const { value } = readRule({ path: 'a.yml', text }, () => ({ value: {}, diagnostics: [] }));
  if (value === undefined) throw new Error(`no rule:\n${text}`);
  return value;
}

const said = (text: string): unknown => {
  const { value } = parseYaml({ path: 'a.yml', text });
  return value === undefined ? undefined : toJson(value);
};

/** Rules in one line, in JSON and in blocks, with comments, blank lines and two kinds of line ends. */
const styled = fc.record({
  drawn: drawnRule,
  style: fc.constantFrom('block', 'json', 'line'),
  noise: fc.array(fc.tuple(fc.nat(), fc.constantFrom('comment', 'blank')), { maxLength: 12 }),
  crlf: fc.boolean(),
});

function textOf(data: Data, style: string): string {
  if (style === 'block') return toYaml(data);
  return `${toJsonText(data, style === 'json' ? 1 : 0)}\n`;
}

/** A line before some line, as deep as that; every scalar of the text is in one line. */
function withNoise(text: string, noise: readonly (readonly [number, string])[]) {
  const lines = text.trimEnd().split('\n');
  const comments: string[] = [];
  for (const [at, kind] of noise) {
    const place = at % lines.length;
    const indent = /^ */.exec(lines[place] ?? '')?.[0] ?? '';
    const comment = `# note ${comments.length}`;
    if (kind === 'comment') comments.push(comment);
    lines.splice(place, 0, kind === 'comment' ? indent + comment : '');
  }
  return { text: `${lines.join('\n')}\n`, comments };
}

/** Without places, which formatting is there to change. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === 'span' ? undefined : inner)));

describe('generated rules', () => {
  it('are formatted once and for all, and mean what they meant', () => {
    let lowered = 0;
    fc.assert(
      fc.property(styled, ({ drawn, style, noise, crlf }) => {
        const written = writeRule(drawn);
        const noisy = withNoise(textOf(written.rule, style), style === 'block' ? noise : []);
        const text = crlf ? noisy.text.replaceAll('\n', '\r\n') : noisy.text;
        const formatted = format(text);
        expect(format(formatted)).toBe(formatted);
        expect(said(formatted)).toEqual(said(text));
        for (const comment of noisy.comments) expect(formatted).toMatch(new RegExp(`^ *${comment}$`, 'm'));
        expect(formatted).not.toMatch(/\r|\n\n\n|^\n|\n\n$/);

        const lists = new Map(
          written.lists.flatMap((list) => {
            const { value } = readList({ path: 'list.yml', text: toYaml(list) });
            return value === undefined ? [] : [[value.name, value] as const];
          }),
        );
        const [before, after] = [documentOf(text), documentOf(formatted)];
        const meaning = ruleMeaning(before, openLists(lists));
        expect(meaning).toBeDefined();
        expect(ruleMeaning(after, openLists(lists))?.sha256).toBe(meaning?.sha256);
        const ir = (document: RuleDocument) =>
          lowerRule(document, { params: exampleParams(document), lists, environment: '' }).value;
        const one = ir(before);
        if (one !== undefined) lowered += 1;
        expect(bare(ir(after) ?? null)).toEqual(bare(one ?? null));
      }),
      { numRuns: 60 },
    );
    expect(lowered).toBeGreaterThan(20);
  }, 60_000);

  it('bring lists and configurations that say the same', () => {
    fc.assert(
      fc.property(styled, ({ drawn, style }) => {
        const { lists, config } = writeRule(drawn);
        for (const data of [
          config,
          ...lists.filter(({ entries }) => (entries as readonly Data[]).length < 50),
        ]) {
          const text = textOf(data, style);
          const formatted = format(text);
          expect(format(formatted)).toBe(formatted);
          expect(said(formatted)).toEqual(said(text));
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});

const FOLDERS = ['detections/aws/cloudtrail', 'lists', 'fixtures'];
const shipped = FOLDERS.flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`));

describe('the files that ship', () => {
  const texts = shipped.map((path) => [path, readFileSync(path, 'utf8')] as const);

  it('are in the style', () => {
    expect(texts.filter(([, text]) => format(text) !== text).map(([path]) => path)).toEqual([]);
  });

  it('come back from another order of keys and another indentation', () => {
    for (const [path, text] of texts) {
      // A section is a key, what is below it, and the comments right above it.
      const sections = text.split(/^(?<!^#.*\n)(?=(?:#.*\n)*\w)/m);
      const turned = [...sections].reverse().join('').replaceAll('\n', '\r\n');
      expect(format(turned), path).toBe(text);
      // Everything below the top two columns further in.
      expect(format(text.replace(/^(?= )/gm, '  ')), path).toBe(text);
    }
  });

  it('include the configuration, which says the same', () => {
    const text = readFileSync('trailc.config.yml', 'utf8');
    const formatted = format(text);
    expect(format(formatted)).toBe(formatted);
    expect(said(formatted)).toEqual(said(text));
  });
});
