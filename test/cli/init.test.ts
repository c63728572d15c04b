/** `trailc init`: what it makes is valid at once, and what is there already is kept. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const version: string = JSON.parse(readFileSync('package.json', 'utf8')).version;

describe('init', () => {
  it('makes files that check, test, fmt, mutate and build find nothing wrong with', () => {
    const root = folder();
    const ran = trailc(['init', 'new/repo'], { cwd: root });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('made new/repo/.github/workflows/trailc.yml\n');
    const cwd = join(root, 'new/repo');
    expect(trailc(['check'], { cwd }).out).toBe('1 rule, 0 lists: no faults\n');
    expect(trailc(['test', '--coverage'], { cwd }).out).toMatch(/total +4\/4/);
    expect(trailc(['fmt', '--check'], { cwd })).toMatchObject({ code: 0 });
    expect(trailc(['mutate', '--threshold', '100'], { cwd })).toMatchObject({ code: 0 });
    expect(trailc(['build'], { cwd })).toMatchObject({ code: 0, err: expect.not.stringContaining('error') });
    for (const file of ['.vscode/settings.json', '.vscode/extensions.json', 'package.json'])
      expect(() => JSON.parse(readFileSync(join(cwd, file), 'utf8'))).not.toThrow();
  });

  it('pins trailc, and names the package after the folder in letters that npm allows', () => {
    const packageOf = (dir: string) => {
      const root = folder();
      trailc(['init', dir], { cwd: root });
      return JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8'));
    };
    expect(packageOf('SOC "rules" Ü')).toMatchObject({
      name: 'soc-rules',
      private: true,
      devDependencies: { trailc: version },
    });
    expect(packageOf('trailc').name).toBe('detections');
  });

  it('keeps what is there, and says how to add trailc to a package that is there', () => {
    const mine = { 'package.json': '{}', '.gitignore': 'mine\n', '.github/workflows/trailc.yml': 'mine\n' };
    const root = folder(mine);
    const ran = trailc(['init'], { cwd: root });
    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const [name, text] of Object.entries(mine)) {
      expect(ran.out).toContain(`kept ${name}\n`);
      expect(readFileSync(join(root, name), 'utf8')).toBe(text);
    }
    expect(ran.out).toContain(`npm install --save-dev --save-exact trailc@${version}`);
  });

  it('writes no workflow where GitHub would not read it', () => {
    const root = folder();
    mkdirSync(join(root, '.git'));
    const ran = trailc(['init', 'detections'], { cwd: root });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('not made: .github/workflows/trailc.yml');
    expect(existsSync(join(root, 'detections/.github'))).toBe(false);
  });

  it('ends with a message where it cannot write', () => {
    const ran = trailc(['init', 'file/below'], { cwd: folder({ file: 'mine' }) });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('no folder');
  });
});
