/**
 * The schema of `suppress`, which rules and the configuration have.
 *
 * Owns: its keys and descriptions. Must not: know which file it stands in.
 */
import { type Audience, closed, listOf, type Schema, shaped, text, word } from './schema-parts.ts';
import { SUPPRESSIBLE } from './suppressible.ts';

/** `more`: keys of an entry beside those that all have. */
export function suppressions(audience: Audience, more: Readonly<Record<string, Schema>> = {}): Schema {
  const code = 'Code of the warning, as it stands in brackets before its place.';
  const entry = closed(
    'A warning that is not to be heard, and the reason.',
    {
      code: audience === 'editor' ? word(SUPPRESSIBLE, code) : text(code),
      ...more,
      because: text('Why the warning is wrong here, or why that is good enough.'),
      expires: shaped('date', 'Last day on which this holds. `trailc check` says when it has passed.'),
    },
    ['code', 'because'],
  );
  return listOf(entry, 'Warnings that are not to be heard; `trailc check` counts them.', 1);
}
