/**
 * One environment of the configuration: the values of params, and where each target finds CloudTrail.
 *
 * Owns: the defaults of the targets, and names so narrow that nothing can leave the quotes it is written into later.
 * Must not: know which params rules have, what lists hold, or which profiles a target has.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import { valueProblem } from '../language/values.ts';
import type {
  AthenaSettings,
  EnvironmentDocument,
  EnvironmentValue,
  SigmaSettings,
  SplSettings,
} from './document.ts';
import { readOverlays } from './list-overlay.ts';
import {
  isEnvironmentName,
  isParamName,
  isProfileName,
  isS3Location,
  isSourcetype,
  isSplunkIndex,
  isSqlName,
} from './names.ts';
import { entriesAt, type Reporter, scalarsOf, textAt } from './node-readers.ts';
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
    lists: readOverlays(node, faults),
    spl: readSpl(child(node, 'spl'), faults),
    athena: readAthena(child(node, 'athena'), faults),
    sigma: { profile: readProfile(child(node, 'sigma'), TARGET_DEFAULTS.sigma.profile, faults) },
  };
  return named && node.kind === 'mapping' ? environment : undefined;
}

function readParams(node: YamlNode, faults: Reporter): EnvironmentDocument['params'] {
  const params = new Map<string, EnvironmentValue>();
  for (const { key, value } of entriesAt(node, 'params')) {
    if (!isParamName(key.text)) {
      faults.report(diagnose('config/param-name', key.span, { name: key.text }));
      continue;
    }
    const scalars = scalarsOf(value);
    const asList = value.kind === 'sequence';
    // Where a value is none the schema has said so; a part of them would be another meaning.
    if (scalars === undefined || (asList && scalars.some(({ scalar }) => scalar !== 'text'))) continue;
    // Whatever type the param has, this number is none: most likely an account id, which is text.
    const broken = scalars.filter(({ value: typed, scalar }) => scalar === 'number' && !isInteger(typed));
    for (const { value: typed, span } of broken) {
      faults.report(diagnose('yaml/number-not-text', span, { key: key.text, typed, kind: 'a number' }));
    }
    if (broken.length > 0) continue;
    params.set(key.text, {
      values: scalars.map((one) => one.value),
      scalars: scalars.map(({ scalar }) => scalar),
      asList,
      span: value.span,
    });
  }
  return params;
}

const isInteger = (text: string) => valueProblem('integer', text) === undefined;

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
  const location = readName(node, 'location', '', faults, isS3Location, (span, written) =>
    diagnose('config/s3-location', span, { location: written }),
  );
  return {
    profile: readProfile(node, profile, faults),
    database: sqlName('database', database),
    table: sqlName('table', table),
    ...(location === '' ? {} : { location }),
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
