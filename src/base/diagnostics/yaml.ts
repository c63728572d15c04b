/** Diagnostics of the area `yaml`: what keeps a text from being read as YAML. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

const NOT_READ = 'Until this is mended, nothing in this part of the file can be read.';

export const YAML_DIAGNOSTICS = {
  'yaml/too-large': entry<{ readonly size: number; readonly limit: number }>({
    severity: 'error',
    example: { size: 7000000, limit: 4194304 },
    what: ({ size }) => `The file holds ${size} characters.`,
    why: ({ limit }) =>
      `Files of a content repository are written by people; trailc reads up to ${limit} characters.`,
    do: () => 'Check that this is the file you meant. Split a long list into several lists.',
  }),
  'yaml/binary': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => 'The file holds a NUL character, so it is no text.',
    why: () => 'Binary data and UTF-16 text cannot be read as YAML.',
    do: () => 'Check that this is the file you meant, and save it as UTF-8 text.',
  }),
  'yaml/control-character': entry<{ readonly code: string; readonly count: number }>({
    severity: 'error',
    example: { code: 'U+0007', count: 3 },
    what: ({ code, count }) =>
      `The character ${code} may not stand in YAML${count > 1 ? ` (the first of ${count} such characters)` : ''}.`,
    why: () => 'It is invisible in most editors, and tools disagree about what it means.',
    do: () =>
      'Remove it. Where the value needs it, write the value in double quotes with an escape such as "\\x07".',
  }),
  'yaml/byte-order-mark': entry<Record<string, never>>({
    severity: 'warning',
    example: {},
    what: () => 'The file begins with a byte order mark (U+FEFF).',
    why: () => 'trailc skips it, but other tools read it as a part of the first key.',
    do: () => 'Save the file as UTF-8 without BOM.',
  }),
  'yaml/empty': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => 'The file is empty.',
    why: () => 'It holds no value, at most comments.',
    do: () => 'Write its content, or remove the file.',
  }),
  'yaml/several-documents': entry<{ readonly count: number }>({
    severity: 'error',
    example: { count: 2 },
    what: ({ count }) => `The file holds ${count} YAML documents; the second begins here.`,
    why: () => 'A file holds one rule, list, fixture or configuration, and is named after it.',
    do: () => 'Move each document to a file of its own, and remove the `---` between them.',
  }),
  'yaml/too-deep': entry<{ readonly limit: number }>({
    severity: 'error',
    example: { limit: 64 },
    what: ({ limit }) => `Values are nested deeper than ${limit} levels here.`,
    why: () => 'Nobody can review such a value, and reading it could exhaust the memory of a tool.',
    do: () => 'Write the value with fewer levels.',
  }),
  'yaml/duplicate-key': entry<{ readonly key: string; readonly line: number }>({
    severity: 'error',
    example: { key: 'eventName', line: 12 },
    what: ({ key, line }) => `The key "${key}" stands twice in one mapping; line ${line} has it already.`,
    why: () => 'One of the two values would be lost without a word.',
    do: () => 'Remove one. In `match`, put both clauses under `all:`, each as an item of its own.',
  }),
  'yaml/key-not-text': entry<{ readonly key: string }>({
    severity: 'error',
    example: { key: '2026' },
    what: ({ key }) => (key === '' ? 'A key is empty.' : `The key ${key} is not text.`),
    why: () =>
      'Keys are names. Unquoted, YAML reads this one as something else, and tools disagree on which.',
    do: ({ key }) =>
      key === ''
        ? "Write the key as text; an empty one as ''."
        : `Write it in quotes: '${key.replaceAll("'", "''")}'.`,
  }),
  'yaml/key-not-scalar': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => 'A list or a mapping stands where a key is expected.',
    why: () => 'Keys are names: one text each.',
    do: () => 'Write the key as text; in quotes where it holds `[`, `{` or a comma.',
  }),
  'yaml/anchor': entry<{ readonly name: string }>({
    severity: 'error',
    example: { name: 'names' },
    what: ({ name }) => `"&${name}" declares a YAML anchor.`,
    why: () =>
      'A value stands where it is used, so that a reviewer sees it; anchors and aliases are not read.',
    do: ({ name }) =>
      `Write the value out where it is needed. If "&${name}" is the text you mean, quote it: '&${name}'.`,
  }),
  'yaml/alias': entry<{ readonly name: string }>({
    severity: 'error',
    example: { name: 'names' },
    what: ({ name }) => `"*${name}" is a YAML alias.`,
    why: () => 'Unquoted, a leading "*" refers to an anchor, and trailc reads neither.',
    do: ({ name }) =>
      `Write the value out. There are no wildcards: use startsWith, endsWith or contains. If "*${name}" is the text you mean, quote it.`,
  }),
  'yaml/merge-key': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => '"<<" is a YAML merge key.',
    why: () => 'YAML 1.2 has none, and values that come from elsewhere hide from a reviewer.',
    do: () => 'Write the keys out.',
  }),
  'yaml/tag': entry<{ readonly tag: string }>({
    severity: 'error',
    example: { tag: '!ref' },
    what: ({ tag }) => `"${tag}" is a YAML tag.`,
    why: () => 'Unquoted, a leading "!" names a type; trailc reads plain YAML 1.2 without tags.',
    do: ({ tag }) => `Remove it. If "${tag}" is part of the text you mean, put the whole value in quotes.`,
  }),
  'yaml/tab': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => 'A tab character indents this line.',
    why: () => `YAML allows spaces only. ${NOT_READ}`,
    do: () => 'Replace the tab with spaces, as many as the neighbouring lines have.',
  }),
  'yaml/unclosed-quote': entry<{ readonly quote: string }>({
    severity: 'error',
    example: { quote: "'" },
    what: ({ quote }) => `The quote ${quote} that opens here is never closed.`,
    why: () => NOT_READ,
    do: ({ quote }) =>
      quote === "'"
        ? "Add the closing ' at the end of the value. A ' inside single quotes is written twice: 'it''s'."
        : 'Add the closing " at the end of the value. A " inside double quotes is written \\".',
  }),
  'yaml/unclosed-bracket': entry<{ readonly bracket: string; readonly close: string }>({
    severity: 'error',
    example: { bracket: '[', close: ']' },
    what: ({ bracket }) => `The "${bracket}" that opens here is never closed.`,
    why: () => NOT_READ,
    do: ({ bracket, close }) =>
      `Add the missing "${close}". A text that begins with "${bracket}" needs quotes: '${bracket}…'.`,
  }),
  'yaml/unopened-bracket': entry<{ readonly bracket: string }>({
    severity: 'error',
    example: { bracket: '}' },
    what: ({ bracket }) => `Nothing is open that "${bracket}" could close.`,
    why: () => NOT_READ,
    do: () => 'Remove it, or add the bracket that opens. A text that begins with it needs quotes.',
  }),
  'yaml/unquoted-bracket': entry<{ readonly word: string }>({
    severity: 'error',
    example: { word: 'resources[].ARN' },
    what: ({ word }) => `"${word}" stands unquoted inside { } or [ ].`,
    why: () => 'There, YAML reads "[" and "]" as the beginning and end of a list.',
    do: ({ word }) => `Put it in quotes: '${word.replaceAll("'", "''")}'.`,
  }),
  'yaml/missing-comma': entry<{ readonly found: string }>({
    severity: 'error',
    example: { found: 'DeleteUser' },
    what: ({ found }) => `A comma is missing before "${found}".`,
    why: () => 'Inside { } and [ ], entries are parted by commas.',
    do: () => 'Add the comma, or put the value in quotes if this is one text.',
  }),
  'yaml/reserved-character': entry<{ readonly character: string; readonly value: string }>({
    severity: 'error',
    example: { character: '@', value: '@example.com' },
    what: ({ character, value }) => `"${value}" begins with "${character}" and is not quoted.`,
    why: ({ character }) => `YAML reserves "${character}" at the beginning of a value.`,
    do: ({ value }) => `Put it in quotes: '${value.replaceAll("'", "''")}'.`,
  }),
  'yaml/colon-in-value': entry<{ readonly value: string }>({
    severity: 'error',
    example: { value: 'note: see the runbook' },
    what: ({ value }) => `"${value}" holds ": " and is not quoted.`,
    why: () =>
      'YAML reads a colon followed by a space as the end of a key, so a second one on a line cannot be told apart.',
    do: ({ value }) =>
      `If it is a text, put it in quotes: '${value.replaceAll("'", "''")}'. If it is a mapping, begin it on the next line, indented.`,
  }),
  'yaml/text-after-quote': entry<{ readonly rest: string }>({
    severity: 'error',
    example: { rest: 'and more' },
    what: ({ rest }) => `"${rest}" follows a closing quote.`,
    why: () => 'A quoted value ends at its closing quote.',
    do: () => 'Put the whole value inside one pair of quotes.',
  }),
  'yaml/indentation': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => 'The indentation of this line fits no line above it.',
    why: () => `Entries that belong together begin in the same column. ${NOT_READ}`,
    do: () => 'Indent it exactly like the entry it belongs beside.',
  }),
  'yaml/list-and-mapping': entry<Record<string, never>>({
    severity: 'error',
    example: {},
    what: () => 'Items (`- …`) and keys (`key: …`) are mixed at one level.',
    why: () => 'A value is a list or a mapping, not both.',
    do: () => 'Indent the items below the key they belong to, or the key below its item.',
  }),
  'yaml/missing-colon': entry<{ readonly line: string }>({
    severity: 'error',
    example: { line: 'level high' },
    what: ({ line }) => `"${line}" has no key.`,
    why: () => 'At this place, every line is `key: value`, with a space after the colon.',
    do: () => 'Add the colon and a space, or indent the line if it goes on from the line above.',
  }),
  'yaml/escape': entry<{ readonly sequence: string }>({
    severity: 'error',
    example: { sequence: '\\.' },
    what: ({ sequence }) => `"${sequence}" is no escape sequence.`,
    why: () => 'Inside double quotes, a backslash begins an escape such as \\n, \\t, \\", \\\\ or \\u00e9.',
    do: () => "Use single quotes, where a backslash is only a backslash: 'a\\.b'. Or write it twice.",
  }),
  'yaml/language-version': entry<{ readonly found: string }>({
    severity: 'error',
    example: { found: 'the number 2' },
    what: ({ found }) =>
      found === ''
        ? 'The key "trailc" is missing.'
        : `"trailc" is ${found}, which is no version of the language.`,
    why: () =>
      'It tells which version of the language the file is written in, so that later versions can read it too.',
    do: () => 'Write `trailc: 1` as the first line.',
  }),
  'yaml/unknown-key': entry<{
    readonly key: string;
    readonly suggestion: string;
    readonly allowed: readonly string[];
  }>({
    severity: 'error',
    example: { key: 'titel', suggestion: ' Did you mean "title"?', allowed: ['id', 'title'] },
    what: ({ key, suggestion }) => `There is no key "${key}" here.${suggestion}`,
    why: () => 'A key that is not read would be lost without a word.',
    do: ({ allowed }) =>
      allowed.length === 0 ? 'Remove it.' : `Use one of these, or remove it: ${allowed.join(', ')}.`,
  }),
  'yaml/key-shape': entry<{ readonly key: string; readonly wanted: string; readonly example: string }>({
    severity: 'error',
    example: { key: 'my param', wanted: 'letters and digits', example: 'employeeDomains' },
    what: ({ key, wanted }) => `The name "${key}" must be ${wanted}.`,
    why: () => 'It becomes a part of file names, queries or references.',
    do: ({ example }) => `Write it like "${example}".`,
  }),
  'yaml/missing-key': entry<{ readonly key: string; readonly within: string }>({
    severity: 'error',
    example: { key: 'lookback', within: '"schedule"' },
    what: ({ key, within }) => `The key "${key}" is missing${within === '' ? '' : ` in ${within}`}.`,
    why: () => 'Without it, the file is not complete.',
    do: ({ key }) => `Add \`${key}:\` with its value.`,
  }),
  'yaml/no-value': entry<{ readonly key: string; readonly wanted: string }>({
    severity: 'error',
    example: { key: 'title', wanted: 'text' },
    what: ({ key }) => `"${key}" has no value.`,
    why: ({ wanted }) => `It must be ${wanted}.`,
    do: () => 'Write the value after the colon, or remove the line if it is not needed.',
  }),
  'yaml/wrong-type': entry<{ readonly key: string; readonly found: string; readonly wanted: string }>({
    severity: 'error',
    example: { key: 'tests', found: 'the text "none"', wanted: 'a list' },
    what: ({ key, found, wanted }) => `"${key}" is ${found}; it must be ${wanted}.`,
    why: () => 'trailc does not guess what a value of another kind should mean.',
    do: ({ wanted }) =>
      wanted === 'a list'
        ? 'Write the items below it, each on a line with `- ` before it, or in [ ].'
        : wanted === 'a mapping'
          ? 'Write its keys below it, indented.'
          : `Write ${wanted}.`,
  }),
  'yaml/number-not-text': entry<{ readonly key: string; readonly typed: string; readonly kind: string }>({
    severity: 'error',
    example: { key: 'version', typed: '1.10', kind: 'a number' },
    what: ({ key, typed, kind }) => `"${key}" must be text, but YAML reads ${typed} as ${kind}.`,
    why: () =>
      'Tools would change it: leading zeros and the digits of long numbers get lost, 1.10 becomes 1.1.',
    do: ({ typed }) => `Put it in quotes: '${typed}'.`,
  }),
  'yaml/not-a-word': entry<{
    readonly key: string;
    readonly found: string;
    readonly allowed: readonly string[];
    readonly suggestion: string;
  }>({
    severity: 'error',
    example: { key: 'level', found: 'hihg', allowed: ['low', 'high'], suggestion: ' Did you mean "high"?' },
    what: ({ key, found, suggestion }) => `"${found}" is no value of "${key}".${suggestion}`,
    why: ({ allowed }) =>
      `Only ${allowed.length === 1 ? 'this word has' : 'these words have'} a meaning here.`,
    do: ({ allowed }) =>
      allowed.length === 1 ? `Write ${allowed[0]}.` : `Write one of: ${allowed.join(', ')}.`,
  }),
  'yaml/wrong-shape': entry<{
    readonly key: string;
    readonly found: string;
    readonly wanted: string;
    readonly example: string;
  }>({
    severity: 'error',
    example: { key: 'date', found: '31.01.2026', wanted: 'a date', example: '2026-01-31' },
    what: ({ key, found, wanted }) =>
      found === ''
        ? `"${key}" is empty; it must be ${wanted}.`
        : `"${key}" must be ${wanted}; found "${found}".`,
    why: () => 'Whoever reads the file, person or tool, relies on this form.',
    do: ({ example }) => `Write it like "${example}".`,
  }),
  'yaml/empty-text': entry<{ readonly key: string }>({
    severity: 'error',
    example: { key: 'author' },
    what: ({ key }) => `"${key}" holds an empty text.`,
    why: () => 'It must say something to whoever reads the file, person or tool.',
    do: () => 'Write the text that is meant, or remove it where it is not needed.',
  }),
  'yaml/too-few': entry<{ readonly key: string }>({
    severity: 'error',
    example: { key: 'tests' },
    what: ({ key }) => `"${key}" is empty.`,
    why: () => 'At least one item is needed.',
    do: () => 'Add one.',
  }),
  'yaml/syntax': entry<{ readonly reason: string }>({
    severity: 'error',
    example: { reason: 'a comma follows another, with nothing between them' },
    what: ({ reason }) => `This cannot be read as YAML: ${reason}.`,
    why: () => NOT_READ,
    do: () => 'Check the quotes, brackets and indentation here and on the line above.',
  }),
} as const;
