/**
 * Values of examples in an environment that is meant to be real: its queries would find nothing, and say so nowhere.
 * The environment named `example` may hold them. What is inherited counts for whoever inherits it.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { append } from '../base/result.ts';
import type { Span } from '../base/source.ts';
import type { EnvironmentDocument, ListDocument } from '../content/document.ts';
import { exampleAccountIn, exampleDomainIn } from '../content/example-values.ts';
import { effectiveLists } from '../content/list-overlay.ts';
import type { EnvironmentCheck } from './check.ts';

/** Where what trailc ships with, and tutorials, stand. */
const EXAMPLE = 'example';

export const leftOverExample: EnvironmentCheck = ({ environments, content }) => {
  // One value can hold in several environments.
  const found = new Map<Span, Diagnostic>();
  for (const environment of environments) {
    if (environment.name === EXAMPLE) continue;
    const lists = effectiveLists(content.lists, environment).values();
    for (const place of placesOf(environment, lists)) {
      if (found.has(place.span)) continue;
      const diagnostic = judge(place, environment.name);
      if (diagnostic !== undefined) found.set(place.span, diagnostic);
    }
  }
  return [...found.values()];
};

interface Place {
  /** Begins a sentence. */
  readonly where: string;
  readonly text: string;
  readonly span: Span;
}

function judge({ where, text, span }: Place, environment: string): Diagnostic | undefined {
  const domain = exampleDomainIn(text);
  if (domain !== undefined) {
    return diagnose('environment/example-domain', span, { where, domain, environment });
  }
  const account = exampleAccountIn(text);
  if (account === undefined) return undefined;
  return diagnose('environment/example-account', span, { where, account, environment });
}

function placesOf({ params, origins }: EnvironmentDocument, lists: Iterable<ListDocument>): readonly Place[] {
  const places: Place[] = [];
  for (const [name, { values, spans, span }] of params) {
    const where = `The param "${name}"`;
    append(
      places,
      values.map((text, at) => ({ where, text, span: spans?.[at] ?? span })),
    );
  }
  for (const [name, [nearest]] of origins?.settings ?? []) {
    if (nearest === undefined) continue;
    places.push({ where: `The setting ${name}`, text: nearest.value, span: nearest.span });
  }
  for (const list of lists) {
    const where = `An entry of the list "${list.name}"`;
    for (const { values, span } of list.entries) {
      append(
        places,
        values.map((text) => ({ where, text, span })),
      );
    }
  }
  return places;
}
