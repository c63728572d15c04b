/**
 * Texts that rules compare with and that events hold: ordinary ones, those that engines trip over, and those that sit
 * one step from another.
 *
 * Owns: the pools, and what is one step away from a text. Must not: know operators or fields.
 */

/** As people and services write them. */
export const ORDINARY: readonly string[] = [
  'AssumeRole',
  'CreateUser',
  'PutBucketPolicy',
  'sts.amazonaws.com',
  'iam.amazonaws.com',
  'sts:AssumeRole',
  'AccessDenied',
  'kris@example.com',
  'Kris@Example.com',
  '@example.com',
  'Developer',
  'TokenService',
  'deploy-sink_2',
  'arn:aws:iam::111122223333:role/Developer',
  'arn:aws:sts::111122223333:assumed-role/Developer/kris@example.com',
  'AWS::IAM::Role',
  '111122223333',
  '012345678901',
  'us-east-1',
  'AssumedRole',
  'IAMUser',
  'aws-cli/2.15.30 md/Botocore#2.0.0',
  'AWS Internal',
];

/** What a careless printer, quoter or comparison gets wrong. Whole characters only; no control but tab and line ends. */
export const HOSTILE: readonly string[] = [
  '',
  ' ',
  'null',
  'true',
  'false',
  '0',
  '-12',
  '1e3',
  '0x10',
  'nan',
  "o'brien",
  "' OR '1'='1",
  'say "hi"',
  'a\\b',
  '\\',
  'C:\\new\\table',
  '100%',
  'my_role',
  '*',
  '?',
  'a*b?c',
  '$x',
  '$$',
  '`macro`',
  '[a-z]',
  '{}',
  '[]',
  '{"a":1}',
  '(x|y)',
  '| delete',
  'line\nline',
  'tab\tbed',
  'end\n',
  '\r\n',
  ' x ',
  'K',
  'k',
  '\u212a',
  'ı',
  'İ',
  'ſ',
  'ß',
  'é',
  'e\u0301',
  '😀',
  'a😀',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '--',
  '...',
  ':::',
  '/* x */',
  ';',
  '=1+1',
  '#1',
  '- a',
  'yes',
  '~',
  '!!str',
  '&a',
  '%61',
  '{{title}}',
  '<&>',
];

/** Only in events: a rule that names one is refused by some targets, an event that holds one is none of their business. */
export const CONTROLS: readonly string[] = ['a\0b', '\u001b[31m', '\u0085', '\u007f'];

export const NUMBERS: readonly string[] = [
  '0',
  '1',
  '-1',
  '9',
  '10',
  '100',
  '3600',
  '-12',
  '43200',
  '999999999999999',
  '-999999999999999',
];
export const TIMES: readonly string[] = [
  '2026-01-01T00:00:00Z',
  '2025-12-31T23:59:59Z',
  '2026-02-28T12:00:00Z',
  '2024-02-29T23:59:59Z',
];
export const VERSIONS: readonly string[] = ['1.08', '1.8', '1.9', '1.10', '1.11', '2.0', '0.0', '9999.9999'];
export const ADDRESSES: readonly string[] = [
  '10.1.2.3',
  '203.0.113.7',
  '0.0.0.0',
  '255.255.255.255',
  '2001:db8::1',
  '::1',
  'sts.amazonaws.com',
  'AWS Internal',
];
export const NETWORKS: readonly string[] = [
  '10.0.0.0/8',
  '10.1.2.0/23',
  '10.1.2.3/32',
  '203.0.113.0/25',
  '0.0.0.0/0',
  '255.255.255.254/31',
  '2001:db8::/32',
  '2001:db8:0:8000::/49',
  'fe80::/10',
  '::/0',
  '::1/128',
];
export const PATTERNS: readonly string[] = [
  '^aws-cli/[0-9]+[.]',
  '@example[.]com$',
  '^[a-z0-9._-]+@',
  'role/[^/]+$',
  '^(Create|Put|Attach)[A-Z][a-z]+',
  '^.{3,8}$',
  '^[^@]*$',
  'a{2,3}b?c',
  '\\$|\\\\|\\*',
  '^x?$',
  '[A-K]',
  'k',
  '%|_',
  '^"',
  '\\n',
  '^$',
  '^(arn:aws(-cn)?:iam::[0-9]{12}:role/)?Developer$',
];

/** The other case of every ASCII letter. */
export function otherCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

/** Letters that fold to ASCII in Unicode and nowhere in the contract: Kelvin sign, dotless and dotted i, long s. */
const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/k/i, '\u212a'],
  [/i/i, 'ı'],
  [/i/i, 'İ'],
  [/s/i, 'ſ'],
];

/** The text with one letter replaced by each look-alike of it. */
export function lookalikes(text: string): readonly string[] {
  return LOOKALIKES.flatMap(([letter, other]) => (letter.test(text) ? [text.replace(letter, other)] : []));
}

/** Texts one step from this one: a character more or less at either end or within, another case, another spelling. */
export function nextTo(text: string): readonly string[] {
  const points = [...text];
  const middle = points.length >> 1;
  const near = [
    `${text}x`,
    `x${text}`,
    `${text}\n`,
    `${text} `,
    ` ${text}`,
    points.slice(1).join(''),
    points.slice(0, -1).join(''),
    [...points.slice(0, middle), ...points.slice(middle + 1)].join(''),
    [...points.slice(0, middle), 'x', ...points.slice(middle)].join(''),
    [...points.slice(0, middle), '\n', ...points.slice(middle)].join(''),
    text + text,
    otherCase(text),
    text.toUpperCase(),
    text.normalize('NFD'),
    text.normalize('NFC'),
    ...lookalikes(text),
  ];
  return [...new Set(near)].filter((one) => one !== text);
}
