/**
 * The names of Sigma files.
 *
 * Owns: 10 to 70 characters of `[a-z0-9_]` before `.yml`'s end (specification, "File names"), different for different
 * rules. Must not: know folders.
 */
const ENDING = '.yml';
const LONGEST = 70;

/** `aws_cloudtrail_session_name_bypass.yml` for `session-name-bypass`. */
export const fileNameOf = (stem: string): string => named('aws_cloudtrail_', stem);

/** `aws_cloudtrail_generic_session_name_bypass.yml`: no checker takes it for the rule itself. */
export const genericFileNameOf = (stem: string): string => named('aws_cloudtrail_generic_', stem);

/** `mf_aws_cloudtrail_rename_allowed.yml` for the list `renameAllowed`; `mark` tells apart what a list has several of. */
export function filterFileNameOf(list: string, mark = ''): string {
  const words = list.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  // Only a list of plain words has its words for a name: `aB` and `a-b` would otherwise meet.
  const stem = /^[a-z][a-zA-Z0-9]*$/.test(list) && !/[A-Z]{2}/.test(list) ? words : list;
  return named('mf_aws_cloudtrail_', stem, mark === '' ? '' : hash(`${list} ${mark}`));
}

function named(prefix: string, stem: string, more = ''): string {
  const words = stem.replaceAll('-', '_');
  const room = LONGEST - prefix.length - ENDING.length;
  const plain = /^[a-z0-9_]+$/.test(words) && !stem.includes('_') && words.length <= room;
  if (plain && more === '') return prefix + words + ENDING;
  // What had to be changed could meet another name: a mark made from the whole stem keeps them apart.
  const mark = `_${more === '' ? hash(stem) : more}`;
  const cut = words
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .slice(0, room - mark.length);
  return prefix + cut + mark + ENDING;
}

/** FNV-1a, 32 bits, over UTF-16 units: the same on every machine; nothing here needs more. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, '0');
}
