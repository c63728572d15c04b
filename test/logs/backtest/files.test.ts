/** A backtest over files whose output nobody takes, or takes slowly. */
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { backtestFiles } from '../../../src/logs/backtest/files.ts';
import { askedRule } from '../../../src/logs/backtest/question.ts';
import { all, rule } from '../../evaluate/build.ts';
import { openFolder } from '../raw/plain-support.ts';

const file = openFolder();
const paths = ['a', 'b', 'c'].map((name) =>
  file(
    `${name}.json`,
    JSON.stringify({ eventName: 'CreateUser', eventSource: 'iam.amazonaws.com', eventID: name }),
  ),
);
const rules = [askedRule(rule(all(), { stem: 'any' }))];
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Output that is full from the first match on, until it is taken. */
function slowly() {
  const written: string[] = [];
  let take = (): void => {};
  const taken = new Promise<void>((resolve) => {
    take = resolve;
  });
  let isFull = true;
  void taken.then(() => {
    isFull = false;
  });
  const options = {
    stdin: Readable.from([]),
    onMatch: (_: unknown, { eventID }: { readonly eventID: string | null }) =>
      void written.push(String(eventID)),
    drained: () => (isFull ? taken : undefined),
  };
  return { written, take, options };
}

it('waits before it reads on', async () => {
  const { written, take, options } = slowly();
  const reading = backtestFiles(rules, paths, options);
  await soon();
  expect(written).toEqual(['a']);
  take();
  expect(await reading).toMatchObject({ complete: true, rules: [{ matches: 3 }] });
  expect(written).toEqual(['a', 'b', 'c']);
});

it('stops while it waits', async () => {
  const { written, options } = slowly();
  const stop = new AbortController();
  const reading = backtestFiles(rules, paths, { ...options, signal: stop.signal });
  await soon();
  stop.abort();
  expect(await reading).toMatchObject({ complete: false, rules: [{ matches: 1 }] });
  expect(written).toEqual(['a']);
});
