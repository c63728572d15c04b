/**
 * The query of each shipped rule as it is deployed, the whole file, on a table of each profile.
 *
 * Owns: compiling it, and every query as a subject of the proofs. Must not: prove anything.
 */
import { renderArtefact, templateSource } from '../../../src/bundle/render.ts';
import type { Content } from '../../../src/content/document.ts';
import { normalForm } from '../../../src/ir/normal.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { lowerForTests } from '../../../src/lower.ts';
import { athenaTarget } from '../../../src/targets/athena/index.ts';
import { PROFILES, type Profile } from '../../../src/targets/athena/profiles.ts';
import { schemaOf, TABLE } from './trail.ts';

export interface Deployed {
  readonly rule: RuleIr;
  readonly profile: Profile;
  /** `session-name-bypass on documented` */
  readonly name: string;
  /** The text of the file, its comments too. */
  readonly text: string;
}

/** A rule, and the profiles on which it cannot be said. */
export interface Unsaid {
  readonly rule: string;
  readonly profiles: readonly string[];
}

/** The shipped rules, with their params' examples, as their tests have them. */
export function shippedRules(content: Content): readonly RuleIr[] {
  return content.rules.map((document) => {
    const { value, diagnostics } = lowerForTests(document, content);
    if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
    return value;
  });
}

/** Every query there is, of each rule on each profile. */
export function deployedQueries(
  rules: readonly RuleIr[],
  content: Content,
): { readonly queries: readonly Deployed[]; readonly unsaid: readonly Unsaid[] } {
  const queries: Deployed[] = [];
  const unsaid = new Map<string, string[]>();
  // Named, since the lane is bundled, and then does not stand where it looks for them otherwise.
  const templates = templateSource({
    root: '.',
    templates: { value: 'templates', span: content.config.span },
  });
  for (const profile of PROFILES) {
    const environment = environmentFor(content, profile);
    for (const rule of rules) {
      const name = `${rule.document.stem} on ${profile.name}`;
      const normal = { ...rule, condition: normalForm(rule.condition) };
      const { value } = athenaTarget.compile(normal, environment, profile.name);
      if (value === undefined) throw new Error(`${name} does not compile`);
      const [artefact] = value.artefacts;
      if (artefact === undefined) {
        unsaid.set(rule.document.stem, [...(unsaid.get(rule.document.stem) ?? []), profile.name]);
        continue;
      }
      const { value: text, diagnostics } = renderArtefact(artefact, templates);
      if (text === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
      queries.push({ rule, profile, name, text });
    }
  }
  return { queries, unsaid: [...unsaid].map(([rule, profiles]) => ({ rule, profiles })) };
}

function environmentFor({ config }: Content, profile: Profile) {
  const [environment] = config.environments;
  if (environment === undefined) throw new Error('the configuration names no environment');
  const athena = { ...environment.athena, profile: profile.name, database: schemaOf(profile), table: TABLE };
  return { ...environment, athena };
}
