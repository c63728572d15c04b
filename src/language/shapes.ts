/**
 * The shapes of text that the files of a content repository use: ids, versions, dates, durations, names.
 *
 * Owns: each pattern once, with the words that describe it to a person. The schema and the readers use the same.
 * Must not: decide where a shape is wanted. Patterns have no nested quantifiers, so each is linear on any text.
 */

export interface Shape {
  readonly pattern: string;
  /** What is wanted, to follow "must be". */
  readonly wanted: string;
  readonly example: string;
}

export const SHAPES = {
  text: { pattern: '\\S', wanted: 'a text that is not empty', example: 'Employee session changed its name' },
  uuid: {
    pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
    wanted: 'a UUID in lower case',
    example: '3e0f6a2e-52c5-4a0e-9a0c-0d1a5c1f7b11',
  },
  version: {
    pattern: '^(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})$',
    wanted: 'a version `major.minor.patch`',
    example: '1.0.0',
  },
  date: {
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    wanted: 'a date `YYYY-MM-DD`',
    example: '2025-01-31',
  },
  duration: {
    pattern: '^[1-9][0-9]{0,4}[mhd]$',
    wanted: 'a duration in minutes, hours or days',
    example: '15m',
  },
  durationOrParam: {
    pattern: '^(?:[1-9][0-9]{0,4}[mhd]|\\$[A-Za-z][A-Za-z0-9_]{0,63})$',
    wanted: 'a duration in minutes, hours or days, or a `$param` that is one',
    example: '15m',
  },
  // Sigma specification 2.1, `tags`.
  tag: {
    pattern: '^[a-z0-9_-]+\\.[a-z0-9._-]+$',
    wanted: 'a tag `namespace.name` in lower case',
    example: 'attack.t1550.001',
  },
  stem: {
    pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
    wanted: 'lower-case words joined by hyphens',
    example: 'session-name-bypass',
  },
  bundle: {
    pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    wanted: 'lower-case words joined by hyphens, beginning with a letter',
    example: 'acme-cloudtrail',
  },
  environment: {
    pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
    wanted: 'lower-case letters, digits and `-`, beginning with a letter or digit',
    example: 'production',
  },
  list: {
    pattern: '^[a-z][A-Za-z0-9]{0,63}$',
    wanted: 'the name of a list: letters and digits, beginning with a lower-case letter',
    example: 'ignoredActions',
  },
  identifier: {
    pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$',
    wanted: 'letters, digits and `_`, beginning with a letter, 64 at most',
    example: 'employeeDomains',
  },
  param: {
    pattern: '^\\$[A-Za-z][A-Za-z0-9_]{0,63}$',
    wanted: 'a list, or a `$param` that is one',
    example: '$employeeDomains',
  },
  url: {
    pattern: '^https?://[^\\s]+$',
    wanted: 'a web address',
    example: 'https://attack.mitre.org/techniques/T1550/',
  },
} as const satisfies Readonly<Record<string, Shape>>;

export type ShapeName = keyof typeof SHAPES;

/** Whether the text has the shape. */
export function hasShape(name: ShapeName, text: string): boolean {
  return new RegExp(SHAPES[name].pattern, 'u').test(text);
}
