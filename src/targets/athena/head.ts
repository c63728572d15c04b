/**
 * What the comment above a rule's statement says.
 *
 * Owns: its facts, as the templates of rules are given them, and the same as text where no template is at hand. Every
 * text is safe in a `--` comment, whoever edits a template. Must not: print a statement.
 */
import type { EnvironmentDocument } from '../../content/document.ts';
import type { RuleIr } from '../../ir/rule.ts';
import type { Provenance } from '../shared/provenance.ts';
import type { Answer } from '../shared/target.ts';
import { type CommentText, commentText } from './literals.ts';
import type { Profile } from './profiles.ts';

export interface Head {
  readonly title: CommentText;
  readonly id: CommentText;
  readonly version: CommentText;
  readonly environment: CommentText;
  readonly profile: CommentText;
  readonly provenance: Provenance;
  readonly answer: string;
  readonly assumptions: readonly { readonly name: CommentText; readonly text: CommentText }[];
}

export function headOf(
  { document }: RuleIr,
  provenance: Provenance,
  environment: EnvironmentDocument,
  profile: Profile,
  answer: Answer,
): Head {
  const assumptions = answer.kind === 'exact-given' ? answer.assumptions : [];
  return {
    title: commentText(document.title.value),
    id: commentText(document.id.value),
    version: commentText(document.version),
    environment: commentText(environment.name),
    profile: commentText(profile.name),
    provenance,
    answer: answer.kind === 'exact' ? 'exact' : 'exact, given that',
    assumptions: assumptions.map(({ name, text }) => ({ name: commentText(name), text: commentText(text) })),
  };
}

/** The comment as templates/athena/rule.sql.hbs has it, less what only a build knows. */
export function headText(head: Head): string {
  const lines = [
    head.title,
    `rule ${head.id}, version ${head.version}; environment ${head.environment}, table profile ${head.profile}`,
    `condition ${head.provenance.condition}`,
    `params ${head.provenance.params}`,
    `This query gives the rule's verdict on each record: ${head.answer}`,
    ...head.assumptions.map(({ name, text }) => `  ${name}: ${text}`),
  ];
  return lines.map((line) => `-- ${line}\n`).join('');
}
