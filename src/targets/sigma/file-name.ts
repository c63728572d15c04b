/**
 * The name of a Sigma file.
 *
 * Owns: 10 to 70 characters of `[a-z0-9_]` before `.yml`'s end (specification, "File names"), different for different
 * rules. Must not: know folders.
 */
const PREFIX = 'aws_cloudtrail_';
const ENDING = '.yml';
const LONGEST = 70;

/** `aws_cloudtrail_session_name_bypass.yml` for `session-name-bypass`. */
export function fileNameOf(stem: string): string {
  const words = stem.replaceAll('-', '_');
  const room = LONGEST - PREFIX.length - ENDING.length;
  if (/^[a-z0-9_]+$/.test(words) && !stem.includes('_') && words.length <= room)
    return PREFIX + words + ENDING;
  // What had to be changed could meet another name: a mark made from the whole stem keeps them apart.
  const mark = `_${hash(stem)}`;
  const cut = words
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .slice(0, room - mark.length);
  return PREFIX + cut + mark + ENDING;
}

/** FNV-1a, 32 bits, over UTF-16 units: the same on every machine; nothing here needs more. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, '0');
}
