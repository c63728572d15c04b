import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeForTerminal, paintFor, useColor, useUnicode } from '../../../src/cli/report/terminal.ts';

describe('useColor', () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: false }, {}, false],
    [{}, {}, false],
    [{}, { CI: 'true' }, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
    [{}, { FORCE_COLOR: '1' }, true],
    [{}, { FORCE_COLOR: '3' }, true],
    [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
    [{ isTTY: true }, { FORCE_COLOR: 'false' }, false],
    [{ isTTY: true }, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('%j with %j: %s', (stream, env, wanted) => {
    expect(useColor(stream, env)).toBe(wanted);
  });

  it('gives texts back unchanged without colour', () => {
    expect(paintFor(false).red('x')).toBe('x');
    expect(paintFor(true).red('x')).toBe('\u001b[31mx\u001b[39m');
  });
});

describe('useUnicode', () => {
  it.each([
    [{ LANG: 'en_GB.UTF-8' }, 'linux', true],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, 'linux', false],
    [{ LC_CTYPE: 'C.utf8' }, 'linux', true],
    [{}, 'linux', false],
    [{}, 'darwin', true],
    [{}, 'win32', false],
    [{ WT_SESSION: 'x' }, 'win32', true],
  ])('%j on %s: %s', (env, platform, wanted) => {
    expect(useUnicode(env, platform)).toBe(wanted);
  });
});

describe('escapeForTerminal', () => {
  it.each([
    ['plain, ümläut, 名前, \u{1f600}', 'plain, ümläut, 名前, \u{1f600}'],
    ['\u001b[2J', '\\u001b[2J'],
    ['a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['\u009b31m', '\\u009b31m'],
    ['admin\u202egnp.exe', 'admin\\u202egnp.exe'],
    ['\u2066x\u2069', '\\u2066x\\u2069'],
    ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
    ['\u2028', '\\u2028'],
    ['\u{e0041}', '\\U000e0041'],
    ['\ud800x', '\\ud800x'],
    ['back\\slash', 'back\\slash'],
  ])('%j', (text, wanted) => {
    expect(escapeForTerminal(text)).toBe(wanted);
  });

  it('lets nothing through that a terminal obeys, and does nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = escapeForTerminal(text);
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(escapeForTerminal(once)).toBe(once);
      }),
    );
  });
});
