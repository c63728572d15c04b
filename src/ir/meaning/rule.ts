/**
 * The meaning of a rule apart from any environment: params by name and type, lists by name and columns.
 *
 * Owns: leaving them open. Must not: report what is wrong with a rule (lowering it for an environment does).
 */
import type {
  Clause,
  ListDocument,
  ParamDeclaration,
  RawOperand,
  RuleDocument,
} from '../../content/document.ts';
import { lowerRule } from '../lower.ts';
import { meaningOf, type OpenParams, type RuleMeaning } from './meaning.ts';

/**
 * Values that stand in for a param whose example does not suit the place where it is used (tests find that, a build need
 * not): a network, an integer, a boolean, a timestamp, a version.
 */
const STAND_INS = ['0.0.0.0/0', '0', 'true', '2026-01-01T00:00:00Z', '1.0'] as const;

/** Undefined where the rule cannot be lowered. `lists` are those of `openLists`. */
export function ruleMeaning(
  document: RuleDocument,
  lists: ReadonlyMap<string, ListDocument>,
): RuleMeaning | undefined {
  const open = openParams(document);
  // Values are needed to lower a rule; which ones does not matter, because none of them is kept.
  const params = new Map(
    document.params.map((declaration) => [declaration.name, { declaration, values: declaration.example }]),
  );
  const title = { value: '', span: document.title.span };
  const bare = { ...document, schedule: NO_SCHEDULE, alert: { title, groupBy: [] } };
  for (const standIn of [...STAND_INS, undefined]) {
    const { value, diagnostics } = lowerRule(bare, { params, lists, environment: '' });
    if (value !== undefined) return meaningOf(value.condition, open);
    const unsuited = diagnostics.flatMap(({ span }) => openAt(open, span?.start ?? -1) ?? []);
    if (unsuited.length === 0 || standIn === undefined) return undefined;
    for (const name of unsuited) {
      const param = params.get(name);
      if (param !== undefined) params.set(name, { ...param, values: [standIn] });
    }
  }
  return undefined;
}

/** The condition alone is wanted: what is wrong with the rest of a rule is no matter here. */
const NO_SCHEDULE = { every: 60, lookback: 60 } as const;

/** The param whose `$name` covers the place. */
function openAt(open: OpenParams, place: number): string | undefined {
  for (const [start, { name }] of open) if (start <= place && place <= start + name.length) return name;
  return undefined;
}

/** Lists of which only name and columns are known: with one row, so that asking them is no constant. */
export function openLists(lists: ReadonlyMap<string, ListDocument>): ReadonlyMap<string, ListDocument> {
  return new Map(
    [...lists].map(([name, list]) => {
      const entry = { values: list.columns.map(() => ''), reason: '', span: list.span };
      return [name, { ...list, entries: [entry] }];
    }),
  );
}

/** Names of the lists that a rule asks, sorted. */
export function listsOfRule(document: RuleDocument): readonly string[] {
  const names = new Set<string>();
  visit(document.match, {
    operand: () => {},
    list: (name) => names.add(name),
  });
  return [...names].sort();
}

function openParams({ match, params }: RuleDocument): OpenParams {
  const declared = new Map<string, ParamDeclaration>(params.map((param) => [param.name, param]));
  const open = new Map<number, { readonly name: string; readonly type: string }>();
  if (declared.size === 0) return open;
  visit(match, {
    operand: (operand) => {
      if (operand.kind !== 'param') return;
      const { name, span } = operand;
      open.set(span.start, { name, type: declared.get(name)?.type ?? '' });
    },
    list: () => {},
  });
  return open;
}

interface Visitor {
  readonly operand: (operand: RawOperand) => void;
  readonly list: (name: string) => void;
}

/** Every right side of a clause, and every list it names. */
function visit(clause: Clause, visitor: Visitor): void {
  switch (clause.kind) {
    case 'all':
    case 'any':
      for (const part of clause.of) visit(part, visitor);
      return;
    case 'not':
    case 'some':
      visit(clause.of, visitor);
      return;
    case 'rows':
      visitor.list(clause.list.value);
      return;
    case 'field':
      for (const { operator, operands } of [...clause.tests, ...(clause.not?.tests ?? [])]) {
        for (const operand of operands) {
          if (operator !== 'inList') visitor.operand(operand);
          else if (operand.kind === 'text') visitor.list(operand.text);
        }
      }
  }
}
