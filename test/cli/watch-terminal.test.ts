/** What `watch` does to the terminal and the process, and that it takes all of it back. */
import { EventEmitter } from 'node:events';
import { expect, it, onTestFinished, vi } from 'vitest';
import { hasKeys, listen } from '../../src/cli/watch/terminal.ts';

/** A terminal that remembers its mode. */
function terminal() {
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    raw: false,
    flowing: false,
    setRawMode: (raw: boolean) => {
      stdin.raw = raw;
      return stdin;
    },
    resume: () => {
      stdin.flowing = true;
      return stdin;
    },
    pause: () => {
      stdin.flowing = false;
      return stdin;
    },
  });
  return stdin;
}

const WATCHED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGCONT', 'exit'] as const;
const listeners = () => WATCHED.map((name) => process.listenerCount(name));

function listening(stdin = terminal()) {
  const said: string[] = [];
  const before = listeners();
  const keys = stdin as unknown as Parameters<typeof hasKeys>[0];
  const release = listen(hasKeys(keys) ? keys : undefined, {
    again: () => said.push('again'),
    quit: () => said.push('quit'),
  });
  onTestFinished(release);
  return { stdin, said, before, release };
}

it('leaves process and terminal as they were', () => {
  const { stdin, before, release } = listening();
  expect({ raw: stdin.raw, flowing: stdin.flowing }).toEqual({ raw: true, flowing: true });
  expect(listeners()).not.toEqual(before);
  release();
  expect({ raw: stdin.raw, flowing: stdin.flowing }).toEqual({ raw: false, flowing: false });
  expect({ now: listeners(), data: stdin.listenerCount('data') }).toEqual({ now: before, data: 0 });
});

it('knows its keys', () => {
  const { stdin, said } = listening();
  for (const key of ['\r', '\n', 'x', '\u001b[A', 'q', 'Q', '\u0003', '\u0004']) {
    stdin.emit('data', Buffer.from(key));
  }
  expect(said).toEqual(['again', 'again', 'quit', 'quit', 'quit', 'quit']);
});

it('lets itself be suspended with Ctrl-Z, the terminal as it was meanwhile', () => {
  const { stdin, before, release } = listening();
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  onTestFinished(() => kill.mockRestore());
  stdin.emit('data', '\u001a');
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGTSTP']]);
  expect(stdin.raw).toBe(false);
  process.emit('SIGCONT', 'SIGCONT');
  expect(stdin.raw).toBe(true);
  stdin.emit('data', '\u001a');
  release();
  expect({ raw: stdin.raw, now: listeners() }).toEqual({ raw: false, now: before });
});

it('reads nothing where the input is no terminal', () => {
  const stdin = Object.assign(terminal(), { isTTY: false });
  const { said } = listening(stdin);
  stdin.emit('data', 'q');
  expect({ said, raw: stdin.raw, data: stdin.listenerCount('data') }).toEqual({
    said: [],
    raw: false,
    data: 0,
  });
});
