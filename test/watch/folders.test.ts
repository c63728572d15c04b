/** The watchers of folders, where the operating system refuses or goes silent. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type OpenWatcher, watchFolders } from '../../src/watch/folders.ts';
import { fakeTime } from './time.ts';

/** An fs.watch that refuses some folders. */
function system(refused: Readonly<Record<string, string>> = {}) {
  const open = new Map<string, EventEmitter>();
  const time = fakeTime();
  let hints = 0;
  const folders = watchFolders(
    () => {
      hints += 1;
    },
    time,
    ((folder: string) => {
      const code = refused[folder];
      if (code !== undefined) throw Object.assign(new Error(code), { code });
      const handle = new EventEmitter();
      open.set(folder, handle);
      return Object.assign(handle, { close: () => open.get(folder) === handle && open.delete(folder) });
    }) as unknown as OpenWatcher,
  );
  return { open, time, folders, hints: () => hints };
}

const map = (...folders: readonly string[]) => new Map(folders.map((folder) => [folder, 'first']));

describe('watched folders', () => {
  it('are those that were last asked for', () => {
    const { open, folders } = system();
    expect(folders.arm(map('/a', '/a/b'))).toBe(true);
    expect(folders.arm(map('/a', '/a/b'))).toBe(false);
    expect(folders.arm(map('/a'))).toBe(false);
    expect([...open.keys()]).toEqual(['/a']);
    folders.close();
    expect([...open.keys()]).toEqual([]);
  });

  it('are watched anew where another folder has taken the place', () => {
    const { open, folders } = system();
    folders.arm(map('/a'));
    const before = open.get('/a');
    expect(folders.arm(new Map([['/a', 'second']]))).toBe(true);
    expect(open.get('/a')).not.toBe(before);
  });

  it.each([
    ['was removed', (handle: EventEmitter) => handle.emit('change', 'rename', 'a')],
    ['reports a fault', (handle: EventEmitter) => handle.emit('error', new Error('EPERM'))],
  ])('are watched anew where one %s', (_, happens) => {
    const { open, folders, hints } = system();
    folders.arm(map('/a'));
    const before = open.get('/a');
    happens(before ?? new EventEmitter());
    expect(hints()).toBe(1);
    expect(folders.arm(map('/a'))).toBe(true);
    expect(open.get('/a')).not.toBe(before);
  });

  it('give a hint for what happens in them', () => {
    const { open, folders, hints } = system();
    folders.arm(map('/a'));
    open.get('/a')?.emit('change', 'change', 'x.yml');
    open.get('/a')?.emit('change', 'rename', null);
    expect(hints()).toBe(2);
    expect(folders.arm(map('/a'))).toBe(false);
  });

  it('are looked at every second where the operating system has no more watchers', () => {
    const { folders, time, hints } = system({ '/b': 'ENOSPC' });
    expect(folders.arm(map('/a', '/b'))).toBe(true);
    expect([...folders.blind()]).toEqual([['/b', 'ENOSPC']]);
    time.pass(3500);
    expect(hints()).toBe(3);
    expect(folders.arm(map('/a', '/b'))).toBe(false);
    time.pass(1000);
    expect(hints()).toBe(4);
    folders.arm(map('/a'));
    time.pass(5000);
    expect(hints()).toBe(4);
    expect(time.waiting()).toBe(0);
  });

  it('that went meanwhile are looked for again, and no timer stays', () => {
    const { folders, time, hints } = system({ '/b': 'ENOENT' });
    expect(folders.arm(map('/b'))).toBe(false);
    expect(hints()).toBe(1);
    expect(folders.blind().size).toBe(0);
    expect(time.waiting()).toBe(0);
  });

  it('leave no timer behind', () => {
    const { folders, time } = system({ '/b': 'EMFILE' });
    folders.arm(map('/b'));
    folders.close();
    expect(time.waiting()).toBe(0);
  });
});
