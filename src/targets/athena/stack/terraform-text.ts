/**
 * Texts in Terraform's JSON syntax, in which every string is a template.
 *
 * Owns: the escape of a text (`template`), and references. Must not: know a resource.
 */
import type { Pieces, Reference } from './text.ts';

/** The optional part is made by `count`, so its resources are lists. */
const NAMES: { readonly [R in Reference]: string } = {
  partition: 'data.aws_partition.current.partition',
  // Also in version 6, which calls the attribute `name` deprecated.
  region: 'data.aws_region.current.id',
  account: 'data.aws_caller_identity.current.account_id',
  resultsBucket: 'var.results_bucket',
  resultsPrefix: 'var.results_prefix',
  resultsKey: 'var.results_key_arn',
  trailBucket: 'var.trail_bucket',
  trailPrefix: 'var.trail_prefix',
  trailKey: 'var.trail_key_arn',
  topic: 'aws_sns_topic.alerts[0].arn',
  topicKey: 'var.topic_key_arn',
  stateMachine: 'aws_sfn_state_machine.rules[0].arn',
  workgroup: 'aws_athena_workgroup.rules.name',
};

/**
 * A text as a template that says nothing else: `$${` and `%%{` (Terraform, "Strings and Templates: Escape Sequences").
 * More than one mark before the brace would be read as an escape of another, so the marks are a text of their own.
 */
export function template(text: string): string {
  return text.replace(/(\$+|%+)\{/g, (_, marks: string) => {
    const mark = marks.slice(0, 1);
    return marks.length === 1 ? `${mark}${mark}{` : `\${"${marks}"}{`;
  });
}

export function terraformText({ pieces }: Pieces): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? template(piece) : `\${${NAMES[piece.ref]}}`))
    .join('');
}

/** `TrailBucket` is `trail_bucket` there. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '_'}${letter.toLowerCase()}`);
}

/** A value that Terraform computes. */
export const expression = (text: string): string => `\${${text}}`;
