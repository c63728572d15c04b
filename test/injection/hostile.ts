/**
 * Texts that would change something if they were printed carelessly, for every format that trailc writes.
 *
 * Owns: the one corpus, and the neighbours and twins that it is compared with. Must not: know a format's reader.
 */
import { HOSTILE as OF_SQL } from '../targets/athena/hostile.ts';

const MORE: readonly string[] = [
  // Splunk: strings, macros, tokens, subsearches, comments, .conf lines.
  '$x$',
  '$$',
  '$result.user$',
  '```',
  '`macro`',
  '`cloudtrail("x")`',
  '| delete',
  '" | delete | search "',
  '" OR 1=1 OR "',
  '[search index=*]',
  '[',
  ']',
  '[stanza]\nsearch = *',
  '[default]',
  'key = value',
  '# no comment',
  '\\\\\\',
  'ends in a backslash\\',
  'ends in two\\\\',
  'a \\\nb = c',
  '\n[x]\ndisabled = 0',
  'index=*',
  'NOT',
  'a" "b',
  '\\x41\\u0041\\n\\t',
  // SQL.
  "'; SELECT 1; --",
  "''''",
  '/* x */ --',
  "x' UNION SELECT * FROM t WHERE ''='",
  '?',
  '%\\_!',
  // JSON paths and pointers.
  '"]["x',
  '.a["b"]',
  '$["x"]',
  '\\"]',
  'a.b',
  'a{}',
  // Patterns.
  '^.*$|(?i)[a-z]+{2}\\z',
  '(',
  '[^',
  '\\E\\Q',
  // YAML.
  '- item',
  'key: value',
  '&anchor *alias !tag',
  '!!python/object/apply:os.system ["id"]',
  '--- |',
  '...',
  '%YAML 1.1',
  '? x',
  '|-',
  '>',
  '@x',
  '"unclosed',
  "'unclosed",
  ' #',
  'yes',
  '0x1F',
  '~',
  // Templates.
  '{{{triple}}} {{#if}} {{> part}}',
  '{field} {',
  '{{}}',
  '<%= x %>',
  // Markdown, HTML, spreadsheets.
  '](javascript:alert(1))',
  '[x](javascript:alert(1))',
  '</script><script>alert(1)</script>',
  '<!-- -->',
  '<img src=x onerror=alert(1)>',
  '| a | b |',
  '# heading',
  '**bold**',
  '=HYPERLINK("http://example.com","x")',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  'a,b;"c"',
  // Characters.
  '\ufeffBOM',
  '\u001b[31m\u001b]0;title\u0007',
  '\u009b2J',
  'a\u2028b',
  'a\u2029b',
  'a\u0085b',
  'a\vb\fc',
  'a\u007fb',
  '\u2066\u2069\u200b',
  '\u202eevil\u202c',
  '\ufffe\uffff',
  '\u{10ffff}',
  '\ud800',
  'a\udc00b',
  '__proto__',
  'constructor',
  '%41%0A',
  '&lt;&#x27;',
  'C:\\temp\\',
  ' ',
  '\t',
  '\u212a',
];

export const HOSTILE: readonly string[] = [...new Set([...OF_SQL, ...MORE])];

/** A text of the same length with another letter at its end, also where case is ignored: it neither holds nor ends with the first. */
export function neighbourOf(text: string): string {
  const characters = [...text];
  const last = characters.pop();
  return `${characters.join('')}${last === 'Q' || last === 'q' ? 'R' : 'Q'}`;
}

/** What is left of a text where blanks, controls, marks and what is no character do not count; half a pair is U+FFFD. */
export const letters = (text: string): string =>
  text.replace(/\p{Cs}/gu, '\ufffd').replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffe\uffff]/gu, '');

export const isWhole = (text: string): boolean => !/\p{Cs}/u.test(text);
