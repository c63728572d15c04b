/** docs/checks.md: every example there warns, or says nothing, as it claims to. */
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { RULE_CHECKS } from '../../src/checks/index.ts';
import { contentOf, documentOf, listsOf, ruleOf } from '../support/rule.ts';

const PAGE = readFileSync(new URL('../../docs/checks.md', import.meta.url), 'utf8');
const LISTS = listsOf([
  {
    name: 'ignoredActions',
    columns: ['eventSource', 'eventName'],
    entries: [{ value: { eventSource: 'iam.amazonaws.com', eventName: 'GetUser' }, reason: 'For a test.' }],
  },
]);
const AROUND = new Set(['schedule', 'status', 'falsePositives', 'tags']);

interface Example {
  readonly code: string;
  readonly first: string;
  readonly yaml: string;
}

const EXAMPLES: readonly Example[] = PAGE.split(/^### /m)
  .slice(1)
  .flatMap((section) =>
    [...section.matchAll(/```yaml\n(.*?)\n```/gs)].map(([, yaml = '']) => ({
      code: section.slice(0, section.indexOf('\n')),
      first: yaml.slice(0, yaml.indexOf('\n')),
      yaml,
    })),
  );

function codesOf(yaml: string): readonly string[] {
  const written = load(yaml) as Readonly<Record<string, unknown>>;
  const around = Object.keys(written).every((key) => AROUND.has(key));
  const document = around ? documentOf({ eventName: 'A' }, written) : documentOf(written);
  const input = { document, rule: ruleOf(document, LISTS), content: contentOf([document], LISTS) };
  return RULE_CHECKS.flatMap((check) => check(input))
    .map(({ code }) => code)
    .filter((code) => code !== 'check/tests-one-sided' && code !== 'check/unknown-call');
}

describe('the page on checks', () => {
  it('has an example of each kind for every check', () => {
    const codes = new Set(EXAMPLES.map(({ code }) => code));
    expect(codes.size).toBe(12);
    for (const code of codes) {
      const of = EXAMPLES.filter((example) => example.code === code).map(({ first }) => first.slice(0, 7));
      expect(of).toContain('# Warns');
      expect(of).toContain('# Says ');
    }
  });

  it.each(EXAMPLES.map((example) => [`${example.code} ${example.first}`, example] as const))(
    '%s',
    (_, { code, first, yaml }) => {
      const found = [...new Set(codesOf(yaml))];
      expect(found).toEqual(first.startsWith('# Warns') ? [code] : []);
    },
  );
});
