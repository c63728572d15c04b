/**
 * An event from which a derived field can be made, where it could not: an ARN of a session in the place of a user's.
 *
 * Owns: what is put there; give.ts then changes only the part that matters. Must not: set the field itself.
 */
import type { CloudTrailEvent } from '../../cloudtrail/event.ts';
import type { FieldDefinition } from '../../cloudtrail/field.ts';
import type { ValueExpr } from '../../cloudtrail/value.ts';
import { compileValue } from '../../evaluate/value.ts';
import { parsePattern } from '../../language/pattern-parse.ts';
import { give } from '../mutate/give.ts';
import { textsOf } from '../mutate/pattern.ts';

/** As AWS writes one; the account is of those kept for examples. */
const SESSION_ARN = 'arn:aws:sts::111122223333:assumed-role/Role/session';

/** The event itself where nothing is missing. */
export function derivable(event: CloudTrailEvent, definition: FieldDefinition): CloudTrailEvent {
  return capturesOf(definition.value).reduce((at, { of, pattern }) => {
    const expression = new RegExp(pattern, 'u');
    const held = compileValue(of)(at);
    if (held !== undefined && expression.test(held)) return at;
    const parsed = parsePattern(pattern);
    const texts = parsed.kind === 'pattern' ? textsOf(parsed.pattern) : [];
    const text = [SESSION_ARN, ...texts].find((one) => expression.test(one));
    return give(at, { definition: { ...definition, value: of }, arrays: [] }, text)[0] ?? at;
  }, event);
}

type Capture = Extract<ValueExpr, { kind: 'capture' }>;

/** The first of several that would do is the one that give.ts fills. */
function capturesOf(value: ValueExpr): readonly Capture[] {
  switch (value.kind) {
    case 'capture':
      return [value];
    case 'when':
      return capturesOf(value.then);
    case 'withoutSuffix':
      return capturesOf(value.of);
    case 'concat':
      return value.parts.flatMap(capturesOf);
    case 'firstOf':
      return value.of.slice(0, 1).flatMap(capturesOf);
    default:
      return [];
  }
}
