/**
 * The macro that every search of an app begins with: where CloudTrail is.
 *
 * Owns: its definition, and when there is none. Must not: warn of it (app/faults.ts does).
 */
import type { EnvironmentDocument } from '../../../content/document.ts';
import { confValue } from '../conf.ts';
import { searchSetting } from '../literals.ts';
import { type AppId, macroCall, sourceMacro, unsetMacro } from './names.ts';

/** Nobody wrote the index, so what the environment has is a guess. One that comes from no file is what it says. */
export function isIndexUnset({ origins }: EnvironmentDocument): boolean {
  return origins !== undefined && !origins.settings.has('spl.index');
}

/** A guess would find nothing in silence; a macro that there is not fails in every search. */
export function sourceOf(environment: EnvironmentDocument, id: AppId) {
  const { name, spl } = environment;
  const unset = isIndexUnset(environment);
  const terms = [searchSetting('index', spl.index), searchSetting('sourcetype', spl.sourcetype)];
  const example = terms.join(' ');
  const description = unset
    ? 'Not set: write the index and the source type of CloudTrail here, in local/macros.conf.'
    : `Where CloudTrail is, for the environment "${name}".`;
  return {
    name: sourceMacro(id),
    definition: unset ? macroCall(unsetMacro(id)) : example,
    description: confValue(description),
    unset,
    example,
  };
}
