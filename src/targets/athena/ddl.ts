/**
 * The table of a profile, as a statement that makes it or that brings an existing one up to the extended columns.
 *
 * Owns: what the templates of tables are given. Must not: run anything, or render.
 */
import { diagnose } from '../../base/catalogue.ts';
import { fail, type Result, succeed } from '../../base/result.ts';
import type { AthenaSettings, EnvironmentDocument } from '../../content/document.ts';
import type { Artefact } from '../shared/target.ts';
import { DOCUMENTED_COLUMNS } from './columns.ts';
import { hiveColumns, hiveName, hiveText } from './hive.ts';
import { PARTITION_COLUMNS, type PartitionLayout } from './partitions.ts';
import { EXTENDED, PROFILES, type Profile } from './profiles.ts';

interface LocationRule {
  /** What the location ends in. */
  readonly ending: RegExp;
  readonly wanted: string;
}

/** CloudTrail User Guide, "Finding your CloudTrail log files": where a trail writes below its bucket and prefix. */
const LOCATIONS: { readonly [L in PartitionLayout]: LocationRule } = {
  region: {
    ending: /\/AWSLogs\/(?:o-[a-z0-9]+\/)?[0-9]{12}\/CloudTrail\/$/,
    wanted: 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/',
  },
  projection: {
    ending: /\/AWSLogs\/(?:o-[a-z0-9]+\/)?[0-9]{12}\/CloudTrail\/[a-z0-9-]+\/$/,
    wanted: 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/REGION/',
  },
  organization: {
    ending: /\/AWSLogs\/o-[a-z0-9]+\/$/,
    wanted: 's3://BUCKET/AWSLogs/ORGANIZATION/',
  },
};

/** The statement that makes the table of a profile over the environment's location. */
export function ddlOf(profile: Profile, { athena: settings, span }: EnvironmentDocument): Result<Artefact> {
  const { ending, wanted } = LOCATIONS[profile.layout];
  const { location: written } = settings;
  if (written === undefined) {
    return fail([diagnose('target/athena-no-location', span, { profile: profile.name, wanted })]);
  }
  const location = folderOf(written);
  const args = { profile: profile.name, location, wanted };
  const doubts = ending.test(location) ? [] : [diagnose('target/athena-location', span, args)];
  return succeed(tableOver(location, profile, settings, `${settings.table}.sql`), doubts);
}

/** A statement of a bundle, and its location unless a placeholder stands there. */
export interface BundledTable {
  readonly artefact: Artefact;
  readonly location?: string;
}

/**
 * The same for a bundle, which has the statement of every profile. Only the profile in use takes a location of any
 * shape; where none fits, a placeholder stands that no bucket can be named as, since those are in lower case.
 */
export function bundledDdl(
  profile: Profile,
  { athena: settings }: EnvironmentDocument,
  inUse: Profile,
): BundledTable {
  const { ending, wanted } = LOCATIONS[profile.layout];
  const written = settings.location === undefined ? undefined : folderOf(settings.location);
  const path = `tables/${profile.name}.sql`;
  if (written !== undefined && (profile === inUse || ending.test(written))) {
    return { artefact: tableOver(written, profile, settings, path), location: written };
  }
  const artefact = tableOver(wanted, profile, settings, path);
  const description = `${profile.description} ${PLACEHOLDER}`;
  return { artefact: { ...artefact, view: { ...artefact.view, description } } };
}

const PLACEHOLDER = 'The environment gives no location of this shape: replace the words in capitals.';

const folderOf = (location: string) => (location.endsWith('/') ? location : `${location}/`);

function tableOver(location: string, profile: Profile, settings: AthenaSettings, path: string): Artefact {
  const view = {
    ...head(profile, settings),
    columns: hiveColumns(profile.columns),
    partitions: PARTITION_COLUMNS[profile.layout].map((name) => ({ name: hiveName(name), type: 'STRING' })),
    location: hiveText(location),
    folder: location,
  };
  return { path, template: `athena/table-${profile.layout}.sql.hbs`, view };
}

/**
 * The statements that give an existing documented table the extended columns: a struct gets a member only by being
 * written anew. Athena documents REPLACE COLUMNS for another SerDe, so each column is changed by itself.
 */
export function patchOf(profile: Profile, { athena: settings, span }: EnvironmentDocument): Result<Artefact> {
  if (!isExtended(profile)) {
    const reached = PROFILES.find((other) => other.layout === profile.layout && isExtended(other));
    const args = { profile: profile.name, extended: reached?.name ?? EXTENDED.name };
    return fail([diagnose('target/athena-no-patch', span, args)]);
  }
  const all = hiveColumns(profile.columns);
  const old = new Map(hiveColumns(DOCUMENTED_COLUMNS).map(({ name, type }) => [name, type]));
  const view = {
    ...head(profile, settings),
    changed: all.filter(({ name, type }) => old.has(name) && old.get(name) !== type),
    added: all.filter(({ name }) => !old.has(name)),
    isProjected: profile.layout === 'projection',
  };
  const path = `${settings.table}-patch.sql`;
  return succeed({ path, template: 'athena/patch-extended.sql.hbs', view });
}

const isExtended = ({ columns }: Profile) => columns !== DOCUMENTED_COLUMNS;

function head(profile: Profile, { database, table }: AthenaSettings) {
  return {
    table: hiveName(database, table),
    profile: profile.name,
    description: profile.description,
    isExtended: isExtended(profile),
  };
}
