/**
 * What is said when a name is no field.
 *
 * Owns: the words and the suggestions. Must not: decide which names are fields (fields.ts does), except by shape: what
 * stands below a field that can have nothing below it.
 */
import { certainly, nearest } from '../base/suggest.ts';
import { OPEN_OBJECTS } from '../cloudtrail/catalogue.ts';
import type { FieldType } from '../cloudtrail/field.ts';
import { fieldNames, namedField, namesBelow, openObject, recasedName } from './field-names.ts';
import { spellSegments } from './path.ts';

/** Why a name is no field. `start` and `end` are offsets into the spelled name, so that the fault can be underlined. */
export interface FieldProblem {
  readonly kind: 'problem';
  readonly problem: 'syntax' | 'case' | 'unknown' | 'shape';
  readonly what: string;
  readonly do: string;
  readonly start: number;
  readonly end: number;
  /** Fields that may have been meant, best first; for `case`, exactly the one. */
  readonly suggestions: readonly string[];
  /** What to write beyond doubt, relative as the name is. */
  readonly certain?: string;
}

/** A name as written and as read. */
export interface Spelling {
  readonly spelled: string;
  /** From the top of the record, whatever the name is relative to. */
  readonly segments: readonly (readonly string[])[];
  /** The array of the `some` that it stands in, with `[]`; `''` outside. */
  readonly within: string;
}

/** The fault under all of the name. */
function fault(
  { spelled, within }: Spelling,
  problem: FieldProblem['problem'],
  texts: Pick<FieldProblem, 'what' | 'do' | 'suggestions' | 'certain'>,
): FieldProblem {
  const suggestions = texts.suggestions.map((name) => relative(name, within));
  return { kind: 'problem', problem, ...texts, suggestions, start: 0, end: spelled.length };
}

const relative = (name: string, within: string) =>
  within !== '' && name.startsWith(`${within}.`) ? name.slice(within.length + 1) : name;

export function wrongCase(spelling: Spelling, recased: string, isFree: boolean): FieldProblem {
  const { spelled } = spelling;
  const right = relative(recased, spelling.within);
  return fault(spelling, 'case', {
    what: `CloudTrail spells this field "${right}", not "${spelled}".`,
    do: isFree
      ? `Write ${right}. If a service really writes it your way, quote the key: ${quoteLast(spelled)}`
      : `Write ${right}.`,
    suggestions: [recased],
    // Where any key may stand, the author's may be right.
    ...(isFree ? {} : { certain: right }),
  });
}

function quoteLast(spelled: string): string {
  const dot = spelled.lastIndexOf('.');
  return `${spelled.slice(0, dot + 1)}"${spelled.slice(dot + 1)}"`;
}

/** A name that the catalogue has not. `inElement`: it stands below the elements of an array that the catalogue has. */
export function unknownField(spelling: Spelling, name: string, inElement: boolean): FieldProblem {
  const { spelled, within, segments } = spelling;
  if (inElement) {
    const array = name.slice(0, name.lastIndexOf('[]') + 2);
    const children = namesBelow(`${array}.`);
    const suggestions = suggest(name);
    const shown = (suggestions.length > 0 ? suggestions : children).map((child) => relative(child, within));
    const known =
      shown.length > 0 ? `${suggestions.length > 0 ? 'Did you mean' : 'It has'} ${listed(shown)}` : '';
    const end = suggestions.length > 0 ? '? ' : '. ';
    return fault(spelling, 'unknown', {
      what: `The elements of "${array}" have no "${name.slice(array.length + 1)}".`,
      do: `${known === '' ? '' : known + end}If AWS really writes that key, quote it: ${quoteLast(spelled)}`,
      suggestions,
    });
  }
  const suggestions = suggest(name);
  const [[root = ''] = []] = segments;
  const known =
    suggestions.length > 0
      ? `Did you mean ${listed(suggestions)}?`
      : `Look fields up with: trailc fields${namedField(root) === undefined ? '' : ` ${root}`}.`;
  return fault(spelling, 'unknown', {
    what: `CloudTrail has no field "${spelled}".`,
    do: `${known} Parameters of a service stand below requestParameters, responseElements, additionalEventData or serviceEventDetails.`,
    suggestions,
    ...(within === '' ? certainName(name) : {}),
  });
}

/** A field that differs by one slip, in all of its name or in the open object that it stands in. */
function certainName(name: string): { readonly certain?: string } {
  const known = certainly(name, fieldNames());
  if (known !== undefined) return { certain: known };
  const [root = '', ...below] = name.split('.');
  const roots = new Set([
    ...OPEN_OBJECTS,
    ...fieldNames().map((field) => /^[A-Za-z]+/.exec(field)?.[0] ?? field),
  ]);
  const open = below.length === 0 ? undefined : certainly(root, roots);
  return open !== undefined && openObject(open) === open ? { certain: [open, ...below].join('.') } : {};
}

