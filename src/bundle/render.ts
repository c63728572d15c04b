/**
 * From an artefact to the text of its file.
 *
 * Owns: putting template and view together, and placing a template's fault in the template. Must not: know a target.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { lineStarts, lineText, type SourceText, type Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Artefact } from '../targets/shared/target.ts';
import {
  type CompiledTemplate,
  compileTemplate,
  TEMPLATE_HELPERS,
  type TemplateFault,
  type TemplatePlace,
} from './handlebars.ts';
import type { TemplateSource } from './templates.ts';

export { type TemplateSource, templateSource } from './templates.ts';

/** Each template is compiled once; a source goes on giving the same object for the same name. */
const compiled = new WeakMap<SourceText, CompiledTemplate>();

/** The text of one file of a bundle. A template's fault is a diagnostic at its place in the template. */
export function renderArtefact(artefact: Artefact, templates: TemplateSource): Result<string> {
  const { value: source, diagnostics } = templates.read(artefact.template);
  if (source === undefined) return fail(diagnostics);
  const known = compiled.get(source) ?? compileTemplate(source.text);
  compiled.set(source, known);
  const rendering = known(artefact.view);
  if (rendering.kind === 'text') return succeed(rendering.text, diagnostics);
  return fail([...diagnostics, diagnosticOf(rendering.fault, source, artefact)]);
}

function diagnosticOf(fault: TemplateFault, source: SourceText, artefact: Artefact): Diagnostic {
  const at = fault.place === undefined ? source.path : spanOf(fault.place, source);
  const { kind, detail } = fault;
  switch (kind) {
    case 'syntax':
      return diagnose('bundle/template-syntax', at, { reason: detail });
    case 'refused':
      return diagnose('bundle/template-refused', at, { part: detail });
    case 'failed':
      return diagnose('bundle/template-failed', at, { reason: detail });
    case 'unknown-value': {
      const suggestion = didYouMean(detail, namesIn(artefact.view));
      return diagnose('bundle/template-unknown-value', at, { name: detail, suggestion });
    }
    case 'unknown-helper': {
      const suggestion = didYouMean(detail, TEMPLATE_HELPERS);
      return diagnose('bundle/template-unknown-helper', at, {
        name: detail,
        known: TEMPLATE_HELPERS,
        suggestion,
      });
    }
  }
}

/** Where only the line is known, the whole line without its indent. */
function spanOf(place: TemplatePlace, source: SourceText): Span {
  const starts = lineStarts(source);
  const startOfLine = (line: number) => starts[line - 1] ?? source.text.length;
  const from = startOfLine(place.line);
  const text = lineText(source, place.line);
  if (place.column === undefined) {
    return { source, start: from + text.length - text.trimStart().length, end: from + text.length };
  }
  const start = from + place.column;
  const end =
    place.endLine === undefined || place.endColumn === undefined
      ? start
      : startOfLine(place.endLine) + place.endColumn;
  return { source, start, end };
}

const MOST_NAMES = 500;

/** The names a template could have meant: every key of the view, at any depth of the few that views have. */
function namesIn(view: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting: unknown[] = [view];
  while (waiting.length > 0 && names.size < MOST_NAMES) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      // The elements of a list are alike.
      waiting.push(value[0]);
      continue;
    }
    for (const [name, held] of Object.entries(value)) {
      names.add(name);
      waiting.push(held);
    }
  }
  return names;
}
