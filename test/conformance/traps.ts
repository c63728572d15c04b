/**
 * The traps that detections fall into, each with what covers it: conformance cases that bear its number, tests in other
 * places, or the words of the contract that decide it.
 *
 * Owns: reading that table. Must not: judge whether it is complete (traps.test.ts does).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';

const FOLDER = 'test/conformance';

export type Covered =
  | { readonly kind: 'case'; readonly file: string; readonly name: string }
  | { readonly kind: 'elsewhere'; readonly file: string; readonly test: string }
  | { readonly kind: 'decided'; readonly file: string; readonly says: string }
  | { readonly kind: 'cannot'; readonly why: string };

export interface Trap {
  readonly number: number;
  /** A few words, in lower case. */
  readonly title: string;
  readonly covered: readonly Covered[];
}

interface Table {
  readonly titles: Readonly<Record<string, string>>;
  readonly covered: readonly {
    readonly trap: number;
    readonly elsewhere?: { readonly file: string; readonly test: string };
    readonly decided?: { readonly file: string; readonly says: string };
    readonly cannot?: string;
  }[];
}

interface Numbered {
  readonly name: string;
  readonly match?: unknown;
  readonly trap?: number | readonly number[];
}

/** Every trap that has a title or is named by a case, in the order of the numbers. */
export function readTraps(): readonly Trap[] {
  const { titles, covered } = load(readFileSync(`${FOLDER}/traps-elsewhere.yml`, 'utf8')) as Table;
  const found = new Map<number, Covered[]>(Object.keys(titles).map((number) => [Number(number), []]));
  const add = (number: number, by: Covered) => found.set(number, [...(found.get(number) ?? []), by]);
  for (const { file, one } of numberedCases()) {
    for (const number of [one.trap ?? []].flat()) add(number, { kind: 'case', file, name: one.name });
  }
  for (const { trap, elsewhere, decided, cannot } of covered) {
    if (elsewhere !== undefined) add(trap, { kind: 'elsewhere', ...elsewhere });
    if (decided !== undefined) add(trap, { kind: 'decided', ...decided });
    if (cannot !== undefined) add(trap, { kind: 'cannot', why: cannot });
  }
  return [...found]
    .sort(([one], [other]) => one - other)
    .map(([number, by]) => ({ number, title: titles[String(number)] ?? '', covered: by }));
}

function numberedCases(): readonly { readonly file: string; readonly one: Numbered }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .flatMap((file) => {
      const cases = load(readFileSync(`${FOLDER}/${file}`, 'utf8'));
      return Array.isArray(cases) ? (cases as readonly Numbered[]).map((one) => ({ file, one })) : [];
    });
}
