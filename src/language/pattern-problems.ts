/**
 * What is said of a regular expression that is not portable: the construct by name, and the portable spelling.
 *
 * Owns: the words and the limits. Must not: decide what is let through (pattern-parse.ts does).
 */
import type { AST } from './pattern-parse.ts';

export interface PatternProblem {
  readonly kind: 'problem';
  /** What is wrong, quoting the author's own text. */
  readonly what: string;
  /** What to type instead. */
  readonly do: string;
  /** UTF-16 offsets into the pattern; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** `unbounded` and `bounds` keep every engine's work linear in the text; the others keep a pattern readable. */
export const LIMITS = { unbounded: 3, bounds: 1_000, length: 2_000, groups: 100 } as const;

interface Place {
  readonly start: number;
  readonly end: number;
}

const at = ({ start, end }: Place, what: string, fix: string): PatternProblem => ({
  kind: 'problem',
  what,
  do: fix,
  start,
  end,
});

/** ASCII and no more, so that every engine agrees. */
const CLASSES = { digit: '0-9', word: 'A-Za-z0-9_', space: ' \\t\\r\\n' } as const;

export const refusals = {
  tooLong: (text: string) =>
    at(
      { start: LIMITS.length, end: text.length },
      `The pattern is longer than ${LIMITS.length} characters.`,
      'Write a list of shorter patterns, or a list of values with oneOf.',
    ),
  tooManyGroups: (text: string) =>
    at(
      { start: 0, end: text.length },
      `The pattern has more than ${LIMITS.groups} groups.`,
      'Write a list of patterns, of which any one suffices.',
    ),
  emptyAlternative: (holder: AST.Node, alternative: AST.Alternative) =>
    holder.type === 'Pattern'
      ? at(
          alternative,
          'An alternative of the pattern is empty, so it matches every text.',
          'Remove the "|" that has nothing beside it.',
        )
      : at(
          holder,
          `A group with an empty alternative: "${holder.raw}".`,
          'Write a "?" behind the group instead: (a|b)?',
        ),
  assertion: (node: AST.Assertion) =>
    node.kind === 'lookahead' || node.kind === 'lookbehind'
      ? at(
          node,
          `"${node.raw}" is a look-around.`,
          'Write two clauses on the field: `matches` with one pattern, and `not: { matches: … }` below the same field for what may not stand there.',
        )
      : at(
          node,
          `"${node.raw}" is a word boundary, and engines disagree about what a word is.`,
          'Write the characters that may stand there: (^|[^A-Za-z0-9_]) before a word, ([^A-Za-z0-9_]|$) after it.',
        ),
  backreference: (node: AST.Backreference) =>
    at(
      node,
      `"${node.raw}" is a backreference, which no engine can search for in linear time.`,
      'Compare whole fields with `equals: { field: … }`, or write out the texts.',
    ),
  namedGroup: (node: AST.CapturingGroup) =>
    at(
      node,
      `"(?<${node.name ?? ''}>" names a group, and nothing is captured here.`,
      `Write (${node.raw.slice(node.raw.indexOf('>') + 1)}.`,
    ),
  modifiers: (node: AST.Group) => {
    const flags = node.raw.slice(0, node.raw.indexOf(':') + 1);
    return at(
      node,
      `"${flags}" sets flags.`,
      flagsFix(node.modifiers?.raw ?? '', node.raw.slice(flags.length, -1)),
    );
  },
  lazy: (node: AST.Quantifier) =>
    at(
      node,
      `"${node.raw}" repeats lazily.`,
      `Write ${node.raw.slice(0, -1)}: only whether a pattern matches counts, not how much of the text.`,
    ),
  repeatedGroup: (node: AST.Quantifier) =>
    at(
      node,
      `"${node.raw}" repeats a group; only one character, "." or a class may be repeated.`,
      repeatedGroupFix(node),
    ),
  never: (node: AST.Quantifier) => at(node, `"${node.raw}" never stands for a character.`, 'Remove it.'),
  tooManyUnbounded: (node: AST.Quantifier) =>
    at(
      node,
      `"${node.raw}" is repetition number ${LIMITS.unbounded + 1} without an end; at most ${LIMITS.unbounded} are linear in every engine.`,
      'Give some of them an end, as in [a-z]{1,64}; or split the pattern into several clauses with `contains`.',
    ),
  tooLargeBounds: (node: AST.Quantifier) =>
    at(
      node,
      `With "${node.raw}" the bounds of the repetitions add up to more than ${LIMITS.bounds}.`,
      'Write smaller bounds, or + where the number does not matter.',
    ),
  characterSet: (node: AST.CharacterSet, inClass: boolean) => {
    if (node.kind === 'digit' || node.kind === 'word' || node.kind === 'space') {
      const ascii = CLASSES[node.kind];
      const why = `"${node.raw}" is not the same set in every engine.`;
      if (inClass && node.negate) return at(node, why, 'Write the ASCII characters that are meant.');
      return at(node, why, `Write ${inClass ? ascii : `[${node.negate ? '^' : ''}${ascii}]`}.`);
    }
    return at(
      node,
      `"${node.raw}" is a class of Unicode, and engines know different versions of it.`,
      'Write the ASCII characters that are meant, as in [A-Za-z].',
    );
  },
  /** Undefined for a character that may stand there. */
  character: (node: AST.Character): PatternProblem | undefined => {
    if (node.value >= 0xd800 && node.value <= 0xdfff) {
      return at(node, 'Half of a surrogate pair is no character.', 'Write the whole character.');
    }
    if (!node.raw.startsWith('\\') || /^\\[^A-Za-z0-9]$/.test(node.raw) || /^\\[tnr]$/.test(node.raw)) {
      return undefined;
    }
    const plain = String.fromCodePoint(node.value);
    const printable = node.value > 0x20 && node.value < 0x7f;
    const shown = /[\^$\\.*+?()[\]{}|/]/.test(plain) ? `\\${plain}` : plain;
    return at(
      node,
      `"${node.raw}" is an escape that engines read differently.`,
      printable ? `Write ${shown}.` : 'Write the character itself; only \\t, \\n and \\r are escapes here.',
    );
  },
  notAscii: (node: AST.Character) =>
    at(
      node,
      `"${node.raw}" stands in a class, and is no ASCII character.`,
      'Write it outside a class, as an alternative: (é|[a-z]).',
    ),
  emptyClass: (node: AST.CharacterClass) =>
    at(
      node,
      `"${node.raw}" is an empty class.`,
      node.negate
        ? 'Write (.|\\n) for any character.'
        : 'Write \\[ and \\] for brackets that are meant as such.',
    ),
  other: (node: AST.Node) =>
    at(node, `"${node.raw}" is not portable.`, 'Write literals, classes such as [a-z], and alternatives.'),
} as const;

function repeatedGroupFix({ raw, element }: AST.Quantifier): string {
  const inner = element.raw.replace(/^\((?:\?:)?/, '').slice(0, -1);
  const times = raw.slice(element.raw.length);
  if (/^(?:[^\\()[\]{}*+?|^$.]|\.|\[[^\]]*\])$/.test(inner)) return `Write ${inner}${times}.`;
  // `(a|b)+` is a class.
  if (/^[A-Za-z0-9_@:/=-](?:\|[A-Za-z0-9_@:/=-])+$/.test(inner)) {
    const members = inner.split('|').filter((member) => member !== '-');
    return `Write [${members.join('')}${inner.split('|').includes('-') ? '-' : ''}]${times}.`;
  }
  return `Write the group as often as it can occur, as in (${inner})(${inner})?; or a class of all its characters.`;
}

function flagsFix(flags: string, rest: string): string {
  const [on = '', off = ''] = flags.split('-');
  const then = rest === '' ? '' : ` and write ${rest}`;
  if (on.includes('i')) return `Put \`ignoreCase: true\` beside \`matches\`${then}.`;
  if (off.includes('i'))
    return `Case counts unless \`ignoreCase: true\` stands beside \`matches\`: remove the flag${then}.`;
  if (on.includes('s')) return 'Write (.|\\n) for a character that may be a line break.';
  if (on.includes('m'))
    return 'Remove it: "^" and "$" stand for the ends of the text; write \\n for a line break.';
  return 'Remove the flags.';
}

/** What a syntax error of the parser most likely is. */
export function syntaxProblem(text: string, index: number, message: string): PatternProblem {
  const reason = message.slice(message.lastIndexOf(': ') + 2);
  const offset = Math.max(0, Math.min(index, text.length - 1));
  const here = { start: offset, end: Math.min(offset + 1, text.length) };
  const group = /^\(\?([a-z-]*)\)|^\(\?(P?<[A-Za-z_]\w*>|P=|P>|>|#|[&'|+])/i.exec(
    text.slice(Math.max(0, index - 1)),
  );
  if (reason === 'Invalid group' && group !== null) return groupProblem(text, index - 1, group);
  const escaped = /\\(.?)/su.exec(text.slice(Math.max(0, text.lastIndexOf('\\', index))));
  if (reason === 'Invalid escape' && escaped !== null) return escapeProblem(text, index, escaped[1] ?? '');
  const possessive = /[*+?}]\+$/.exec(text.slice(0, index));
  if (reason === 'Nothing to repeat' && possessive !== null) {
    const start = index - 2;
    return at(
      { start, end: index },
      `"${text.slice(start, index)}" repeats possessively.`,
      `Write ${text.slice(start, index - 1)}: only whether a pattern matches counts.`,
    );
  }
  if (reason === 'Nothing to repeat') {
    return at(
      { start: Math.max(0, index - 1), end: Math.max(1, index) },
      `Nothing stands before "${text.slice(Math.max(0, index - 1), index)}" that could be repeated.`,
      'Write the character or class first. There are no wildcards: "any text" is .*',
    );
  }
  const posix = /\[\[(:\^?([a-z]+):)/.exec(text);
  if (posix !== null && posix.index <= index)
    return posixProblem(posix.index + 1, posix[1] ?? '', posix[2] ?? '');
  return at(
    here,
    `The pattern cannot be read: ${WORDS[reason] ?? lowerFirst(reason)}.`,
    SYNTAX_FIX[reason] ?? ESCAPES,
  );
}

const ESCAPES = 'Put a backslash before ^ $ . * + ? ( ) [ ] { } | where the character itself is meant.';

const WORDS: Readonly<Record<string, string>> = {
  'Lone quantifier brackets': 'a "{", "}" or "]" stands alone',
  'Incomplete quantifier': 'a "{" begins no bounds such as {1,3}',
  'Unterminated group': 'a "(" is never closed',
  "Unmatched ')'": 'a ")" closes nothing',
  'Unterminated character class': 'a "[" is never closed',
  'Range out of order in character class': 'a range in [ ] ends before it begins',
  'Invalid character class': 'a range in [ ] begins or ends with a class',
  'numbers out of order in {} quantifier': 'the bounds in { } are out of order',
};

const SYNTAX_FIX: Readonly<Record<string, string>> = {
  'Unterminated group': 'Close it, or write \\( for the character.',
  'Unterminated character class': 'Close it, or write \\[ for the character.',
  'Range out of order in character class':
    'Write the lower character first, or put a "-" that is meant as such last.',
  'Invalid character class': 'Put a "-" that is meant as such last: [0-9-].',
  'numbers out of order in {} quantifier': 'Write the lower number first.',
};

const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);

function groupProblem(text: string, start: number, found: RegExpExecArray): PatternProblem {
  const [written, flags, other = ''] = found;
  const place = { start, end: start + written.length };
  if (flags !== undefined) {
    return at(
      place,
      `"${written}" sets flags.`,
      flagsFix(flags, start === 0 ? text.slice(written.length) : ''),
    );
  }
  if (/^P?</.test(other)) {
    return at(place, `"${written}" names a group, and nothing is captured here.`, 'Write ( alone.');
  }
  if (other === '>') return at(place, '"(?>" is an atomic group.', 'Write ( alone.');
  if (other === '#') return at(place, '"(?#" is a comment.', 'Remove it; YAML has comments after #.');
  return at(place, `"${written}" is no portable group.`, 'Write literals, classes, and alternatives in ( ).');
}

const TEXT_ENDS: Readonly<Record<string, string>> = { A: '^', z: '$', Z: '$' };

function escapeProblem(text: string, index: number, letter: string): PatternProblem {
  const start = Math.max(0, text.lastIndexOf('\\', index));
  const place = { start, end: Math.min(start + 1 + letter.length, text.length) };
  const written = text.slice(place.start, place.end);
  if (letter === '') return at(place, 'A backslash stands at the end.', 'Write \\\\ for one backslash.');
  const end = TEXT_ENDS[letter];
  if (end !== undefined) return at(place, `"${written}" is not portable.`, `Write ${end}.`);
  if (/[1-9]/.test(letter)) {
    return at(
      place,
      `"${written}" is a backreference, which no engine can search for in linear time.`,
      'Compare whole fields with `equals: { field: … }`, or write out the texts.',
    );
  }
  if (letter === 'Q' || letter === 'E') return at(place, `"${written}" is not portable.`, ESCAPES);
  if (letter === 'h' || letter === 'H') return at(place, `"${written}" is not portable.`, 'Write [ \\t].');
  if (/[A-Za-z]/.test(letter)) {
    return at(
      place,
      `"${written}" is no escape.`,
      `Write ${letter}, or \\\\${letter} for a backslash before it.`,
    );
  }
  return at(place, `"${letter}" needs no backslash.`, `Write ${letter}.`);
}

const POSIX: Readonly<Record<string, string>> = {
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  xdigit: '0-9A-Fa-f',
  space: ' \\t\\r\\n',
  blank: ' \\t',
  word: 'A-Za-z0-9_',
};

function posixProblem(bracket: number, written: string, name: string): PatternProblem {
  const ascii = POSIX[name];
  return at(
    { start: bracket, end: bracket + written.length + 2 },
    `"[${written}]" is a class that few engines know.`,
    ascii === undefined
      ? 'Write the ASCII characters that are meant.'
      : `Write ${ascii} inside the brackets.`,
  );
}
