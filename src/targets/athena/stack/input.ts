/**
 * What an Athena stack is made from: every statement as text, and what else a deployment must know of it.
 *
 * Owns: the shape. Plain data, so that whoever prints CloudFormation or Terraform needs no SQL of its own. Must not: hold
 * anything that only one kind of deployment wants.
 */
import type { Span } from '../../../base/source.ts';
import type { BundleSettings, Level } from '../../../content/document.ts';
import type { Provenance } from '../../shared/provenance.ts';

export interface StackInput {
  readonly bundle: BundleSettings;
  /** Name of the environment, and where it stands in the configuration: faults of the whole stack are shown there. */
  readonly environment: string;
  readonly span: Span;
  /** Name of the table profile in use. */
  readonly profile: string;
  /** As the Glue catalogue has them. */
  readonly database: string;
  readonly table: string;
  /** In an order in which they can be made: a view stands after those that it reads. */
  readonly views: readonly StackView[];
  /** One for every profile, in the order of profiles.ts. */
  readonly tables: readonly StackTable[];
  /** Rules that the profile can say, by stem. */
  readonly rules: readonly StackRule[];
}

/** A view in the same database as the table. */
export interface StackView {
  /** `events`: derived fields over the table. `list`: a list of the repository, or a part of a long one. */
  readonly kind: 'events' | 'list';
  /** Lower case, a plain word of letters, digits and `_`. */
  readonly name: string;
  /** The SELECT alone, in Trino's SQL; names its table and views with their database. */
  readonly sql: string;
  readonly columns: readonly ViewColumn[];
  /** One line of plain text. */
  readonly comment: string;
}

export interface ViewColumn {
  /** Lower case, as the catalogue keeps it. */
  readonly name: string;
  /** Of Trino: `varchar`. */
  readonly type: string;
  /** Of Hive, as the catalogue wants it: `string`. */
  readonly hive: string;
}

export interface StackTable {
  readonly profile: string;
  readonly isInUse: boolean;
  /** File of the bundle with the statement, relative to the target's folder. */
  readonly path: string;
  /** `s3://…/`; absent where the environment gives none, or one of another shape. */
  readonly location?: string;
  /** Name and Hive type; types of structs stand in several lines. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Names; all are strings. */
  readonly partitions: readonly string[];
}

export interface StackRule {
  /** File name of the rule without its ending. */
  readonly stem: string;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly level: Level;
  /** The rule, for diagnostics. */
  readonly span: Span;
  /** The scheduled query, relative to now, with a comment at its head; within Athena's limit. */
  readonly namedQuery: string;
  /** Fits `[a-zA-Z_][a-zA-Z0-9_@:]{1,256}`, and no other rule has it in any case. */
  readonly preparedName: string;
  /** A statement with two parameters, `from` and `to`, without a comment; within Athena's limit. See docs/athena.md. */
  readonly prepared: string;
  /** Seconds. */
  readonly every: number;
  readonly lookback: number;
  readonly provenance: Provenance;
}
