/**
 * The Sigma package of an environment: filters, placeholders with their pipeline, notes, and the rules by status and
 * level.
 *
 * Owns: which files it has beside the rules' own. Must not: render or archive them.
 */
import { type Result, succeed } from '../../base/result.ts';
import type { Level, Status } from '../../content/document.ts';
import type { Archive, Package, PackInput } from '../shared/package.ts';
import { type Converted, conversionArtefact } from './conversion.ts';
import { filtersOf } from './filter.ts';
import { filterArtefact, type Named } from './filter-document.ts';
import { genericArtefact, genericId, pipelineArtefact } from './pipeline.ts';
import { genericOf } from './placeholder.ts';

export function pack(input: PackInput): Result<Package> {
  const rules = input.rules.map((packed): Converted => {
    const [file] = packed.compiled.artefacts;
    if (file === undefined) return { packed };
    return { packed, path: file.path, generic: genericOf(packed.rule) };
  });
  const { name: bundle, author } = input.bundle;
  const scope = { bundle, environment: input.environment.name, author };
  const filters = filtersOf(input.rules, input.lists);
  const named = new Map(rules.map((rule) => [rule.packed, namesOf(rule)]));
  const exclusions = filters.filters.map((filter) =>
    filterArtefact(
      filter,
      filter.rules.flatMap((rule) => named.get(rule) ?? []),
      scope,
    ),
  );
  const values = new Map<string, readonly string[]>();
  const generics = rules.flatMap(({ packed, generic }) => {
    if (generic?.kind !== 'generic') return [];
    // One environment gives a param one value, whichever rule declares it.
    for (const name of generic.params) values.set(name, packed.rule.params.get(name) ?? []);
    return [genericArtefact(packed, generic, input.profile)];
  });
  const pipelines = generics.length === 0 ? [] : [pipelineArtefact(input, values)];
  return succeed({
    artefacts: [conversionArtefact(input, rules, filters), ...exclusions, ...generics, ...pipelines],
    assets: [],
    archives: archivesOf(rules),
  });
}

function namesOf({ packed, generic }: Converted): Named {
  const { id, title } = packed.rule.document;
  const ids = generic?.kind === 'generic' ? [id.value, genericId(id.value)] : [id.value];
  return { ids, title: title.value };
}

const STATUSES: readonly Status[] = ['deprecated', 'experimental', 'stable', 'test'];
const LEVELS: readonly Level[] = ['critical', 'high', 'informational', 'low', 'medium'];

/** As the releases of SigmaHQ: one for each status and level that has rules. */
function archivesOf(rules: readonly Converted[]): readonly Archive[] {
  return STATUSES.flatMap((status) =>
    LEVELS.flatMap((level): readonly Archive[] => {
      const members = rules.flatMap(({ packed, path }) => {
        const { document } = packed.rule;
        return path !== undefined && document.status === status && document.level === level
          ? [{ path, name: path }]
          : [];
      });
      return members.length === 0 ? [] : [{ path: `zip/${status}-${level}.zip`, format: 'zip', members }];
    }),
  );
}
