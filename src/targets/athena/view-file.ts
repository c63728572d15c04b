/**
 * Views as files of a bundle: one statement a file, since Athena runs one at a time.
 *
 * Owns: their paths and what their templates are given. Must not: print a SELECT.
 */
import type { EnvironmentDocument, ListDocument } from '../../content/document.ts';
import type { Artefact } from '../shared/target.ts';
import { commentText, identifier } from './literals.ts';
import type { Profile } from './profiles.ts';
import { sql } from './sql.ts';
import type { StackView } from './stack/input.ts';

export function viewArtefact(view: StackView, environment: EnvironmentDocument, profile: Profile): Artefact {
  return {
    path: `views/${view.name}.sql`,
    template: 'athena/view.sql.hbs',
    view: { ...statementOf(view, environment), profile: commentText(profile.name) },
  };
}

/** `views` as list-view.ts makes them: the parts of a long list, and last the view of the whole. */
export function listViewArtefacts(
  list: ListDocument,
  views: readonly StackView[],
  environment: EnvironmentDocument,
): readonly Artefact[] {
  const whole = views.length - 1;
  return views.map((view, at) => ({
    path: at === whole ? `lists/${list.name}.sql` : `lists/${list.name}-${at + 1}.sql`,
    template: 'athena/list-view.sql.hbs',
    view: {
      ...statementOf(view, environment),
      parts:
        at === whole
          ? views
              .slice(0, whole)
              .map(({ name }) => name)
              .join(', ')
          : '',
    },
  }));
}

function statementOf(view: StackView, { name, athena }: EnvironmentDocument) {
  return {
    comment: commentText(view.comment),
    environment: commentText(name),
    name: sql`${identifier(athena.database)}.${identifier(view.name)}`,
    query: view.sql,
  };
}
