/** Texts that would break a query printed carelessly. */
import fc from 'fast-check';

export const HOSTILE: readonly string[] = [
  "'",
  "''",
  "' OR '1'='1",
  "'); DROP TABLE x; --",
  '"',
  '"."',
  '\\',
  "\\'",
  '%',
  '_',
  '*',
  '?',
  '`',
  '--',
  '-- \n',
  '/*',
  '*/',
  ';',
  '$',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the braces are meant as they stand
  '${x}',
  '$.a',
  '["a"]',
  '"]["',
  '~1/~0',
  '{{title}}',
  '@',
  ':name',
  ' leading and trailing ',
  'tab\tnewline\ncarriage\rreturn',
  '\0',
  'a\0b',
  '\u2028\u2029\u0085',
  '\u202eright to left',
  'soft\u00adhyphen',
  '\u212a', // Kelvin sign
  'İı',
  'é',
  'e\u0301',
  '😀',
  '👩‍💻',
  'null',
  'true',
  '0',
  '1e3',
  '012345678901',
  "U&'\\0041'",
  "E'\\n'",
  'x'.repeat(5_000),
];

/** Any text of whole characters, often one of the above or made of their pieces. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !/\p{Cs}/u.test(text)),
  fc
    .array(fc.constantFrom("'", '"', '\\', '[', ']', '.', '$', '-', '\n', 'a', '%', '/', '~'), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);
