/**
 * AppInspect on apps that are broken on purpose: it says of each what test/bundle/app-check/mutations.ts claims, so our own
 * check and AppInspect look at the same points.
 *
 * Owns: a finding for each mutation. Must not: hold the table, or run our own check (its tests do).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MUTATIONS, type Mutation } from '../../bundle/app-check/mutations.ts';
import { type AppFiles, soundApp, splFile } from '../../bundle/app-check/sound-app.ts';
import type { Check, Finding } from '../check.ts';
import { type Inspected, inspect } from './engine.ts';

interface Batch {
  readonly app: AppFiles;
  readonly mutations: Mutation[];
}

/** `folder` is a temporary one. */
export async function mutatedAppsCheck(python: string, folder: string): Promise<Check> {
  const batches = [{ app: soundApp(), mutations: [] }, ...batchesOf(MUTATIONS)];
  const answers = await inspect(
    python,
    batches.map(({ app }, at) => {
      const path = join(folder, `mutation-${at}.spl`);
      writeFileSync(path, splFile(app));
      return { app: path, tags: [] };
    }),
  );
  const findings = batches.flatMap(({ mutations }, at) => {
    const answer = answers[at];
    if (answer === undefined) return [];
    if (mutations.length === 0) return [findingOf({ name: 'a sound app' }, answer)];
    return mutations.map((mutation) => findingOf(mutation, answer));
  });
  const differing = MUTATIONS.filter(({ theirs }) => theirs === undefined);
  return {
    name: 'AppInspect finds in broken apps what trailc check --bundle finds, but for the named differences',
    by: 'splunk-appinspect 4.3.1, on test/bundle/app-check/mutations.ts',
    findings,
    notes: [
      `${MUTATIONS.length - differing.length} ways to break an app are found by both; ${differing.length} by trailc alone, each named in docs/appinspect.md.`,
    ],
  };
}

/**
 * Mutations share an app as far as one does not undo another and no two are to be found by one check: what a check finds is
 * then the doing of one mutation. Those that AppInspect is to find and those that it is not stand in apps of their own.
 */
function batchesOf(mutations: readonly Mutation[]): readonly Batch[] {
  const batches: Batch[] = [];
  for (const mutation of mutations) {
    const home = batches.find((batch) => fits(batch, mutation)) ?? { app: soundApp(), mutations: [] };
    if (home.mutations.length === 0) batches.push(home);
    mutation.change(home.app);
    home.mutations.push(mutation);
  }
  return batches;
}

function fits({ app, mutations }: Batch, { theirs, alone, change }: Mutation): boolean {
  if (alone === true || mutations.some((other) => other.alone === true)) return false;
  if (mutations.some((other) => (other.theirs === undefined) !== (theirs === undefined))) return false;
  if (theirs !== undefined && mutations.some((other) => other.theirs === theirs)) return false;
  try {
    change(new Map(app));
    return true;
  } catch {
    // It changes a line that another one has changed.
    return false;
  }
}

export function findingOf(
  { name, theirs }: Pick<Mutation, 'name' | 'theirs'>,
  { checks }: Inspected,
): Finding {
  const found = checks.map((check) => check.name);
  const ok = theirs === undefined ? found.length === 0 : found.includes(theirs);
  const wanted = theirs === undefined ? 'nothing' : theirs;
  return {
    name,
    ok,
    ...(ok ? {} : { detail: `wanted: ${wanted}; found: ${found.join(', ') || 'nothing'}` }),
  };
}
