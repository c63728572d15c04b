/**
 * The query with which people find, in their own Splunk or Athena, the call that issued an access key.
 *
 * Owns: the window that the question is asked over, and which target prints it. Must not: print or render (targets and
 * bundle do).
 */
import { fail, type Result } from './base/result.ts';
import { renderArtefact, type TemplateSource } from './bundle/render.ts';
import type { EnvironmentDocument } from './content/document.ts';
import { SKEW_MS } from './logs/trace/link.ts';
import { issuerQuery } from './targets/athena/trace-query.ts';
import type { IssuerQuestion, QueryWindow } from './targets/shared/issuing-call.ts';
import type { Reason } from './targets/shared/target.ts';
import { issuerSearch } from './targets/spl/trace-query.ts';

export { isAccessKey } from './targets/shared/issuing-call.ts';

const QUERY_TARGETS = { spl: issuerSearch, athena: issuerQuery } as const;

/** A target that can be asked. */
export type QueryTarget = keyof typeof QUERY_TARGETS;

export interface TraceQueryOptions {
  readonly target: QueryTarget;
  readonly key: string;
  /** Milliseconds between the call and the use of the key. */
  readonly window: number;
  /** When the key was used, in milliseconds since 1970; without it the query counts from the moment it is run. */
  readonly at?: number;
  readonly environment: EnvironmentDocument;
  /** Instead of the environment's. */
  readonly profile?: string;
}

/** The text of the query; or reasons why the profile cannot say it. */
export type TraceQuery =
  | { readonly kind: 'query'; readonly text: string }
  | { readonly kind: 'unsupported'; readonly reasons: readonly Reason[] };

/** Prints the query through its template. Errors are faults of the environment or of a template. */
export function traceQuery(options: TraceQueryOptions, templates: TemplateSource): Result<TraceQuery> {
  const { target, key, environment, profile } = options;
  const question: IssuerQuestion = { key, window: windowOf(options), next: nextCommand(options) };
  const { value: made, diagnostics } = QUERY_TARGETS[target](question, environment, profile);
  if (made === undefined) return fail(diagnostics);
  const { answer, artefact } = made;
  if (artefact === undefined) {
    const reasons = answer.kind === 'unsupported' ? answer.reasons : [];
    return { value: { kind: 'unsupported', reasons }, diagnostics };
  }
  const { value: text, diagnostics: faults } = renderArtefact(artefact, templates);
  const found = [...diagnostics, ...faults];
  return text === undefined ? fail(found) : { value: { kind: 'query', text }, diagnostics: found };
}

/** As the search in logs has it: back by the window, and on both sides as far as two services' clocks may differ. */
function windowOf({ at, window }: TraceQueryOptions): QueryWindow {
  if (at === undefined) return { kind: 'last', seconds: Math.ceil(window / 1000) };
  return {
    kind: 'between',
    from: Math.floor((at - window - SKEW_MS) / 1000),
    to: Math.ceil((at + SKEW_MS) / 1000),
  };
}

function nextCommand({ target, environment, profile }: TraceQueryOptions): string {
  const chosen = profile === undefined ? '' : ` --profile ${profile}`;
  return `trailc trace --query --target ${target} --env ${environment.name}${chosen} --at EVENT_TIME CALLER_ACCESS_KEY`;
}
