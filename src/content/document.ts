/**
 * What stands in the files of a content repository, read but not yet resolved.
 *
 * Owns: the types of rules, lists, fixtures and configuration as written, each with its spans. Must not: read files
 * (the readers beside it do) or look anything up.
 */
import type { DiagnosticCode } from '../base/catalogue.ts';
import type { Span } from '../base/source.ts';
import type { JsonObject } from '../cloudtrail/event.ts';
import type { Operator } from '../language/operators.ts';

/** A value and the place it was written at. */
export interface Spanned<T> {
  readonly value: T;
  readonly span: Span;
}

export type Status = 'experimental' | 'test' | 'stable' | 'deprecated';
export type Level = 'informational' | 'low' | 'medium' | 'high' | 'critical';
export type ParamType = 'text' | 'integer' | 'boolean' | 'duration' | 'list<text>';
export type TargetName = 'spl' | 'athena' | 'sigma';
export type Direction = 'over-matches' | 'under-matches';

export interface RuleDocument {
  /** File name without its ending: `session-name-bypass`. Stable; artefacts are named after it. */
  readonly stem: string;
  readonly path: string;
  /** The whole file, for faults that have no narrower place. */
  readonly span: Span;
  readonly id: Spanned<string>;
  readonly title: Spanned<string>;
  /** `major.minor.patch` of the rule's meaning. */
  readonly version: string;
  readonly status: Status;
  readonly replacedBy?: Spanned<string>;
  readonly level: Level;
  readonly author: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly modified?: string;
  readonly license?: string;
  readonly description: string;
  readonly references: readonly string[];
  readonly tags: readonly string[];
  readonly related: readonly { readonly id: string; readonly type: string }[];
  readonly falsePositives: readonly string[];
  readonly triage: string;
  readonly params: readonly ParamDeclaration[];
  readonly match: Clause;
  readonly alert: AlertDocument;
  readonly schedule: ScheduleDocument;
  readonly targets: Readonly<Partial<Record<TargetName, TargetConsent>>>;
  /** What `trailc mutate` need not name any more. Left out: nothing is accepted. */
  readonly mutants?: readonly AcceptedMutant[];
  readonly tests: readonly TestDocument[];
  /** Fixtures that its tests name as `base`, each once, whether they can be read or not. Left out: none. */
  readonly fixtures?: readonly string[];
  /** Warnings at this file that its author decided not to hear; no part of the rule's meaning. */
  readonly suppress?: readonly Suppression[];
}

export interface ParamDeclaration {
  readonly name: string;
  readonly type: ParamType;
  readonly description: string;
  readonly pattern?: string;
  /** The value that the rule's own tests run with: one text but for `list<text>`; digits of an integer, `true`, `15m`. */
  readonly example: readonly string[];
  readonly span: Span;
}

/** A clause of `match`, as written. */
export type Clause =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Clause[]; readonly span: Span }
  | { readonly kind: 'not'; readonly of: Clause; readonly span: Span }
  /** `field: { operator: value, … }`; shorthands are already spelled out. All tests speak of one value. */
  | {
      readonly kind: 'field';
      readonly field: Spanned<string>;
      readonly tests: readonly OperatorTest[];
      readonly ignoreCase?: Spanned<boolean>;
      /** `not` inside the mapping: the tests under it, negated. */
      readonly not?: {
        readonly tests: readonly OperatorTest[];
        readonly ignoreCase?: Spanned<boolean>;
        readonly span: Span;
      };
      readonly span: Span;
    }
  /** `'path[]': { some: { … } }`: left sides inside are relative to one element, `{ field: … }` absolute. */
  | { readonly kind: 'some'; readonly array: Spanned<string>; readonly of: Clause; readonly span: Span }
  /** `inList: { list, columns }` as a clause of its own. */
  | {
      readonly kind: 'rows';
      readonly list: Spanned<string>;
      readonly columns: readonly { readonly column: Spanned<string>; readonly field: Spanned<string> }[];
      readonly ignoreCase?: Spanned<boolean>;
      readonly span: Span;
    };

