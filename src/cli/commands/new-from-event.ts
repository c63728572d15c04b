/** `trailc new --from-event FILE|-`: a rule that matches one event, with tests derived from it. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import type { Content } from '../../content/document.ts';
import { printEventPath } from '../../content/event-path.ts';
import { clausesOf, isName } from '../../scaffold/clauses.ts';
import { fixtureText } from '../../scaffold/draft.ts';
import { type Reduced, reduceEvent } from '../../scaffold/reduce.ts';
import { stemOfCall } from '../../scaffold/stem.ts';
import { writeNew } from '../../scaffold/write-new.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { folderOf, freePlace, type NewPlace, placeOf } from '../new-place.ts';
import { oneEvent } from '../one-event.ts';
import { escapeForTerminal } from '../report/terminal.ts';
import { openRepository } from '../repository.ts';
import { dayToday } from '../shown-faults.ts';
import type { NewOptions } from './new.ts';
import { type Settled, settle } from './new-settle.ts';

interface Options extends NewOptions {
  readonly fromEvent: string;
}

export async function newFromEvent(name: string | undefined, options: Options, io: Io): Promise<number> {
  const { content } = openRepository(options, io);
  if (content === undefined) throw new UsageError('trailc.config.yml cannot be read.', 'Run "trailc check".');
  const reduced = reduceEvent(await oneEvent(options.fromEvent, options.eventId, io));
  const { event } = reduced;
  if (!isName(event.eventName)) {
    throw new UsageError(
      'the event has no eventName that could be the name of a call.',
      'A rule is about a call. Take the record as CloudTrail wrote it.',
    );
  }
  const fixtures = fixturesOf(content);
  const isFree = (stem: string) => ENDINGS.every((ending) => !existsSync(`${join(fixtures, stem)}${ending}`));
  const place =
    name === undefined
      ? freePlace(stemOfCall(event.eventName), content, io, isFree)
      : placeOf(name, content, io);
  if (!isFree(place.stem)) {
    throw new UsageError(
      `${relative(io.cwd, join(fixtures, place.stem))} is a fixture already.`,
      'Give the rule another name.',
    );
  }
  const fixturePath = `${join(fixtures, place.stem)}.json`;
  const settled = settleOrRefuse(event, { place, fixturePath, content, io });
  const problem = writeNew(content.config.root, [
    { path: fixturePath, text: fixtureText(event) },
    { path: place.path, text: settled.text },
  ]);
  if (problem !== undefined) throw new UsageError(`${problem}.`);
  const shown = [place.path, fixturePath].map((path) => relative(io.cwd, path));
  io.out(`made ${shown[0]}, with ${settled.tests} tests on ${shown[1]}\n`);
  io.out(aboutMatch(settled));
  io.out(aboutFixture(reduced));
  io.out(`  next: say what it is to find, then run: trailc check && trailc test ${place.stem}\n`);
  return EXIT.ok;
}

/** What a fixture's file may end with. */
const ENDINGS = ['.json', '.yml', '.yaml'];

function fixturesOf({ config }: Content): string {
  if (config.fixtures.length > 0) return folderOf(config.root, config.fixtures);
  throw new UsageError(
    'the configuration names no folder of fixtures, and the event needs one.',
    'Write "fixtures: [fixtures]" into trailc.config.yml.',
  );
}

interface Setting {
  readonly place: NewPlace;
  readonly fixturePath: string;
  readonly content: Content;
  readonly io: Io;
}

function settleOrRefuse(event: CloudTrailEvent, { place, fixturePath, content, io }: Setting): Settled {
  const { root } = content.config;
  const fixture = relative(root, fixturePath)
    .replace(/\.json$/, '')
    .split(sep)
    .join('/');
  const settled = settle(
    { event, stem: place.stem, id: randomUUID(), date: dayToday(), fixture },
    clausesOf(event),
    content,
    relative(io.cwd, place.path),
  );
  if (settled.faults.length === 0) return settled;
  throw new UsageError(
    `no rule of this event is without faults here: ${escapeForTerminal(settled.faults[0]?.what ?? '')}`,
    settled.faults[0]?.do,
  );
}

function aboutMatch({ clauses, dropped, suppress }: Settled): string {
  const lines = [`  matches on ${clauses.map(({ field }) => field).join(', ')}\n`];
  for (const { field, because } of dropped) lines.push(`  not on ${field}: ${escapeForTerminal(because)}\n`);
  if (suppress.includes('check/unknown-call'))
    lines.push(
      '  AWS has published no such call; is the record as CloudTrail wrote it? The rule suppresses the warning.\n',
    );
  return lines.join('');
}

function aboutFixture({ secret, unneeded }: Reduced): string {
  const say = (paths: Reduced['secret'], why: string) =>
    paths.length === 0 ? '' : `  left out of the fixture, ${why}: ${shownPaths(paths)}\n`;
  return `${say(secret, 'could be secret')}${say(unneeded, 'not needed')}  look through the fixture before you share it\n`;
}

const MOST_SHOWN = 12;
const LONGEST_SHOWN = 80;

function shownPaths(paths: Reduced['secret']): string {
  const shown = paths.slice(0, MOST_SHOWN).map((path) => {
    const text = printEventPath(path);
    return escapeForTerminal(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
  });
  const more = paths.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
