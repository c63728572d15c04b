/** `trailc watch` as a real process. Needs `npm run build`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULE } from '../support/rule.ts';
import { folder, trailc } from './support.ts';
import { type Run, start, watching } from './watching.ts';

/** A rule with a test that matches and one that does not; the event of the first is a fixture. */
const rule = (last: string, match: unknown = { eventName: 'CreateUser' }) =>
  JSON.stringify({
    ...RULE,
    id: RULE.id.slice(0, -1) + last,
    title: `Rule ${last}`,
    falsePositives: ['None that are known to this test'],
    match,
    tests: [
      { name: 'it matches', event: { base: `fixtures/${last}` }, expect: 'match' },
      { name: 'it does not', event: { inline: { eventName: 'DeleteUser' } }, expect: 'no-match' },
    ],
  });
const fixture = (eventName = 'CreateUser') => JSON.stringify({ trailc: 1, event: { eventName } });
const list = (value: string) =>
  JSON.stringify({ trailc: 1, name: 'names', description: 'Names.', entries: [{ value, reason: 'It is.' }] });
const CONFIG = 'trailc: 1\nenvironments:\n  here: {}\n';

/** Rule 1 stands alone, rule 2 asks a list. */
const repository = (more: Readonly<Record<string, string>> = {}) =>
  folder({
    'trailc.config.yml': CONFIG,
    'detections/one.yml': rule('1'),
    'detections/two.yml': rule('2', { eventName: { inList: 'names' } }),
    'fixtures/1.yml': fixture(),
    'fixtures/2.yml': fixture(),
    'lists/names.yml': list('CreateUser'),
    ...more,
  });

const changed =
  (...paths: readonly string[]) =>
  (run: Run) =>
    paths.every((path) => run.changed.includes(path));
const stems = (run: Run) => run.rules?.run;

/** Everything below a folder. */
const filesOf = (root: string) => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();

