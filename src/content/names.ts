/**
 * Names that people give to what stands in a repository.
 *
 * Owns: their shapes, narrow enough that a name can never leave the quotes, paths or identifiers it is written into
 * later. Must not: know who uses them.
 */
import { hasShape } from '../language/shapes.ts';

/** Names that the schema describes to editors as well stand in language/shapes.ts. */
export const isListName = (name: string) => hasShape('list', name);
export const isColumnName = (name: string) => hasShape('identifier', name);
export const isParamName = (name: string) => hasShape('identifier', name);
/** Folders are named after it: a name of a device cannot be one on Windows. */
export const isEnvironmentName = (name: string) =>
  hasShape('environment', name) && !/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/.test(name);

export const isBundleName = (name: string) => hasShape('bundle', name) && name.length <= 40;

export const isProfileName = (name: string) => /^[a-z0-9][a-z0-9._-]{0,39}$/.test(name);

/**
 * Splunk, indexes.conf.spec: "must consist of only numbers, lowercase letters, underscores, and hyphens", no leading
 * underscore or hyphen, and not the word kvstore. `*` is the wildcard of the search command.
 */
export const isSplunkIndex = (name: string) =>
  /^[a-z0-9*][a-z0-9_*-]{0,79}$/.test(name) && !name.includes('kvstore');

export const isSourcetype = (name: string) => /^[A-Za-z0-9][A-Za-z0-9:_.-]{0,99}$/.test(name);

/** Glue, the catalogue behind Athena, allows 255 characters; these need no quotes in a query. */
export const isSqlName = (name: string) => /^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(name);

/**
 * A folder in S3 (Amazon S3, "Bucket naming rules", "Naming objects: safe characters"), less the characters that mean
 * something in a text of SQL or in a template of locations.
 */
export const isS3Location = (name: string) =>
  /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[A-Za-z0-9!_.=+@,:-]{1,255}){0,30}\/?$/.test(name);

/** The camelCase form of what somebody typed, or '' when nothing is left of it. */
export function camelCase(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  const calm = words.map((word) => (/[a-z]/.test(word) ? word : word.toLowerCase()));
  const joined = calm.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  return joined
    .replace(/^[0-9]+/, '')
    .slice(0, 64)
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

/** The file name a rule could have instead, or '' when nothing is left of it. */
export function kebabCase(text: string): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? []).join('-').slice(0, 80);
}

const lowerFirst = (word: string) => word.slice(0, 1).toLowerCase() + word.slice(1);
const upperFirst = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
