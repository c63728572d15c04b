/** `trailc new [NAME]`: a rule with tests that is valid at once, from an example or from an event. */
import { randomUUID } from 'node:crypto';
import { relative } from 'node:path';
import { writeNew } from '../../scaffold/write-new.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { placeOf } from '../new-place.ts';
import { ownTemplate } from '../own-template.ts';
import { openRepository, type RepositoryOptions } from '../repository.ts';
import { dayToday } from '../shown-faults.ts';

export interface NewOptions extends RepositoryOptions {
  readonly fromEvent?: string;
  readonly eventId?: string;
}

export async function newRule(name: string | undefined, options: NewOptions, io: Io): Promise<number> {
  if (options.fromEvent !== undefined) {
    const { newFromEvent } = await import('./new-from-event.ts');
    return newFromEvent(name, { ...options, fromEvent: options.fromEvent }, io);
  }
  if (options.eventId !== undefined)
    throw new UsageError('--event-id goes with --from-event.', 'Name the file that the event is in.');
  if (name === undefined) {
    throw new UsageError(
      'a new rule needs a name.',
      'Run "trailc new root-login", or "trailc new --from-event FILE" to have it named after the event.',
    );
  }
  const { content } = openRepository(options, io);
  if (content === undefined) throw new UsageError('trailc.config.yml cannot be read.', 'Run "trailc check".');
  const { stem, path } = placeOf(name, content, io);
  const problem = writeNew(content.config.root, [{ path, text: ruleText(stem) }]);
  if (problem !== undefined) throw new UsageError(`${problem}.`);
  io.out(`made ${relative(io.cwd, path)}\n  next: edit its match, then run: trailc test ${stem}\n`);
  return EXIT.ok;
}

/** A whole rule of that name, from the template. */
export function ruleText(stem: string): string {
  const words = stem.split('-').join(' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return ownTemplate('init/rule.yml.hbs', {
    id: randomUUID(),
    title: `'${title}'`,
    author: 'Security Engineering',
    date: dayToday(),
  });
}