/** Fields that end in the same key (`userName` → `userIdentity.userName`), else the one spelled most alike. */
function suggest(name: string): readonly string[] {
  const tail = `.${name.toLowerCase()}`;
  const sameEnd = fieldNames().filter((field) => field.toLowerCase().endsWith(tail));
  if (sameEnd.length > 0) return sameEnd.slice(0, 3);
  const [root = '', ...below] = name.split('.');
  const open = below.length > 0 ? nearest(root, OPEN_OBJECTS) : undefined;
  if (open !== undefined) return [[open, ...below].join('.')];
  // Below a known object only the last key can be wrong, and a long parent must not hide how wrong it is.
  const parent = name.slice(0, name.lastIndexOf('.') + 1);
  const children = namesBelow(parent).map((child) => child.slice(parent.length));
  const isKnown = parent !== '' && children.length > 0;
  const alike = isKnown ? nearest(name.slice(parent.length), children) : nearest(name, fieldNames());
  return alike === undefined ? [] : [isKnown ? parent + alike : alike];
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' or ');
}

const HOLDS: { readonly [T in FieldType]: string } = {
  text: 'holds one text',
  boolean: 'is true or false',
  integer: 'holds one whole number',
  timestamp: 'holds one time',
  version: 'holds one version',
  ip: 'holds one address',
  object: 'is an object',
  array: 'is an array',
  any: 'may hold anything',
};

/**
 * A path that goes on where nothing can follow: `eventName.x`, `userIdentity[]`, `resources.ARN`. Undefined below the
 * open objects: one service's text is another's object there.
 */
export function shapeProblem(spelling: Spelling): FieldProblem | undefined {
  const { segments } = spelling;
  for (const [at, keys] of segments.entries()) {
    for (let count = 1; count <= keys.length; count += 1) {
      const endsSegment = count === keys.length;
      if (endsSegment && at === segments.length - 1) return undefined;
      const prefix = [...segments.slice(0, at), keys.slice(0, count)];
      const rest = endsSegment ? segments.slice(at + 1) : [keys.slice(count), ...segments.slice(at + 1)];
      const [root = ''] = segments[0] ?? [];
      if (openObject(root) === root && (at > 0 || count > 1)) return undefined;
      const name = spellSegments(prefix);
      // Nothing is known below a prefix that no name begins with, however long the path goes on.
      if (namedField(name) === undefined && namesBelow(`${name}.`).length === 0) return undefined;
      const problem = follow(spelling, prefix, rest, endsSegment);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

/** What is wrong with `[]`, or with a key, right behind the prefix. */
function follow(
  spelling: Spelling,
  prefix: Spelling['segments'],
  rest: Spelling['segments'],
  bracket: boolean,
): FieldProblem | undefined {
  const name = spellSegments(prefix);
  const known = namedField(name);
  if (known === undefined || known.type === 'any') return undefined;
  if (known.type === (bracket ? 'array' : 'object')) return undefined;
  const holds = `"${name}" ${HOLDS[known.type]}`;
  if (known.type === 'array') {
    const fixed = spellSegments([...prefix, ...rest]);
    const right = recasedName(fixed) ?? fixed;
    return fault(spelling, 'shape', {
      what: `${holds}, and no key stands below an array itself.`,
      do: `Write ${right}, which holds if any element does.`,
      suggestions: [right],
    });
  }
  if (known.type === 'object') {
    const [first = [], ...more] = rest;
    const fixed = first.length > 0 ? spellSegments([[...prefix.flat(), ...first], ...more]) : '';
    const isField = fixed !== '' && (namedField(fixed) ?? openObject(name)) !== undefined;
    const right = isField ? fixed : undefined;
    return fault(spelling, 'shape', {
      what: `${holds}, not an array, so it has no elements.`,
      do: right === undefined ? `Name a child: ${shownChildren(name)}.` : `Write ${right}.`,
      suggestions: right === undefined ? [] : [right],
    });
  }
  return fault(spelling, 'shape', {
    what: `${holds}, so ${bracket ? 'it has no elements' : 'nothing stands below it'}.`,
    do: `Write ${name}, or name the field that is meant.`,
    suggestions: [name],
  });
}

function shownChildren(name: string): string {
  const open = OPEN_OBJECTS.some((object) => object === name);
  return open ? `${name}.key[]` : namesBelow(`${name}.`).slice(0, 3).join(', ');
}

/** `[]` inside a `some`. */
export function nestedInSome(spelled: string, within: string): FieldProblem {
  return {
    kind: 'problem',
    problem: 'syntax',
    what: `"${spelled}" looks into an array inside an element of "${within}".`,
    do: `\`some\` goes one level deep. Outside it, '${within}.${spelled}' holds if any element of any element does.`,
    start: 0,
    end: spelled.length,
    suggestions: [],
  };
}

/** A path from the top of the record inside a `some`. */
export function absoluteInSome(spelled: string, within: string): FieldProblem {
  return {
    kind: 'problem',
    problem: 'shape',
    what: `"${spelled}" is a path from the top of the record, and inside \`some\` paths begin at an element of "${within}".`,
    do: `Move this clause out of \`some\`. If elements really have that key, quote it: "${spelled.split('.')[0] ?? ''}".`,
    start: 0,
    end: spelled.length,
    suggestions: [],
  };
}

export function tooManyKeys(spelled: string, most: number): FieldProblem {
  return {
    kind: 'problem',
    problem: 'syntax',
    what: `A path of more than ${most} keys.`,
    do: 'Name a field that a record can have.',
    start: 0,
    end: spelled.length,
    suggestions: [],
  };
}
