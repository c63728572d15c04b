/** One of trailc's own templates, filled in. */
import { renderArtefact, templateSource } from '../bundle/render.ts';

/** The text of the file. A fault in a template of trailc is trailc's own, so it is thrown. */
export function ownTemplate(template: string, view: Readonly<Record<string, unknown>>): string {
  const { value, diagnostics } = renderArtefact(
    { path: template, template, view },
    templateSource({ root: '.' }),
  );
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join(' '));
  return value;
}
