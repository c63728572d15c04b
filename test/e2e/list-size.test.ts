/**
 * Lists of no entry and of 10,000 on every target: it compiles within the target's limits, or the error names the limit.
 * Athena: service quotas, "query string length", 262,144 bytes. The limits of lookups and of Sigma are trailc's own.
 */
import { describe, expect, it } from 'vitest';
import { renderArtefact, templateSource } from '../../src/bundle/render.ts';
import { type CompiledRule, compileRule } from '../../src/compile.ts';
import type { TargetName } from '../../src/content/document.ts';
import { ENVIRONMENT } from '../support/environment.ts';
import { contentOf, documentOf, listsOf } from '../support/rule.ts';

const MOST = 10_000;
const ATHENA_BYTES = 262_144;

const ROLES = { 'requestParameters.roleArn': { not: { inList: 'big' } }, eventName: 'AssumeRole' };
const CALLS = {
  all: [
    { eventName: { exists: true } },
    { not: { inList: { list: 'big', columns: { source: 'eventSource', call: 'eventName' } } } },
  ],
};

const reason = 'For a test.';
const arns = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: `arn:aws:iam::210987654321:role/${at}`, reason }));
const pairs = (count: number, sources: number) =>
  Array.from({ length: count }, (_, at) => ({
    value: { source: `s${at % sources}.amazonaws.com`, call: `Call${at}` },
    reason,
  }));

interface Outcome {
  /** Of all files, in UTF-8. */
  readonly bytes: number;
  readonly files: ReadonlyMap<string, string>;
  readonly said: string;
}

function outcomes(
  list: Readonly<Record<string, unknown>>,
  match: unknown,
): Readonly<Record<TargetName, Outcome>> {
  const document = documentOf(match);
  const content = contentOf([document], listsOf([{ name: 'big', ...list }]));
  const outcomeOf = (target: TargetName): Outcome => {
    const { value, diagnostics } = compileRule(document, content, {
      environment: ENVIRONMENT,
      targets: [target],
    });
    const files = new Map((value ?? []).flatMap((one) => filesOf(one)));
    const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    return { bytes, files, said: diagnostics.map(({ what, why }) => `${what} ${why}`).join('\n') };
  };
  return { spl: outcomeOf('spl'), athena: outcomeOf('athena'), sigma: outcomeOf('sigma') };
}

function filesOf({ compiled }: CompiledRule): readonly (readonly [string, string])[] {
  return compiled.artefacts.map((artefact) => {
    const { value, diagnostics } = renderArtefact(artefact, templateSource(contentOf([]).config));
    expect(diagnostics).toEqual([]);
    return [artefact.path, value ?? ''] as const;
  });
}

const fileOf = ({ files }: Outcome, ending: string) =>
  [...files].find(([path]) => path.endsWith(ending))?.[1] ?? '';
const count = (text: string, part: RegExp) => (text.match(part) ?? []).length;

describe('a list of 10,000', () => {
  it('plain texts: a lookup, a Sigma list, and too long for Athena, which is said', () => {
    const { spl, athena, sigma } = outcomes({ entries: arns(MOST) }, ROLES);
    expect(spl.said).toBe('');
    expect(count(fileOf(spl, '.csv'), /:role\//g)).toBe(MOST);
    // The search itself stays short: Splunk looks the texts up.
    expect(Buffer.byteLength(fileOf(spl, '.spl'))).toBeLessThan(10_000);
    expect(sigma.said).toBe('');
    expect(count(fileOf(sigma, '.yml'), /:role\//g)).toBe(MOST);
    expect(athena.files.size).toBe(0);
    expect(athena.said).toMatch(/would have [0-9]+ bytes, and Athena takes 262144 /);
    expect(athena.said).toContain('shorten the lists');
  });

  it('as many plain texts as Athena takes compile within its limit', () => {
    const { athena } = outcomes({ entries: arns(5000) }, ROLES);
    expect(athena.said).toBe('');
    expect(count(fileOf(athena, '.sql'), /:role\//g)).toBe(5000);
    expect(athena.bytes).toBeLessThanOrEqual(ATHENA_BYTES);
  });

  it('pairs of 100 event sources: every target within its limits', () => {
    const { spl, athena, sigma } = outcomes(
      { columns: ['source', 'call'], entries: pairs(MOST, 100) },
      CALLS,
    );
    expect([spl.said, athena.said, sigma.said]).toEqual(['', '', '']);
    expect(count(fileOf(spl, '.csv'), /Call[0-9]/g)).toBe(MOST);
    expect(count(fileOf(athena, '.sql'), /Call[0-9]/g)).toBe(MOST);
    expect(athena.bytes).toBeLessThanOrEqual(ATHENA_BYTES);
    expect(count(fileOf(sigma, '.yml'), /Call[0-9]/g)).toBe(MOST);
  });

  it('pairs of 10,000 event sources: a lookup, and errors that name the limits', () => {
    const { spl, athena, sigma } = outcomes(
      { columns: ['source', 'call'], entries: pairs(MOST, MOST) },
      CALLS,
    );
    expect(spl.said).toBe('');
    expect(count(fileOf(spl, '.csv'), /Call[0-9]/g)).toBe(MOST);
    expect(athena.said).toContain('Athena takes 262144');
    expect(sigma.said).toContain('List big would become 10000 selections; at most 500 are written in Sigma.');
    expect([athena.files.size, sigma.files.size]).toEqual([0, 0]);
  });

  it('and one more: the limit of every target is named', () => {
    const { spl, athena, sigma } = outcomes({ entries: arns(MOST + 1) }, ROLES);
    expect(spl.said).toContain('List big has 10001 rows, and a lookup takes at most 10000.');
    expect(athena.said).toContain('Athena takes 262144');
    expect(sigma.said).toContain('at most 10000 are written in Sigma');
    expect([spl.files.size, athena.files.size, sigma.files.size]).toEqual([0, 0, 0]);
  });
});

describe('a list without entries', () => {
  it.each([
    ['of texts', {}, ROLES],
    ['of pairs', { columns: ['source', 'call'] }, CALLS],
  ])('%s excludes nothing and compiles everywhere, without a lookup', (_, columns, match) => {
    const { spl, athena, sigma } = outcomes({ ...columns, entries: [] }, match);
    expect([spl.said, athena.said, sigma.said]).toEqual(['', '', '']);
    for (const outcome of [spl, athena, sigma]) expect(outcome.files.size).toBeGreaterThan(0);
    expect(fileOf(spl, '.csv')).toBe('');
  });
});
