/**
 * One environment of the configuration as it is written, before what it inherits.
 *
 * Owns: reading params and target settings, and names so narrow that nothing can leave the quotes they are written into
 * later. Must not: know defaults or other environments (environment-chain.ts does), or which params rules have.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { quotedAsTyped } from '../base/fix.ts';
import type { Span } from '../base/source.ts';
import { valueProblem } from '../language/values.ts';
import type { EnvironmentValue, ListOverlay, SettingName, Spanned } from './document.ts';
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

/** What one environment says itself. */
export interface EnvironmentLayer {
  readonly name: string;
  /** Of its name. */
  readonly span: Span;
  readonly description?: string;
  /** The environment that it takes everything from that it does not say itself. */
  readonly parent?: Spanned<string>;
  /** Only there to be extended. */
  readonly abstract: boolean;
  readonly params: ReadonlyMap<string, EnvironmentValue>;
  readonly lists: ReadonlyMap<string, ListOverlay>;
  /** What can be used of the settings that are written. */
  readonly settings: ReadonlyMap<SettingName, Spanned<string>>;
}

/** Reads one entry of `environments`. Absent when its name cannot be used or it is no mapping. */
export function readLayer({ key, value: node }: YamlEntry, faults: Reporter): EnvironmentLayer | undefined {
  const name = key.text;
  const named = isEnvironmentName(name);
  if (!named) faults.report(diagnose('config/environment-name', key.span, { name }));
  const description = textAt(node, 'description');
  const parent = textAt(node, 'extends');
  const abstract = child(node, 'abstract');
  const layer: EnvironmentLayer = {
    name,
    span: key.span,
    ...(description === undefined ? {} : { description: description.value }),
    ...(parent === undefined ? {} : { parent }),
    abstract: abstract?.kind === 'scalar' && abstract.value === true,
    params: readParams(node, faults),
    lists: readOverlays(node, name, faults),
    settings: readSettings(node, faults),
  };
  return named && node.kind === 'mapping' ? layer : undefined;
}

function readParams(node: YamlNode, faults: Reporter): EnvironmentLayer['params'] {
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
      const args = { key: key.text, typed, kind: 'a number' };
      faults.report(diagnose('yaml/number-not-text', span, args, quotedAsTyped(span)));
    }
    if (broken.length > 0) continue;
    params.set(key.text, {
      values: scalars.map((one) => one.value),
      scalars: scalars.map(({ scalar }) => scalar),
      spans: scalars.map(({ span }) => span),
      asList,
      span: value.span,
    });
  }
  return params;
}

const isInteger = (text: string) => valueProblem('integer', text) === undefined;

interface SettingReader {
  readonly fits: (written: string) => boolean;
  readonly fault: (span: Span, written: string) => Diagnostic;
}

const PROFILE: SettingReader = {
  fits: isProfileName,
  fault: (span, profile) => diagnose('config/profile-name', span, { profile }),
};

const sqlName = (key: 'database' | 'table'): SettingReader => ({
  fits: isSqlName,
  fault: (span, name) => diagnose('config/sql-name', span, { key, name }),
});

const SETTINGS: Readonly<Record<SettingName, SettingReader>> = {
  'spl.profile': PROFILE,
  'spl.index': {
    fits: isSplunkIndex,
    fault: (span, index) => diagnose('config/splunk-index', span, { index }),
  },
  'spl.sourcetype': {
    fits: isSourcetype,
    fault: (span, sourcetype) => diagnose('config/splunk-sourcetype', span, { sourcetype }),
  },
  'athena.profile': PROFILE,
  'athena.database': sqlName('database'),
  'athena.table': sqlName('table'),
  'athena.location': {
    fits: isS3Location,
    fault: (span, location) => diagnose('config/s3-location', span, { location }),
  },
  'sigma.profile': PROFILE,
};

/** In this order they are read and shown. */
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** The settings that fit: a hostile one goes no further than its diagnostic. */
function readSettings(node: YamlNode, faults: Reporter): EnvironmentLayer['settings'] {
  const settings = new Map<SettingName, Spanned<string>>();
  for (const name of SETTING_NAMES) {
    const [target = '', key = ''] = name.split('.');
    const section = child(node, target);
    const written = section === undefined ? undefined : textAt(section, key);
    if (written === undefined) continue;
    const { fits, fault } = SETTINGS[name];
    if (fits(written.value)) settings.set(name, written);
    else faults.report(fault(written.span, written.value));
  }
  return settings;
}