export interface OperatorTest {
  readonly operator: Operator;
  readonly operands: readonly RawOperand[];
  /** Whether the right side was written as a YAML list. */
  readonly asList: boolean;
  readonly span: Span;
}

/** A right side as written. Numbers stand with the digits they were written with. */
export type RawOperand =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly scalar: 'text' | 'boolean' | 'number';
      readonly span: Span;
    }
  | { readonly kind: 'param'; readonly name: string; readonly span: Span }
  | { readonly kind: 'fieldRef'; readonly name: string; readonly span: Span };

export interface AlertDocument {
  /** `{field}` is filled in, `{{` is a brace. */
  readonly title: Spanned<string>;
  readonly groupBy: readonly Spanned<string>[];
  /** Seconds, or the duration param that gives them. */
  readonly suppressFor?: number | ParamUse;
}

/** `$name` in a place that takes a param of one type. */
export interface ParamUse {
  readonly kind: 'param';
  readonly name: string;
  readonly span: Span;
}

export interface ScheduleDocument {
  /** Seconds between runs. */
  readonly every: number | ParamUse;
  /** Seconds a run looks back; at least `every`. */
  readonly lookback: number | ParamUse;
}

/** The author's consent to what a target cannot say exactly; `unsupported` leaves the rule out of the target. */
export interface TargetConsent {
  readonly accept: Direction | 'unsupported';
  readonly because: string;
  readonly span: Span;
}

/** A change of the rule that no test notices, and that its author accepts. No part of the rule's meaning. */
export interface AcceptedMutant {
  /** The sentence that `trailc mutate` prints, without the place. */
  readonly accept: Spanned<string>;
  readonly because: string;
}

/** A warning that somebody decided not to hear: of a rule, in its own file; of the configuration, in any file. */
export interface Suppression {
  readonly code: Spanned<DiagnosticCode>;
  readonly because: string;
  /** `YYYY-MM-DD`, the last day on which it holds. Left out: it holds until it is removed. */
  readonly expires?: Spanned<string>;
  /** Files, or folders for all below them, from the root with `/`. Of the configuration; left out: all files. */
  readonly paths?: readonly Spanned<string>[];
}

export interface TestDocument {
  readonly name: Spanned<string>;
  /** The event with its fixture resolved, `set` and `unset` applied. */
  readonly event: JsonObject;
  readonly expect: 'match' | 'no-match';
  readonly alert?: { readonly title?: Spanned<string> };
  /** Environments that `--env` reruns it in. */
  readonly envs: readonly Spanned<string>[];
  readonly span: Span;
}

export interface ListDocument {
  readonly name: string;
  readonly path: string;
  readonly span: Span;
  readonly description: string;
  /** `['value']` for a list of plain values. */
  readonly columns: readonly string[];
  readonly entries: readonly ListEntry[];
}

export interface ListEntry {
  /** In the order of `columns`. */
  readonly values: readonly string[];
  readonly reason: string;
  readonly owner?: string;
  readonly ticket?: string;
  /** `YYYY-MM-DD`; the entry holds until then, and goes on holding until someone removes it. */
  readonly expires?: Spanned<string>;
  readonly span: Span;
}

export interface ConfigDocument {
  /** The file; its folder is the root that every path of the repository is resolved against. */
  readonly path: string;
  readonly root: string;
  readonly span: Span;
  /** Folders or files, relative to the root. */
  readonly rules: readonly Spanned<string>[];
  readonly lists: readonly Spanned<string>[];
  readonly fixtures: readonly Spanned<string>[];
  /** Folder whose templates win over trailc's own. */
  readonly templates?: Spanned<string>;
  readonly bundle: BundleSettings;
  /** Left out: `trailc test --coverage` reports and asks for nothing. */
  readonly coverage?: CoverageThresholds;
  readonly suppress?: readonly Suppression[];
  /** Left out: `trailc mutate` reports and asks for nothing. */
  readonly mutation?: MutationThreshold;
  readonly environments: readonly EnvironmentDocument[];
  /** Environments that are only there to be extended; nothing is compiled for them. */
  readonly bases?: readonly EnvironmentDocument[];
  readonly defaultEnvironment: string;
}

