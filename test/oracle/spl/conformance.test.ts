/** Every case of test/conformance/*.yml: the artefacts, read by the oracle, under every reading left open. */
import { describe, expect, it } from 'vitest';
import { readConformance } from '../../conformance/cases.ts';
import { splBreaks } from '../../lane/assume-spl.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { assumptionNames, onlySearch, splFiles } from './artefacts.ts';
import { commands } from './tokens.ts';

const cases = readConformance();

describe.each(['raw', 'extracted'])('conformance, profile %s', (profile) => {
  it.each(cases)('$file: $name', ({ rule, matches, misses, except }) => {
    const { answer, files } = splFiles(rule, ENVIRONMENT, profile);
    if (answer.kind === 'unsupported') {
      // Profile extracted may refuse what profile raw says; raw only what the case excepts.
      expect(profile === 'extracted' || except?.spl !== undefined).toBe(true);
      return;
    }
    const search = onlySearch(files);
    const assumed = assumptionNames(answer);
    const events = [...matches, ...misses];
    const got = events.map((event) => search.verdicts(JSON.stringify(event), assumed));
    // A record that breaks an assumption of the answer proves nothing; profile raw has no such case.
    const broken = events.map((event) => assumed.filter((name) => splBreaks(name, rule, event)));
    if (profile === 'raw') expect(broken.flat()).toEqual([]);
    const wanted = events.map((_, at) => [at < matches.length]);
    const kept = <T>(all: readonly T[]) => all.filter((_, at) => broken[at]?.length === 0);
    expect(kept(got.map((readings) => readings.map(({ verdict }) => verdict)))).toEqual(kept(wanted));
    for (const event of kept(events).slice(0, kept(matches).length))
      expect(search.run(JSON.stringify(event)).row).toBeDefined();
  });

  it.each(cases)('the file for people holds the same search: $file: $name', ({ rule }) => {
    const { answer, files } = splFiles(rule, ENVIRONMENT, profile);
    if (answer.kind === 'unsupported') return;
    const spl = [...files].find(([path]) => path.endsWith('.spl'))?.[1] ?? '';
    const squeezed = (search: string) =>
      commands(search).map(({ name, rest }) => `${name} ${rest.replace(/("(?:\\.|[^"\\])*")|\s+/g, '$1')}`);
    expect(squeezed(spl)).toEqual(squeezed(onlySearch(files).search));
  });
});
