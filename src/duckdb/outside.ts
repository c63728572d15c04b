/**
 * Whether an event breaks what an answer of the Athena target rests on.
 *
 * Owns: each assumption of targets/athena/answer.ts as a question about one rule and one event; it looks at what the
 * rule reads and at nothing else, so that it excuses no difference that has another cause. Must not: know DuckDB.
 */
import { type CloudTrailEvent, isJsonObject, type Json } from '../cloudtrail/event.ts';
import { type Place, placesOf } from '../cloudtrail/value.ts';
import { type Expression, fieldsOfPredicate } from '../ir/expression.ts';
import { type Location, locate, type Scope } from '../targets/athena/fields.ts';
import type { Profile } from '../targets/athena/profiles.ts';
import { sql } from '../targets/athena/sql.ts';

/** Names of the assumptions that the event breaks, in order of first sight. */
export function brokenAssumptions(
  condition: Expression,
  event: CloudTrailEvent,
  profile: Profile,
): readonly string[] {
  return [...new Set(inExpression(condition, { scope: { profile }, event, elements: [] }))];
}

/** Where a clause stands: what names mean there, and the elements that the nearest `some` looks at. */
interface Stand {
  readonly scope: Scope;
  readonly event: CloudTrailEvent;
  readonly elements: readonly Json[];
}

function inExpression(expression: Expression, stand: Stand): readonly string[] {
  switch (expression.kind) {
    case 'predicate': {
      const places = fieldsOfPredicate(expression).flatMap(({ definition }) => placesOf(definition.value));
      return places.flatMap((place) => atPlace(place, stand));
    }
    case 'not':
      return inExpression(expression.of, stand);
    case 'all':
    case 'any':
      return expression.of.flatMap((part) => inExpression(part, stand));
    case 'some': {
      const { value } = expression.array;
      const location = locate(value, stand.scope);
      const type =
        location.kind === 'array'
          ? ({ kind: 'struct', members: location.members } as const)
          : ({ kind: location.kind === 'json' ? 'json' : 'text' } as const);
      const depth = (stand.scope.element?.depth ?? 0) + 1;
      const elements = rootsOf(value, stand).flatMap((root) => {
        const { found } = follow(value.path, root);
        return found === undefined || found === null ? [] : Array.isArray(found) ? found : [found as Json];
      });
      const inner = { ...stand, elements, scope: { ...stand.scope, element: { name: sql`e`, type, depth } } };
      return [...atPlace(value, stand), ...inExpression(expression.of, inner)];
    }
  }
}

const rootsOf = ({ kind }: Place, { event, elements }: Stand): readonly Json[] =>
  kind === 'path' ? [event] : elements;

function atPlace(place: Place, stand: Stand): readonly string[] {
  const location = locate(place, stand.scope);
  return rootsOf(place, stand).flatMap((root) => atRoot(place, location, root));
}

function atRoot(place: Place, location: Location, root: Json): readonly string[] {
  const keys = location.kind === 'json' ? location.keys : [];
  const { found, otherCase, behindArray } = follow(
    place.path.slice(0, place.path.length - keys.length),
    root,
  );
  const broken = [...(otherCase ? ['one-key-case'] : []), ...(behindArray ? ['no-object-here'] : [])];
  switch (location.kind) {
    case 'json':
      if (typeof found === 'string' && place.kind === 'path' && !isJsonText(found))
        broken.push('json-is-whole');
      return meetsArray(keys, found) ? [...broken, 'no-array-at-number'] : broken;
    case 'array': {
      return holdsObjects(found) ? broken : [...broken, 'objects-in-array'];
    }
    case 'text':
    case 'object':
      return typeof found === 'object' && found !== null ? [...broken, 'no-object-here'] : broken;
    case 'missing':
      return broken;
  }
}

/** Nothing, an array of objects, or an object that is not empty. */
function holdsObjects(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.every((element) => isJsonObject(element));
  return isJsonObject(value) && Object.keys(value).length > 0;
}

interface Followed {
  readonly found: Json | undefined;
  /** A key on the way is written in another case, alone or beside. */
  readonly otherCase: boolean;
  /** An array stands where a column holds an object: the SerDe fills the members from its elements. */
  readonly behindArray: boolean;
}

/** What stands at a path of columns. */
function follow(path: readonly string[], root: Json): Followed {
  let found: Json | undefined = root;
  let otherCase = false;
  for (const key of path) {
    if (!isJsonObject(found)) return { found: undefined, otherCase, behindArray: Array.isArray(found) };
    const folded = key.toLowerCase();
    otherCase ||= Object.keys(found).some((other) => other !== key && other.toLowerCase() === folded);
    found = Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return { found, otherCase, behindArray: false };
}

/** What Integer.parseInt of Java reads. */
const NUMBER_KEY = /^[+-]?\p{Nd}+$/u;

function meetsArray(keys: readonly string[], root: Json | undefined): boolean {
  let at = root;
  for (const key of keys) {
    if (Array.isArray(at)) return NUMBER_KEY.test(key);
    if (!isJsonObject(at) || !Object.hasOwn(at, key)) return false;
    at = at[key];
  }
  return false;
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