describe('trailc watch', () => {
  it('checks and tests what a change touches, however a file is saved', async () => {
    const cwd = repository();
    const before = filesOf(cwd);
    const at = (path: string) => join(cwd, path);
    const watched = await watching(cwd);
    expect(watched.runs()[0]).toMatchObject({
      schemaVersion: 1,
      occasion: 'start',
      changed: ['detections/one.yml', 'detections/two.yml', 'fixtures/1.yml', 'fixtures/2.yml'].concat([
        'lists/names.yml',
        'trailc.config.yml',
      ]),
      ok: true,
      rules: { run: ['one', 'two'], total: 2, left: [] },
      tests: { passed: 4, failed: 0 },
    });

    // In place.
    writeFileSync(at('detections/one.yml'), rule('1', { eventName: 'DeleteUser' }));
    const broken = await watched.run('a failing rule', changed('detections/one.yml'));
    expect(broken).toMatchObject({ ok: false, occasion: 'change', tests: { passed: 0, failed: 2 } });
    expect(stems(broken)).toEqual(['one']);

    // The list that only the other rule asks; what failed before is not forgotten.
    writeFileSync(at('lists/names.yml'), list('TagUser'));
    const listed = await watched.run('another list', changed('lists/names.yml'));
    expect(listed).toMatchObject({ ok: false, rules: { run: ['two'], left: ['one'] }, tests: { failed: 1 } });
    writeFileSync(at('lists/names.yml'), list('CreateUser'));
    await watched.run('the list', (run) => changed('lists/names.yml')(run) && run.tests.failed === 0);

    // Written beside and renamed over, as most editors do.
    writeFileSync(at('detections/.one.yml.swp'), rule('1'));
    renameSync(at('detections/.one.yml.swp'), at('detections/one.yml'));
    const mended = await watched.run('a mended rule', changed('detections/one.yml'));
    expect(mended).toMatchObject({ ok: true, changed: ['detections/one.yml'], tests: { passed: 2 } });

    // Emptied, and written a while after.
    writeFileSync(at('detections/one.yml'), '');
    const empty = await watched.run('an empty file', changed('detections/one.yml'));
    expect(empty.ok).toBe(false);
    expect(empty.diagnostics.map(({ path }) => path)).toContain('detections/one.yml');
    writeFileSync(at('detections/one.yml'), rule('1'));
    expect(await watched.run('a full file', (run) => run.ok)).toMatchObject({ rules: { run: ['one'] } });

    // A fixture.
    writeFileSync(at('fixtures/2.yml'), fixture('Z'));
    const fixed = await watched.run('a fixture', changed('fixtures/2.yml'));
    expect(fixed).toMatchObject({ rules: { run: ['two'] }, tests: { passed: 1, failed: 1 } });
    writeFileSync(at('fixtures/2.yml'), fixture());
    await watched.run('the fixture', (run) => run.ok);

    // A folder that is filled at once, and one that vanishes.
    mkdirSync(at('detections/new/deep'), { recursive: true });
    writeFileSync(at('detections/new/deep/three.yml'), rule('3'));
    writeFileSync(at('fixtures/3.yml'), fixture());
    const grown = await watched.run('a new rule', (run) => run.ok && run.rules?.total === 3);
    expect(stems(grown)).toContain('three');
    writeFileSync(at('detections/new/deep/three.yml'), rule('3', { eventName: 'DeleteUser' }));
    await watched.run('a rule in a new folder', (run) => run.tests.failed === 2);
    rmSync(at('detections/new'), { recursive: true });
    const shrunk = await watched.run('a folder gone', (run) => run.rules?.total === 2);
    expect(shrunk).toMatchObject({ ok: true, rules: { left: [] } });
    // The same again: the new folder may have the number of the old one.
    mkdirSync(at('detections/new/deep'), { recursive: true });
    writeFileSync(at('detections/new/deep/three.yml'), rule('3'));
    await watched.run('the folder again', (run) => run.ok && run.rules?.total === 3);
    writeFileSync(at('detections/new/deep/three.yml'), '');
    await watched.run('a rule in it', (run) => !run.ok);
    rmSync(at('detections/new'), { recursive: true });
    rmSync(at('fixtures/3.yml'));
    await watched.run('all as before', (run) => run.ok && run.rules?.total === 2);

    watched.child.kill('SIGINT');
    expect(await watched.ended).toEqual({ code: 0, signal: null });
    expect(watched.err()).toBe('');
    expect(filesOf(cwd)).toEqual(before);
  });

  it('outlives a configuration that breaks, goes and comes back with other folders', async () => {
    const cwd = repository({ 'others/four.yml': rule('4'), 'fixtures/4.yml': fixture() });
    const config = join(cwd, 'trailc.config.yml');
    const watched = await watching(cwd);
    writeFileSync(config, 'trailc: [');
    expect(await watched.run('a broken configuration', (run) => run.rules === null)).toMatchObject({
      ok: false,
      diagnostics: [{ path: 'trailc.config.yml' }],
    });
    rmSync(config);
    const gone = await watched.run('none', (run) => run.diagnostics[0]?.code === 'file/missing');
    expect(gone.rules).toBeNull();
    writeFileSync(config, CONFIG);
    const back = await watched.run('it again', (run) => run.ok);
    expect(stems(back)).toEqual(['one', 'two']);

    writeFileSync(config, `${CONFIG}rules: [others]\n`);
    expect(stems(await watched.run('other rules', (run) => run.ok))).toEqual(['four']);
    writeFileSync(join(cwd, 'others/four.yml'), rule('4', { eventName: 'DeleteUser' }));
    expect(stems(await watched.run('a rule there', changed('others/four.yml')))).toEqual(['four']);

    watched.child.kill('SIGTERM');
    expect(await watched.ended).toEqual({ code: 0, signal: null });
    expect(watched.err()).toBe('');
  });

  it('ends up with what is there after hundreds of files changed at once', async () => {
    const cwd = repository();
    const watched = await watching(cwd);
    const names = Array.from({ length: 200 }, (_, at) => `fixtures/many/${at}.yml`);
    mkdirSync(join(cwd, 'fixtures/many'));
    for (const name of names) writeFileSync(join(cwd, name), fixture());
    writeFileSync(join(cwd, 'detections/one.yml'), rule('1', { eventName: 'DeleteUser' }));
    const seen = new Set<string>();
    await watched.run('all of them', (run) => {
      for (const path of run.changed) seen.add(path);
      return changed('detections/one.yml')(run) || seen.has('detections/one.yml');
    });
    expect([...seen]).toEqual(expect.arrayContaining(names));
    rmSync(join(cwd, 'fixtures/many'), { recursive: true });
    writeFileSync(join(cwd, 'detections/one.yml'), rule('1'));
    const gone = new Set<string>();
    const last = await watched.run('all gone', (run) => {
      for (const path of run.changed) gone.add(path);
      return names.every((name) => gone.has(name)) && gone.has('detections/one.yml');
    });
    expect(last.rules?.left).toEqual([]);
    expect(last.ok).toBe(true);
    watched.child.kill('SIGINT');
    expect(await watched.ended).toEqual({ code: 0, signal: null });
  });

  it('says what check and test say', async () => {
    const cwd = repository();
    const watched = await watching(cwd);
    writeFileSync(join(cwd, 'detections/two.yml'), rule('2', { eventNam: { inList: 'names' } }));
    const run = await watched.run('an unknown field', changed('detections/two.yml'));
    const check = JSON.parse(trailc(['check', '--format', 'json'], { cwd }).out);
    expect(run.diagnostics.length).toBeGreaterThan(0);
    expect(run.diagnostics).toEqual(
      check.diagnostics.filter(({ path }: { path: string }) => /two/.test(path)),
    );
    writeFileSync(join(cwd, 'detections/two.yml'), rule('2', { eventName: 'DeleteUser' }));
    const failing = await watched.run('failing tests', changed('detections/two.yml'));
    const all = JSON.parse(trailc(['test', '--format', 'json'], { cwd }).out);
    expect(failing.tests).toEqual({
      passed: 0,
      failed: 2,
      rules: all.rules.filter(({ rule: stem }: { rule: string }) => stem === 'two'),
    });
  });

  it('judges no suppression by rules that it did not check', async () => {
    const suppress = '\nsuppress:\n  - { code: check/unknown-call, because: It is new. }\n';
    const cwd = repository({
      'trailc.config.yml': `${CONFIG}${suppress}`,
      'detections/one.yml': rule('1', { eventName: ['CreateUser', 'CreateNoSuchThing'] }),
    });
    const watched = await watching(cwd);
    expect(watched.runs()[0]).toMatchObject({ ok: true, diagnostics: [] });
    writeFileSync(join(cwd, 'lists/names.yml'), list('TagUser'));
    const run = await watched.run('the list', changed('lists/names.yml'));
    expect({ run: stems(run), found: run.diagnostics }).toEqual({ run: ['two'], found: [] });
    writeFileSync(join(cwd, 'detections/one.yml'), rule('1'));
    writeFileSync(join(cwd, 'trailc.config.yml'), `${CONFIG}${suppress}# Again.\n`);
    const all = await watched.run('all rules', changed('detections/one.yml', 'trailc.config.yml'));
    expect(all.rules?.run).toContain('one');
    rmSync(join(cwd, 'lists/names.yml'));
    const gone = await watched.run('the list gone', changed('lists/names.yml'));
    expect({ ok: gone.ok, run: stems(gone) }).toEqual({ ok: false, run: ['two'] });
  });

  it('renders with the templates of the user, and watches them', async () => {
    const template = readFileSync('templates/spl/query.spl.hbs', 'utf8');
    const cwd = repository({
      'trailc.config.yml': `${CONFIG}templates: own\n`,
      'own/spl/query.spl.hbs': template,
    });
    const watched = await watching(cwd);
    expect(watched.runs()[0]?.ok).toBe(true);
    writeFileSync(join(cwd, 'own/spl/query.spl.hbs'), `{{#if}}\n${template}`);
    const run = await watched.run('a broken template', changed('own/spl/query.spl.hbs'));
    expect(run.diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['bundle/template-syntax', 'own/spl/query.spl.hbs'],
    ]);
    writeFileSync(join(cwd, 'own/spl/query.spl.hbs'), template);
    await watched.run('the template', (mended) => mended.ok);
  });

  it('watches the rules that are named', async () => {
    const cwd = repository({ 'drafts/five.yml': rule('5'), 'fixtures/5.yml': fixture() });
    const watched = await watching(cwd, ['two', 'drafts/five.yml']);
    expect(watched.runs()[0]?.rules).toEqual({ run: ['five', 'two'], total: 2, left: [] });
    writeFileSync(join(cwd, 'drafts/five.yml'), rule('5', { eventName: 'DeleteUser' }));
    expect(stems(await watched.run('a draft', changed('drafts/five.yml')))).toEqual(['five']);
  });

  it('prints runs below each other where nobody sits, without a code of a terminal', async () => {
    const cwd = repository();
    const process = start([], cwd);
    await process.until('the first run', (out) => (out.includes('ok: ') ? true : undefined));
    expect(process.out()).toBe(
      'trailc watch: 2 rules; waiting for changes (Ctrl-C ends)\nok: 2 of 2 rules, no faults; 4 passed, 0 failed\n',
    );
    writeFileSync(join(cwd, 'detections/one.yml'), rule('1', { eventName: 'DeleteUser' }));
    await process.until('a failure', (out) => (out.includes('not ok: ') ? true : undefined));
    const [, second = ''] = process.out().split(`${'-'.repeat(60)}\n`);
    expect(second).toMatch(
      /^changed: detections\/one\.yml\nfail one: it matches .*\n +expected match, got no-match\n/,
    );
    expect(second).toMatch(/\nnot ok: 1 of 2 rules, no faults; 0 passed, 2 failed\n$/);
    writeFileSync(join(cwd, 'lists/names.yml'), list('CreateUser'));
    await process.until('a third run', (out) => (out.includes('not run again') ? true : undefined));
    expect(process.out()).toMatch(
      /changed: lists\/names\.yml\nnot run again, and not ok before: one\nnot ok: 1 of 2 rules, no faults; 2 passed, 0 failed\n$/,
    );
    expect(process.out()).not.toContain('\u001b');
    process.child.kill('SIGHUP');
    expect(await process.ended).toEqual({ code: 0, signal: null });
    expect(process.err()).toBe('');
  });

  it('ends at once where there is no configuration', () => {
    const { code, out, err } = trailc(['watch'], { cwd: folder() });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('found no trailc.config.yml');
  });
});

