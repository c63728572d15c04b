/**
 * The Athena stack of an environment: what its rules, lists and tables are beside the queries.
 *
 * Owns: which statements there are, each once, as files and as the input of a deployment. Must not: render or archive, or
 * know how a deployment is written (stack.ts does).
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { fail, hasErrors, type Result, succeed } from '../../base/result.ts';
import type { ListDocument } from '../../content/document.ts';
import { NO_PACKAGE, type Package, type PackInput } from '../shared/package.ts';
import type { Artefact } from '../shared/target.ts';
import { bundledDdl } from './ddl.ts';
import { hiveColumns } from './hive.ts';
import { LONGEST_TABLE_NAME } from './limits.ts';
import { listViews } from './list-view.ts';
import { PARTITION_COLUMNS } from './partitions.ts';
import { PROFILES, type Profile } from './profiles.ts';
import { profileOf } from './settings.ts';
import type { StackInput, StackTable, StackView } from './stack/input.ts';
import { stackRule } from './stack/rule.ts';
import { stackArtefacts } from './stack/stack.ts';
import { eventsView } from './view.ts';
import { listViewArtefacts, viewArtefact } from './view-file.ts';

export function pack(input: PackInput): Result<Package> {
  const { environment, bundle } = input;
  const { value: profile, diagnostics } = profileOf(environment, input.profile);
  if (profile === undefined) return fail(diagnostics);
  const found: Diagnostic[] = [...diagnostics];
  const { database, table } = environment.athena;
  const rules = input.rules.flatMap((packed) => {
    const made = stackRule(packed, environment, profile);
    found.push(...made.diagnostics);
    return made.value ?? [];
  });
  const events = eventsView(environment.athena, profile);
  const lists = input.lists.map((list) => ({ list, views: viewsOf(list, database, found) }));
  const views = [events, ...lists.flatMap((one) => one.views)];
  const tables = PROFILES.map((other) => tableOf(other, input, profile));
  found.push(...nameFaults(views, input));
  if (hasErrors(found)) return fail(found);
  const stack: StackInput = {
    bundle,
    environment: environment.name,
    span: environment.span,
    profile: profile.name,
    database,
    table,
    views,
    tables: tables.map((one) => one.stack),
    rules: rules.map((one) => one.stack),
  };
  const deployed = stackArtefacts(stack);
  found.push(...deployed.diagnostics);
  if (deployed.value === undefined || hasErrors(found)) return fail(found);
  const artefacts = [
    ...rules.map(({ prepared }) => prepared),
    viewArtefact(events, environment, profile),
    ...lists.flatMap((one) => listViewArtefacts(one.list, one.views, environment)),
    ...tables.map(({ artefact }) => artefact),
    ...deployed.value,
  ];
  return succeed({ ...NO_PACKAGE, artefacts }, found);
}

function viewsOf(list: ListDocument, database: string, found: Diagnostic[]): readonly StackView[] {
  const { value, diagnostics } = listViews(list, database);
  found.push(...diagnostics);
  return value ?? [];
}

function tableOf(
  profile: Profile,
  { environment }: PackInput,
  inUse: Profile,
): { readonly artefact: Artefact; readonly stack: StackTable } {
  const { artefact, location } = bundledDdl(profile, environment, inUse);
  const stack: StackTable = {
    profile: profile.name,
    isInUse: profile === inUse,
    path: artefact.path,
    ...(location === undefined ? {} : { location }),
    columns: hiveColumns(profile.columns),
    partitions: PARTITION_COLUMNS[profile.layout],
  };
  return { artefact, stack };
}

/** Views and the table share the names of a database, which the catalogue keeps in lower case. */
function nameFaults(views: readonly StackView[], { environment }: PackInput): readonly Diagnostic[] {
  const taken = new Set([environment.athena.table.toLowerCase()]);
  return views.flatMap(({ name }) => {
    const reason =
      name.length > LONGEST_TABLE_NAME
        ? `the catalogue takes ${LONGEST_TABLE_NAME} characters`
        : taken.has(name)
          ? 'the table or another view is called so'
          : undefined;
    taken.add(name);
    return reason === undefined
      ? []
      : [diagnose('athena-stack/view-name', environment.span, { name, reason })];
  });
}
