/** Renders an artefact as a bundle would. */
import { renderArtefact, templateSource } from '../../../src/bundle/render.ts';
import type { Artefact } from '../../../src/targets/shared/target.ts';

const templates = templateSource({ root: '.' });

/** The text of the file; a fault of the template is thrown, which fails the test. */
export async function render(artefact: Artefact | undefined): Promise<string> {
  if (artefact === undefined) throw new Error('nothing to render');
  const { value, diagnostics } = renderArtefact(artefact, templates);
  if (value === undefined || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return value;
}
