/**
 * The published JSON Schema (draft-07) of `manifest.json`, for whoever reads bundles by program.
 *
 * Owns: the schema of version 1, which only ever gains optional keys; a change beyond that is version 2.
 * Must not: drift from the types of manifest.ts (a test validates manifests against it, key by key).
 */
import { record } from '../language/schema-parts.ts';
import { MANIFEST_SCHEMA_VERSION } from './manifest.ts';

const TEXT = { type: 'string' } as const;
const SHA256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const TARGETS = ['spl', 'athena', 'sigma'] as const;

type Schema = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, object>>;

/** The schema of a manifest as plain JSON. */
export function manifestSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'trailc manifest',
    description: 'What a bundle of compiled detections holds, and how exact each target is for each rule.',
    ...record(
      {
        schemaVersion: { const: MANIFEST_SCHEMA_VERSION },
        trailc: { ...TEXT, description: 'Version of trailc that wrote the bundle.' },
        sourceCommit: {
          type: ['string', 'null'],
          description: 'Commit of the content repository, where the build was told (--source-commit).',
        },
        bundle: record({ name: TEXT, version: TEXT }),
        environment: {
          ...TEXT,
          description: 'Environment whose params and settings the bundle was built with.',
        },
        asOf: {
          type: ['string', 'null'],
          pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
          description:
            'Day the lists were built as of: entries that expired before it are left out. Null when none was given.',
        },
        inputsSha256: {
          type: ['string', 'null'],
          pattern: SHA256.pattern,
          description:
            'Of all that the build read and of the rest of the manifest: a build that finds it here need not compile. Null when there was something to report.',
        },
        targets: byTarget({
          folder: { ...TEXT, description: 'Folder inside the bundle.' },
          profile: TEXT,
          proof: {
            ...record({ claim: TEXT, checkedOn: { type: 'array', items: TEXT } }),
            description: "What this target's output was held against.",
          },
        }),
        lists: {
          type: 'array',
          description: 'Lists that a rule reads, by name, as they hold in this environment.',
          items: record({
            name: TEXT,
            entries: { type: 'integer', minimum: 0 },
            sha256: { ...SHA256, description: 'Of the columns and rows of the entries that hold.' },
          }),
        },
        rules: { type: 'array', items: rule() },
        files: {
          type: 'array',
          description: 'Every file of the bundle but the manifest itself, sorted by path.',
          items: record({
            path: { ...TEXT, minLength: 1, description: 'Relative to the bundle, with "/".' },
            bytes: { type: 'integer', minimum: 0 },
            sha256: SHA256,
          }),
        },
      },
      {
        partial: {
          ...record({
            since: { ...TEXT, pattern: '^[0-9a-f]{40,64}$', description: 'Commit that they changed since.' },
            of: { type: 'integer', minimum: 0, description: 'How many rules the repository has.' },
          }),
          description:
            'The bundle holds the rules alone that a change touched (--since), and is not to be deployed.',
        },
      },
    ),
  };
}

function rule(): Schema {
  return record({
    rule: { ...TEXT, description: 'File name of the rule without its ending.' },
    id: TEXT,
    version: TEXT,
    title: TEXT,
    status: { enum: ['experimental', 'test', 'stable', 'deprecated'] },
    level: { enum: ['informational', 'low', 'medium', 'high', 'critical'] },
    tags: { type: 'array', items: TEXT },
    sourceSha256: { ...SHA256, description: "Of the rule's text as UTF-8." },
    conditionSha256: {
      ...SHA256,
      description:
        'Of the meaning of the condition in this environment: it changes if and only if that changes.',
    },
    paramsSha256: { ...SHA256, description: 'Of the values that its params have in this environment.' },
    answers: byTarget(
      {
        kind: { enum: ['exact', 'exact-given', 'approximate', 'unsupported'] },
        files: { type: 'array', items: TEXT, description: 'Paths of the bundle; empty when unsupported.' },
      },
      {
        direction: { enum: ['over-matches', 'under-matches'] },
        assumptions: { type: 'array', items: record({ name: TEXT, text: TEXT }) },
        reasons: { type: 'array', items: record({ clause: TEXT, why: TEXT }) },
        exampleTest: {
          ...TEXT,
          description: 'Test of the rule whose event gets another verdict in this target.',
        },
      },
    ),
  });
}

function byTarget(required: Properties, optional: Properties = {}): Schema {
  const entry = record(required, optional);
  return {
    type: 'object',
    properties: Object.fromEntries(TARGETS.map((name) => [name, entry])),
    additionalProperties: false,
  };
}
