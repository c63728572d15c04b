import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { splTarget } from '../../../src/targets/spl/index.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { render } from './render.ts';
import {
  EVERY_KIND,
  known,
  MANUAL_ACTION,
  ruleOf,
  SAME_ELEMENT,
  SESSION_NAME_BYPASS,
  TITLE,
} from './rules.ts';

async function filesOf(rule: Parameters<typeof splTarget.compile>[0], profile?: string) {
  const { value, diagnostics } = splTarget.compile(rule, ENVIRONMENT, profile);
  expect(diagnostics).toEqual([]);
  const files = new Map<string, string>();
  for (const artefact of value?.artefacts ?? []) files.set(artefact.path, await render(artefact));
  return { compiled: value, files };
}

describe('the founding detections in SPL', () => {
  const cases = [
    ruleOf(
      MANUAL_ACTION,
      'manual-action',
      {},
      { title: TITLE, groupBy: [known('session.name'), known('action')], suppressFor: 3600 },
    ),
    ruleOf(
      SESSION_NAME_BYPASS,
      'session-name-bypass',
      {},
      { title: TITLE, groupBy: [known('session.name')], suppressFor: 7200 },
    ),
  ];
  for (const rule of cases) {
    it(`writes ${rule.document.stem} as search and stanza`, async () => {
      const { compiled, files } = await filesOf(rule);
      expect(compiled?.answer.kind).toBe('exact-given');
      expect([...files.keys()]).toEqual([
        `searches/${rule.document.stem}.spl`,
        `snippets/${rule.document.stem}.conf`,
      ]);
      for (const [path, text] of files) await expect(text).toMatchFileSnapshot(`golden/${basename(path)}`);
    });
  }
});

describe('every kind of clause in SPL', () => {
  it.each([
    ['raw', SAME_ELEMENT],
    ['extracted', EVERY_KIND],
  ])('from profile %s', async (profile, condition) => {
    const rule = ruleOf(condition, `every-kind-${profile}`, {}, { title: TITLE });
    const { files } = await filesOf(rule, profile);
    for (const [path, text] of files) await expect(text).toMatchFileSnapshot(`golden/${basename(path)}`);
  });

  it("on one line and on several, for a template of one's own", async () => {
    const { compiled } = await filesOf(ruleOf(SAME_ELEMENT, 'x'));
    const { query, line } = (compiled?.artefacts[0]?.view ?? {}) as Record<string, string>;
    expect(line).not.toContain('\n');
    expect(query?.replace(/\s+/g, '')).toBe(line?.replace(/\s+/g, ''));
  });
});
