/**
 * Where a condition compares eventSource or eventName, or the derived `action` of both, with texts.
 *
 * Owns: finding each such text, and what the other field surely holds where it is compared. Must not: know AWS's calls.
 */
import type { Span } from '../base/source.ts';
import type { Expression, Predicate } from '../ir/expression.ts';
import type { FieldRef } from '../language/operands.ts';

export interface MentionedCall {
  readonly kind: 'eventSource' | 'eventName';
  readonly text: string;
  readonly ignoreCase: boolean;
  readonly span: Span;
  /** The texts of which one holds, this one among them. */
  readonly beside: readonly string[];
  /** What stands in the other field wherever this is compared, one of them; undefined: anything. */
  readonly other?: readonly string[] | undefined;
  /** The list that the text comes from. */
  readonly list?: string;
}

type Kind = MentionedCall['kind'];
type Held = { readonly [K in Kind]?: readonly string[] | undefined };

/** In source order. Texts that come through a param are left out: an environment may give it others. */
export function mentionedCalls(expression: Expression, held: Held = {}): readonly MentionedCall[] {
  switch (expression.kind) {
    case 'predicate':
      return 'columns' in expression ? inRows(expression, held) : inOperands(expression, held);
    case 'all': {
      const here: Held = {
        eventSource: heldBy(expression, 'eventSource') ?? held.eventSource,
        eventName: heldBy(expression, 'eventName') ?? held.eventName,
      };
      return expression.of.flatMap((part) => mentionedCalls(part, here));
    }
    case 'any':
      return expression.of.flatMap((part) => mentionedCalls(part, held));
    case 'not':
    case 'some':
      return mentionedCalls(expression.of, held);
  }
}

/** Texts one of which stands in the field wherever the expression is true; undefined where nothing is sure. */
function heldBy(expression: Expression, kind: Kind): readonly string[] | undefined {
  switch (expression.kind) {
    case 'predicate': {
      const { operator } = expression;
      if ((operator !== 'equals' && operator !== 'oneOf') || kindOf(expression.field) !== kind)
        return undefined;
      const written = expression.operands.filter(
        (operand) => operand.kind === 'literal' && operand.param === undefined,
      );
      return written.length < expression.operands.length ? undefined : textsOf(expression);
    }
    case 'all':
      return expression.of
        .flatMap((part) => [heldBy(part, kind) ?? []])
        .filter((texts) => texts.length > 0)
        .toSorted((a, b) => a.length - b.length)[0];
    case 'any': {
      const each = expression.of.map((part) => heldBy(part, kind));
      return each.length > 0 && each.every((texts) => texts !== undefined) ? each.flat() : undefined;
    }
    case 'not':
    case 'some':
      return undefined;
  }
}

type TextPredicate = Exclude<Predicate, { readonly columns: unknown }>;

function textsOf(predicate: TextPredicate): readonly string[] {
  return 'operands' in predicate
    ? predicate.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.text] : []))
    : [];
}

function inOperands(predicate: TextPredicate, held: Held): readonly MentionedCall[] {
  const { operator, field } = predicate;
  if (operator !== 'equals' && operator !== 'oneOf' && operator !== 'differsFrom') return [];
  const kind = kindOf(field);
  const { ignoreCase } = predicate;
  return predicate.operands.flatMap((operand): readonly MentionedCall[] => {
    if (operand.kind !== 'literal' || operand.param !== undefined) return [];
    const { text, span } = operand;
    if (isAction(field)) return inAction(text, ignoreCase, span);
    if (kind === undefined) return [];
    const other = held[kind === 'eventName' ? 'eventSource' : 'eventName'];
    return [{ kind, text, ignoreCase, span, beside: textsOf(predicate), other }];
  });
}

function inRows(predicate: Extract<Predicate, { readonly columns: unknown }>, held: Held) {
  const { ignoreCase, list } = predicate;
  const at = (kind: Kind) => predicate.columns.findIndex(({ field }) => kindOf(field) === kind);
  const [sourceAt, nameAt] = [at('eventSource'), at('eventName')];
  const actionAt = predicate.columns.findIndex(({ field }) => isAction(field));
  return predicate.rows.flatMap(({ values, span }): readonly MentionedCall[] => {
    const [source, name, action] = [values[sourceAt], values[nameAt], values[actionAt]];
    const besides = source === undefined ? held.eventSource : [source];
    const found = [
      ...(action === undefined ? [] : inAction(action, ignoreCase, span)),
      ...(source === undefined ? [] : [mention('eventSource', source, ignoreCase, span)]),
      ...(name === undefined ? [] : [mention('eventName', name, ignoreCase, span, besides)]),
    ];
    return found.map((one) => ({ ...one, list }));
  });
}

/** `iam:CreateUser`; a text of another form is no pair. */
function inAction(text: string, ignoreCase: boolean, span: Span): readonly MentionedCall[] {
  const [service = '', name = '', ...more] = text.split(':');
  if (service === '' || name === '' || more.length > 0) return [];
  const source = `${service}.amazonaws.com`;
  return [
    mention('eventSource', source, ignoreCase, span),
    mention('eventName', name, ignoreCase, span, [source]),
  ];
}

function mention(
  kind: Kind,
  text: string,
  ignoreCase: boolean,
  span: Span,
  other?: readonly string[],
): MentionedCall {
  return { kind, text, ignoreCase, span, beside: [text], other };
}

function kindOf({ definition }: FieldRef): Kind | undefined {
  const { value } = definition;
  if (value.kind !== 'path' || value.path.length !== 1) return undefined;
  const [key] = value.path;
  return key === 'eventSource' || key === 'eventName' ? key : undefined;
}

const isAction = ({ definition }: FieldRef) => definition.derived && definition.name === 'action';
