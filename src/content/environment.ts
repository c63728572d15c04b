/**
 * One environment of the configuration: the values of params, and where each target finds CloudTrail.
 *
 * Owns: the defaults of the targets, and names so narrow that nothing can leave the quotes it is written into later.
 * Must not: know which params rules have, or which profiles a target has.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import type { AthenaSettings, EnvironmentDocument, SigmaSettings, SplSettings } from './document.ts';
import {
  isEnvironmentName,
  isParamName,
  isProfileName,
  isSourcetype,
  isSplunkIndex,
  isSqlName,
} from './names.ts';
import { entriesAt, type Reporter, textAt, textOf } from './node-readers.ts';
import { child, type YamlEntry, type YamlNode } from './yaml-node.ts';

/** What an environment has where it says nothing. */
export const TARGET_DEFAULTS: {
  readonly spl: SplSettings;
  readonly athena: AthenaSettings;
  readonly sigma: SigmaSettings;
} = {
  // The sourcetype that the Splunk Add-on for AWS gives to CloudTrail.
  spl: { profile: 'raw', index: 'cloudtrail', sourcetype: 'aws:cloudtrail' },
  // The table name in the Athena User Guide, "Query AWS CloudTrail logs".
  athena: { profile: 'documented', database: 'default', table: 'cloudtrail_logs' },
  sigma: { profile: 'sigma-2.1' },
};

/** Reads one entry of `environments`. Absent when its name cannot be used or it is no mapping. */
export function readEnvironment(
  { key, value: node }: YamlEntry,
  faults: Reporter,
): EnvironmentDocument | undefined {
  const name = key.text;
  const named = isEnvironmentName(name);
  if (!named) faults.report(diagnose('config/environment-name', key.span, { name }));
  const description = textAt(node, 'description');
  const environment: EnvironmentDocument = {
    name,
    span: key.span,
    ...(description === undefined ? {} : { description: description.value }),
    params: readParams(node, faults),
    spl: readSpl(child(node, 'spl'), faults),
    athena: readAthena(child(node, 'athena'), faults),
    sigma: { profile: readProfile(child(node, 'sigma'), TARGET_DEFAULTS.sigma.profile, faults) },
  };
  return named && node.kind === 'mapping' ? environment : undefined;
}

function readParams(node: YamlNode, faults: Reporter): EnvironmentDocument['params'] {
  const params = new Map<string, { values: readonly string[]; asList: boolean; span: Span }>();
  for (const { key, value } of entriesAt(node, 'params')) {
    if (!isParamName(key.text)) {
      faults.report(diagnose('config/param-name', key.span, { name: key.text }));
      continue;
    }
    const items = value.kind === 'sequence' ? value.items : [value];
    const values = items.flatMap((item) => textOf(item)?.value ?? []);
    // Where a value is no text the schema has said so; a part of them would be another meaning.
    if (values.length < items.length) continue;
    params.set(key.text, { values, asList: value.kind === 'sequence', span: value.span });
  }
  return params;
}

function readSpl(node: YamlNode | undefined, faults: Reporter): SplSettings {
  const { profile, index, sourcetype } = TARGET_DEFAULTS.spl;
  return {
    profile: readProfile(node, profile, faults),
    index: readName(node, 'index', index, faults, isSplunkIndex, (span, written) =>
      diagnose('config/splunk-index', span, { index: written }),
    ),
    sourcetype: readName(node, 'sourcetype', sourcetype, faults, isSourcetype, (span, written) =>
      diagnose('config/splunk-sourcetype', span, { sourcetype: written }),
    ),
  };
}

function readAthena(node: YamlNode | undefined, faults: Reporter): AthenaSettings {
  const { profile, database, table } = TARGET_DEFAULTS.athena;
  const sqlName = (key: 'database' | 'table', initial: string) =>
    readName(node, key, initial, faults, isSqlName, (span, name) =>
      diagnose('config/sql-name', span, { key, name }),
    );
  return {
    profile: readProfile(node, profile, faults),
    database: sqlName('database', database),
    table: sqlName('table', table),
  };
}

const readProfile = (node: YamlNode | undefined, initial: string, faults: Reporter): string =>
  readName(node, 'profile', initial, faults, isProfileName, (span, profile) =>
    diagnose('config/profile-name', span, { profile }),
  );

/** A name that fits, else the default: a hostile one goes no further than its diagnostic. */
function readName(
  node: YamlNode | undefined,
  key: string,
  initial: string,
  faults: Reporter,
  fits: (name: string) => boolean,
  fault: (span: Span, name: string) => Diagnostic,
): string {
  const written = node === undefined ? undefined : textAt(node, key);
  if (written === undefined || fits(written.value)) return written?.value ?? initial;
  faults.report(fault(written.span, written.value));
  return initial;
}