/** Drives `trailc watch` at a terminal of its own: what to wait for, what to type, how often the settings are asked. */
const AT_A_TERMINAL = `
import os, pty, select, subprocess, sys, termios, time
main, side = pty.openpty()
state = lambda: repr(termios.tcgetattr(side))
before = state()
child = subprocess.Popen(sys.argv[2:], stdin=side, stdout=side, stderr=side, env={**os.environ, 'TERM': 'xterm'})
out = b''
def until(text, count):
    global out
    end = time.time() + 20
    while out.count(text) < count:
        if time.time() > end: sys.exit('did not come: %r in %r' % (text, out))
        if select.select([main], [], [], 0.1)[0]: out += os.read(main, 65536)
until(b'ok: ', 1)
during = termios.tcgetattr(side)
if during[3] & (termios.ICANON | termios.ECHO): sys.exit('keys are not read one by one')
os.write(main, b'\\r')
until(b'ok: ', 2)
os.write(main, sys.argv[1].encode().decode('unicode_escape').encode())
code = child.wait(20)
if state() != before: sys.exit('the terminal is left in another state')
sys.stdout.buffer.write(b'%d\\n' % code + out)
`;
const python = spawnSync('python3', ['-c', 'import pty, termios']).status === 0;

describe.skipIf(!python)('trailc watch at a terminal (made by python3)', () => {
  it.each([
    ['q', 'q'],
    ['Ctrl-C', '\\x03'],
  ])('clears between runs, runs all on Enter and ends with %s, the terminal as it was', (_, key) => {
    const cwd = repository();
    const command = [process.execPath, join(process.cwd(), 'bin/trailc.js'), 'watch'];
    const { stdout, stderr, status } = spawnSync('python3', ['-c', AT_A_TERMINAL, key, ...command], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const once =
      'trailc watch: 2 rules; waiting for changes (Enter runs all, q or Ctrl-C ends)\n' +
      'ok: 2 of 2 rules, no faults; 4 passed, 0 failed\n';
    expect(stdout.replaceAll('\r', '')).toBe(`0\n${once}\u001b[H\u001b[2J\u001b[3J${once}`);
  });
});
