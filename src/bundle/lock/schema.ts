/**
 * The published JSON Schema (draft-07) of `trailc.lock.json`, for whoever reads or merges locks by program.
 *
 * Owns: the schema of version 1. Must not: drift from lock.ts and lock/shape.ts (a test validates locks against it).
 */
import { record } from '../../language/schema-parts.ts';
import { LOCK_SCHEMA_VERSION } from './lock.ts';
import { ID, VERSION } from './shape.ts';

type Schema = Readonly<Record<string, unknown>>;

const TEXT = { type: 'string', minLength: 1 } as const;
const SHA256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const DIGEST = { type: 'string', pattern: '^[0-9a-f]{16}$' } as const;
const MEANING = { $ref: '#/definitions/meaning' } as const;
const MEANINGS = { type: 'array', items: MEANING } as const;

/** The schema of a lock as plain JSON. */
export function lockSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'trailc lock',
    description:
      'What every rule of a repository was when its version was last settled. Written by "trailc bump".',
    ...record({
      schemaVersion: { const: LOCK_SCHEMA_VERSION },
      trailc: { ...TEXT, description: 'Version of trailc that wrote it.' },
      rules: { type: 'array', items: rule(), description: 'Sorted by id; each id once.' },
    }),
    definitions: { meaning: meaning() },
  };
}

function rule(): Schema {
  return record(
    {
      id: { type: 'string', pattern: ID.source },
      stem: { ...TEXT, description: 'File name of the rule without its ending.' },
      title: TEXT,
      version: { type: 'string', pattern: VERSION.source },
      meaning: {
        ...SHA256,
        description:
          'Of the condition apart from any environment: params by name and type, lists by name and columns.',
      },
      text: { ...SHA256, description: "Of the file's text as UTF-8." },
      tuning: digests('What changes what is installed, when it runs and what an alert shows.'),
      metadata: digests('What changes what people read.'),
      params: {
        type: 'object',
        additionalProperties: TEXT,
        description: 'Types of the params that the condition reads.',
      },
      logic: { ...MEANINGS, description: 'The clauses of the condition, all of which hold.' },
    },
    {
      removed: {
        const: true,
        description: 'The rule is in the repository no more; its id is never given to another.',
      },
    },
  );
}

const digests = (description: string): Schema => ({
  type: 'object',
  additionalProperties: DIGEST,
  description: `${description} Key to a digest of its value.`,
});

/** `kind` says which: a group, a negation, one element of an array, a test. */
function meaning(): Schema {
  return {
    oneOf: [
      record({ kind: { enum: ['all', 'any'] }, of: MEANINGS }),
      record({ kind: { const: 'not' }, of: MEANING }),
      record({ kind: { const: 'some' }, array: { type: 'string' }, of: MEANING }),
      test(),
    ],
  };
}

function test(): Schema {
  const values = { type: 'array', items: { type: 'string' } };
  return record<Schema>(
    { kind: { const: 'test' }, operator: { type: 'string' } },
    {
      field: { type: 'string' },
      columns: { type: 'object', additionalProperties: { type: 'string' } },
      list: { type: 'string' },
      values: { ...values, description: 'Texts in quotes, `$param`, `{ field: … }` or `[row, of a list]`.' },
      scale: { type: 'string' },
      ignoreCase: { const: true },
    },
  );
}
