/**
 * What a bundle says about itself: `manifest.json`, schema version 1.
 *
 * Owns: its types, how it is built and written. manifest-schema.ts publishes the same shape as JSON Schema.
 * Must not: hold a clock, a path of the machine, or anything else that is not the same in every build.
 */
import type {
  Direction,
  Level,
  ListDocument,
  RuleDocument,
  Status,
  TargetName,
} from '../content/document.ts';
import { canonicalJson, conditionHash, paramsHash, sha256, withSortedKeys } from '../ir/hash.ts';
import type { RuleIr } from '../ir/rule.ts';
import type { Answer } from '../targets/shared/target.ts';

export const MANIFEST_SCHEMA_VERSION = 1;

export interface Manifest {
  readonly schemaVersion: typeof MANIFEST_SCHEMA_VERSION;
  /** Version of trailc that wrote it. */
  readonly trailc: string;
  /** Commit of the content repository, where the build was told. */
  readonly sourceCommit: string | null;
  readonly bundle: { readonly name: string; readonly version: string };
  readonly environment: string;
  /** `YYYY-MM-DD`: entries of lists whose last day lies before it were left out. Null: time changed nothing. */
  readonly asOf: string | null;
  /** Of a bundle with some rules only, to look at: the commit they changed since, and how many rules there are. */
  readonly partial?: { readonly since: string; readonly of: number };
  /** Of all that the build read and of the rest of the manifest (unchanged.ts). Null where it had something to say. */
  readonly inputsSha256: string | null;
  readonly targets: Readonly<Partial<Record<TargetName, ManifestTarget>>>;
  /** Those that a rule reads, by name, as they hold in this environment and on the day of `asOf`. */
  readonly lists: readonly ManifestList[];
  /** By `rule`, then `id`. */
  readonly rules: readonly ManifestRule[];
  /** Every file of the bundle but the manifest itself, by `path`. These are trailc's; others in the folder are not. */
  readonly files: readonly ManifestFile[];
}

export interface ManifestTarget {
  readonly folder: string;
  readonly profile: string;
  /** What the output of this target was held against. */
  readonly proof: { readonly claim: string; readonly checkedOn: readonly string[] };
}

export interface ManifestList {
  readonly name: string;
  readonly entries: number;
  /** Of columns and rows; their order, reasons and owners are left out. */
  readonly sha256: string;
}

export interface ManifestRule {
  /** File name without its ending. */
  readonly rule: string;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly status: Status;
  readonly level: Level;
  readonly tags: readonly string[];
  /** Of the rule's text as UTF-8. */
  readonly sourceSha256: string;
  /** Of the condition's meaning with this environment's params and lists: `conditionHash` of ir/hash.ts. */
  readonly conditionSha256: string;
  /** Of the values of its params: `paramsHash` of ir/hash.ts. */
  readonly paramsSha256: string;
  readonly answers: Readonly<Partial<Record<TargetName, ManifestAnswer>>>;
}

export interface ManifestAnswer {
  readonly kind: Answer['kind'];
  /** Of an approximate answer. */
  readonly direction?: Direction;
  /** What an exact-given or approximate answer rests on. */
  readonly assumptions?: readonly { readonly name: string; readonly text: string }[];
  /** Of an approximate or unsupported answer. */
  readonly reasons?: readonly { readonly clause: string; readonly why: string }[];
  /** Of an approximate answer: the rule's test whose event gets another verdict there. */
  readonly exampleTest?: string;
  /** Paths in the bundle, sorted. Several rules may share a file. */
  readonly files: readonly string[];
}

export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The part of a manifest that speaks of one rule. */
export function manifestRule(rule: RuleIr, answers: ManifestRule['answers']): ManifestRule {
  const document: RuleDocument = rule.document;
  return {
    rule: document.stem,
    id: document.id.value,
    version: document.version,
    title: document.title.value,
    status: document.status,
    level: document.level,
    tags: document.tags,
    sourceSha256: sha256(document.span.source.text),
    conditionSha256: conditionHash(rule.condition),
    paramsSha256: paramsHash(rule),
    answers,
  };
}

/** The part that speaks of one rule in one target. `example` is the name of a test of the rule. */
export function manifestAnswer(
  answer: Answer,
  files: readonly string[],
  example: string | undefined,
): ManifestAnswer {
  switch (answer.kind) {
    case 'exact':
      return { kind: answer.kind, files };
    case 'exact-given':
      return { kind: answer.kind, assumptions: assumptionsOf(answer), files };
    case 'unsupported':
      return { kind: answer.kind, reasons: reasonsOf(answer), files };
    case 'approximate':
      return {
        kind: answer.kind,
        direction: answer.direction,
        assumptions: assumptionsOf(answer),
        reasons: reasonsOf(answer),
        ...(example === undefined ? {} : { exampleTest: example }),
        files,
      };
  }
}

/** The part that speaks of one list, whose entries are those that hold. */
export function manifestList({ name, columns, entries }: ListDocument): ManifestList {
  const rows = [...new Set(entries.map(({ values }) => canonicalJson(values)))].sort();
  return { name, entries: entries.length, sha256: sha256(canonicalJson({ columns, rows })) };
}

export function manifestFile(path: string, content: string | Uint8Array): ManifestFile {
  // A text is hashed as UTF-8, without a copy of it as bytes.
  return { path, bytes: Buffer.byteLength(content), sha256: sha256(content) };
}

/** The bytes of `manifest.json`: sorted keys, two spaces, one line feed at the end. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(withSortedKeys(manifest), null, 2)}\n`;
}

function assumptionsOf(answer: Extract<Answer, { kind: 'exact-given' | 'approximate' }>) {
  return answer.assumptions.map(({ name, text }) => ({ name, text }));
}

function reasonsOf(answer: Extract<Answer, { kind: 'approximate' | 'unsupported' }>) {
  return answer.reasons.map(({ clause, why }) => ({ clause, why }));
}
