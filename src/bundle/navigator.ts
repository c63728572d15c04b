/**
 * The rules as a layer of MITRE's ATT&CK Navigator.
 *
 * Owns: the layer, format 4.5 (attack-navigator, layers/spec/v4.5/layerformat.md), for one pinned version of ATT&CK.
 * Must not: judge tags.
 */
import type { EnvironmentDocument, RuleDocument } from '../content/document.ts';
import type { Artefact } from '../targets/shared/target.ts';

/** Techniques were renumbered in version 19, so a layer says which one it means. */
const ATTACK_VERSION = '19';

const TECHNIQUE = /^attack\.(t[0-9]{4}(?:\.[0-9]{3})?)$/;

/** `navigator-layer.json`: each technique that a rule is tagged with, scored by the number of its rules. */
export function navigatorLayer(rules: readonly RuleDocument[], environment: EnvironmentDocument): Artefact {
  const byTechnique = new Map<string, RuleDocument[]>();
  for (const rule of rules) {
    for (const tag of rule.tags) {
      const id = TECHNIQUE.exec(tag)?.[1]?.toUpperCase();
      if (id === undefined) continue;
      byTechnique.set(id, [...(byTechnique.get(id) ?? []), rule]);
    }
  }
  const techniques = [...byTechnique]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([techniqueID, of]) => ({
      techniqueID,
      score: of.length,
      enabled: true,
      comment: of.map(({ title, stem }) => `${title.value} (${stem})`).join('\n'),
      showSubtechniques: techniqueID.includes('.'),
    }));
  const most = Math.max(1, ...techniques.map(({ score }) => score));
  const head = {
    name: `trailc detections, environment ${environment.name}`,
    versions: { attack: ATTACK_VERSION, navigator: '5.1.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: 'CloudTrail detections by the techniques that they are tagged with.',
    gradient: { colors: ['#cfe8ff', '#1f6feb'], minValue: 1, maxValue: most },
    sorting: 3,
    hideDisabled: false,
  };
  return {
    path: 'navigator-layer.json',
    template: 'docs/navigator-layer.json.hbs',
    view: { head, techniques },
  };
}
