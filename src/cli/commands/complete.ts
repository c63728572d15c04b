/**
 * `trailc complete -- WORDS…`: what fits at the cursor, for the scripts of `trailc completion`.
 *
 * Owns: the lines between trailc and a shell: `WORD<TAB>TEXT`, and `:file` or `:folder` where paths fit too. Must not:
 * say that anything is wrong; somebody is in the middle of typing.
 */
import { COMMANDS, PARENTS } from '../commands.ts';
import { type Position, positionIn } from '../completion/position.ts';
import { EXIT, type Io } from '../io.ts';

export async function complete(words: readonly string[], io: Io): Promise<number> {
  try {
    io.out(await linesFor(words[0] === '--' ? words.slice(1) : words, io.cwd));
  } catch {
    // Nothing to offer.
  }
  return EXIT.ok;
}

async function linesFor(words: readonly string[], cwd: string): Promise<string> {
  const { offers, wants, before, config } = positionIn(words, COMMANDS, PARENTS);
  const named = wants === undefined ? [] : await namesFor(wants, cwd, config);
  const names = named.map((name) => ({ word: before + name, says: '' }));
  const lines = [...offers, ...names].map(({ word, says }) => (says === '' ? word : `${word}\t${says}`));
  if (wants === 'file' || wants === 'rule') lines.push(':file');
  if (wants === 'folder') lines.push(':folder');
  return lines.map((line) => `${line}\n`).join('');
}

/** What reads the repository is loaded where something of it is wanted. */
async function namesFor(wants: NonNullable<Position['wants']>, cwd: string, config: string | undefined) {
  return (await import('../completion/names.ts')).namesOf(wants, cwd, config);
}