/** Percent, 0 to 100, that the tests of each rule must cover; nothing is asked of a kind that is left out. */
export interface CoverageThresholds {
  readonly clauses?: number;
  readonly entries?: number;
  readonly exclusions?: number;
  readonly params?: number;
}

/** Percent, 0 to 100, of the mutants of each rule that tests must kill or the rule accept. */
export interface MutationThreshold {
  readonly threshold?: number;
}

/** What bundles of this repository are called. */
export interface BundleSettings {
  /** Lower-case words joined by hyphens: ids of apps and stacks begin with it. */
  readonly name: string;
  /** `major.minor.patch` of the release. */
  readonly version: string;
  readonly author: string;
  readonly description: string;
  /** Where it was written; that of the configuration where it was not. */
  readonly span: Span;
}

/** An environment as it holds: what it says itself, and below that what it inherits. */
export interface EnvironmentDocument {
  readonly name: string;
  readonly span: Span;
  readonly description?: string;
  /** Values by param name; one text stands as a list of one. */
  readonly params: ReadonlyMap<string, EnvironmentValue>;
  /** Changes to lists, by list name, in the order they are made: the furthest ancestor's first. */
  readonly lists: ReadonlyMap<string, readonly ListOverlay[]>;
  readonly spl: SplSettings;
  readonly athena: AthenaSettings;
  readonly sigma: SigmaSettings;
  /** Where all of it was written; absent where no file was read. */
  readonly origins?: EnvironmentOrigins;
}

/** Where the values of an environment were written, and what they override. Nearest first in each array. */
export interface EnvironmentOrigins {
  /** The environment itself, what it extends, and so on. */
  readonly chain: readonly Spanned<string>[];
  readonly params: ReadonlyMap<string, readonly Written<EnvironmentValue>[]>;
  /** By target and key, as in `athena.table`. A setting that nobody wrote has its default and is not here. */
  readonly settings: ReadonlyMap<SettingName, readonly Written<string>[]>;
}

export interface Written<T> extends Spanned<T> {
  /** The environment that says it. */
  readonly environment: string;
}

export type SettingName =
  | `spl.${'profile' | 'index' | 'sourcetype'}`
  | `athena.${'profile' | 'database' | 'table' | 'location'}`
  | 'sigma.profile';

/** A value as an environment gives it; the rules that have the param say of what type it must be. */
export interface EnvironmentValue {
  readonly values: readonly string[];
  /** What YAML took each value for; left out, all are text. */
  readonly scalars?: readonly ('text' | 'boolean' | 'number')[];
  /** Of each value, where the file is known. */
  readonly spans?: readonly Span[];
  readonly asList: boolean;
  readonly span: Span;
}

/** What an environment adds to a list and takes out of it; columns are as written, the list is not yet known. */
export interface ListOverlay {
  /** The environment that says it. */
  readonly environment: string;
  readonly add: readonly (ListEntry & OverlayValue)[];
  readonly remove: readonly (OverlayValue & { readonly reason: string })[];
  readonly span: Span;
}

export interface OverlayValue {
  /** One text, or one for each of `columns`. */
  readonly values: readonly string[];
  /** In the order they were written, which need not be the list's. Left out for a plain text. */
  readonly columns?: readonly Spanned<string>[];
  readonly span: Span;
}

export interface SplSettings {
  readonly profile: string;
  readonly index: string;
  readonly sourcetype: string;
}
export interface AthenaSettings {
  readonly profile: string;
  readonly database: string;
  readonly table: string;
  /** The folder of the trail, `s3://BUCKET/…/`; only the statement that makes the table needs it. */
  readonly location?: string;
}
export interface SigmaSettings {
  readonly profile: string;
}

/** All of a repository that could be read. */
export interface Content {
  readonly config: ConfigDocument;
  readonly rules: readonly RuleDocument[];
  /**
   * Rules with errors, as far as they could be read, and those that share a name with another: to find more faults in,
   * and for nothing else.
   */
  readonly broken: readonly RuleDocument[];
  readonly lists: ReadonlyMap<string, ListDocument>;
  /** The base of each fixture that has one, by name: paths from the root without ending. Left out: none has. */
  readonly fixtureBases?: ReadonlyMap<string, string>;
}
