/** `doctor`. Owns: its schema. Must not: describe the logs themselves. */

import type { RuleHealth } from '../../doctor.ts';
import type { Need } from '../../ir/needs.ts';
import { RULE_ID, RULE_NAME, TARGET } from './common.ts';
import { count, listOf, nullable, object, openWord, output, text, wordsOf } from './parts.ts';

export const DOCTOR = output('doctor', 'What `trailc doctor --format json` prints.', {
  environment: text('Whose params, settings and lists were used.'),
  sample: nullable(
    object('What the logs are like; null without --events.', {
      events: count('Events that were read.'),
      dataEvents: count('Data events among them.'),
      withoutReadOnly: count('Events without readOnly.'),
      withSourceIdentity: count('Events with a source identity.'),
      sessionNames: count('Different names of role sessions.'),
      emailSessionNames: count('E-mail addresses among them.'),
      unread: count('Records that could not be read.'),
    }),
  ),
  rules: listOf(
    object('A rule.', {
      rule: RULE_NAME,
      id: RULE_ID,
      state: openWord(
        wordsOf<RuleHealth['state']>({ sees: true, partly: true, unseen: true, blind: true }),
        '"partly": on some targets; "unseen": nothing in the sample meets some clause; "blind": nothing can match.',
      ),
      reasons: listOf(
        object('A reason.', {
          target: nullable({ ...TARGET, description: 'The target that it is about; null: all.' }),
          why: text('What is the matter.'),
          remedy: text('What to do about it.'),
        }),
        'Why it is not "sees".',
      ),
      needs: listOf(
        object('A need.', {
          name: openWord(
            wordsOf<Need['name']>({
              'read-events': true,
              'data-events': true,
              'global-service-events': true,
              'event-version': true,
            }),
            'Which.',
          ),
          text: text('In words.'),
        }),
        'What a trail must record, which nobody can see from here.',
      ),
      matches: nullable(count('Events of the sample that it matches; null without one.')),
    }),
    'In the order of their files.',
  ),
});
