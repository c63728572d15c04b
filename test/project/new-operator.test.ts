/** The type checker is the checklist: an operator added to the table is missing in the executors, and nowhere else. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const copy = mkdtempSync(join(tmpdir(), 'trailc-operator-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a new operator', () => {
  it('makes tsc fail in the evaluator, its words and the targets alone', () => {
    cpSync('src', join(copy, 'src'), { recursive: true });
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
    const config = JSON.parse(readFileSync('tsconfig.json', 'utf8')) as { include: string[] };
    writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ ...config, include: ['src'] }));
    writeFileSync(join(copy, 'package.json'), '{ "type": "module" }');
    const table = join(copy, 'src/language/operators.ts');
    const text = readFileSync(table, 'utf8')
      .replace('  equals: TextTest;', '  equals: TextTest;\n  dummy: TextTest;')
      .replace(
        '  equals: {',
        "  dummy: { operand: 'one', on: ['text'], foldsCase: true, field: false, meaning: '', example: '' },\n  equals: {",
      );
    expect(text.match(/dummy/g)).toHaveLength(2);
    writeFileSync(table, text);
    const { stdout } = spawnSync(join('node_modules', '.bin', 'tsc'), ['-p', copy, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    const rooms = new Set(
      [...stdout.matchAll(/^\S*?src\/(\S+?)\(\d+,\d+\): error/gm)].map(([, file = '']) =>
        file.replace(/\/[^/]+$/, ''),
      ),
    );
    expect([...rooms].sort()).toEqual(['evaluate', 'ir', 'targets/athena', 'targets/sigma', 'targets/spl']);
  });
});
