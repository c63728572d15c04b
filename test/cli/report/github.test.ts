import { describe, expect, it } from 'vitest';
import { checkAsGithub, testsAsGithub } from '../../../src/cli/report/github.ts';
import { escapeForTerminal } from '../../../src/cli/report/terminal.ts';
import { HOSTILE } from '../../injection/hostile.ts';
import { checkOf, faultAt, places, reportOf, testsOf } from './outcomes.ts';
import { readLines } from './read-workflow-commands.ts';

describe('annotations of GitHub Actions', () => {
  it('are as reviewed', async () => {
    const source = { path: 'detections/a, b.yml', text: 'a: 1\n\tb: 100%\n' };
    const fault = faultAt(source, '\t', {
      what: 'A tab begins the line: 100%.',
      why: 'YAML takes blanks.',
      do: 'Use blanks,\nor quotes.',
    });
    const faults = [fault, ...checkOf('x').faults];
    await expect(checkAsGithub({ faults, places, looked: '1 rule, 1 list' })).toMatchFileSnapshot(
      'golden/check.github.txt',
    );
    const tests = testsOf(reportOf('a test: 100%, or so', 'curl'), { faults: [fault] });
    await expect(testsAsGithub(tests)).toMatchFileSnapshot('golden/test.github.txt');
  });

  it('are none where nothing is wrong', () => {
    expect(checkAsGithub({ faults: [], places, looked: '1 rule, 0 lists' })).toBe(
      '1 rule, 0 lists: no faults\n',
    );
    expect(checkAsGithub({ faults: [], places, looked: undefined })).toBe('no faults\n');
    const report = reportOf('x', 'x');
    expect(testsAsGithub(testsOf({ ...report, results: [], failed: 0 }))).toBe('1 passed, 0 failed\n');
  });

  it('are cut where the runner would cut them', () => {
    const what = '%'.repeat(10_000);
    const [command] = readLines(
      checkAsGithub({ faults: [faultAt({ path: 'a', text: 'b' }, 'b', { what })], places, looked: '' }),
    );
    expect(command?.data).toHaveLength(4096);
    expect(command?.data.endsWith('% …')).toBe(true);
  });

  it.each(HOSTILE)('hold %j as text, and nothing is obeyed but them', (text) => {
    const [fault, other, totals, ...more] = readLines(checkAsGithub(checkOf(text)));
    expect([totals, more]).toEqual([undefined, []]);
    expect(fault).toMatchObject({
      name: 'error',
      properties: { file: 'detections/a.yml', line: '2', col: '1', title: 'yaml/tab' },
    });
    expect(other).toMatchObject({ name: 'warning', properties: { file: 'lists/b.yml', title: 'yaml/tag' } });
    const shown = (line: string) =>
      line
        .split(/\r\n|[\r\n]/)
        .map(escapeForTerminal)
        .join('\n');
    const all = shown(`"${text}" is wrong.\nwhy: Because of ${text}\ndo: ${text} has to go`);
    expect(fault?.data).toBe(all.length > 4096 ? `${all.slice(0, 4094)} …` : all);

    const report = reportOf(text, text);
    const [failed, counts, ...others] = readLines(testsAsGithub(testsOf(report)));
    expect([counts, others]).toEqual([undefined, []]);
    expect(failed?.name).toBe('error');
    expect(failed?.properties.file).toBe('made-for-a-test.yml');
    expect(failed?.properties.title).toBe(
      escapeForTerminal(`made-for-a-test: ${report.results[0]?.name}`).trimEnd(),
    );
    expect(failed?.data).toMatch(/^expected match, got no-match\nfalse all of {2}line \d+\n├─ /);
  });

  it.each(['##[add-mask]x', '::stop-commands::x', 'a\n::error::x', 'a\r::add-mask::x', '  ::group::x'])(
    'say %j, which the runner would obey on a line of its own',
    (text) => {
      expect(readLines(`${text}\n`).filter((line) => line !== undefined)).toHaveLength(1);
      const names = [checkAsGithub(checkOf(text)), testsAsGithub(testsOf(reportOf(text, text)))].map((said) =>
        readLines(said).map((line) => line?.name),
      );
      expect(names).toEqual([
        ['error', 'warning', undefined],
        ['error', undefined],
      ]);
    },
  );

  it('spell paths with a comma or a colon so that no property follows them', () => {
    const fault = {
      code: 'yaml/tab',
      severity: 'error',
      what: 'x',
      why: '',
      do: '',
      path: 'a,title=b::c.yml',
    } as const;
    const [command] = readLines(checkAsGithub({ faults: [fault], places, looked: '' }));
    expect(command).toEqual({
      name: 'error',
      properties: { file: 'a,title=b::c.yml', title: 'yaml/tab' },
      data: 'x',
    });
  });
});
