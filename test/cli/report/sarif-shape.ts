/**
 * What SARIF 2.1.0 asks of the parts of a log that trailc writes.
 *
 * Owns: those constraints, written down from sarif-schema-2.1.0.json (OASIS, errata 01) for the objects used here, and
 * `officialSchema`: the whole schema, where `TRAILC_SARIF_SCHEMA` names a copy or a package with one is installed. Stricter
 * than the file in one thing: a property that trailc does not write is no property. Must not: know how trailc writes it.
 */
import { existsSync, readFileSync } from 'node:fs';

const text = { type: 'string' } as const;
const words = { type: 'string', minLength: 1 } as const;
const natural = { type: 'integer', minimum: 1 } as const;
const level = { enum: ['none', 'note', 'warning', 'error'] } as const;
const listOf = (items: object, more: object = {}) => ({ type: 'array', items, ...more });
const object = (properties: Readonly<Record<string, object>>, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const artifactLocation = object({ uri: { ...text, format: 'uri-reference' }, uriBaseId: text }, ['uri']);
const region = object({ startLine: natural, startColumn: natural, endLine: natural, endColumn: natural }, [
  'startLine',
]);
const rule = object(
  {
    id: text,
    shortDescription: object({ text: words }, ['text']),
    help: object({ text: words, markdown: words }, ['text']),
    defaultConfiguration: object({ level }, []),
  },
  ['id'],
);
const location = object({ physicalLocation: object({ artifactLocation, region }, ['artifactLocation']) }, []);
const suppression = object(
  {
    kind: { enum: ['inSource', 'external'] },
    status: { enum: ['accepted', 'underReview', 'rejected'] },
    justification: text,
    location,
  },
  ['kind'],
);
const replacement = object({ deletedRegion: region, insertedContent: object({ text }, []) }, [
  'deletedRegion',
]);
const fix = object(
  {
    description: object({ text: words }, ['text']),
    artifactChanges: listOf(
      object({ artifactLocation, replacements: listOf(replacement, { minItems: 1 }) }, [
        'artifactLocation',
        'replacements',
      ]),
      { minItems: 1, uniqueItems: true },
    ),
  },
  ['artifactChanges'],
);
const result = object(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: -1 },
    level,
    message: object({ text: words }, ['text']),
    locations: listOf(
      location,
      // GitHub shows no result without one.
      { minItems: 1 },
    ),
    partialFingerprints: { type: 'object', additionalProperties: text },
    suppressions: listOf(suppression, { uniqueItems: true }),
    fixes: listOf(fix, { uniqueItems: true }),
  },
  ['message'],
);
const run = object(
  {
    tool: object(
      {
        driver: object(
          {
            name: text,
            semanticVersion: { ...text, pattern: '^\\d+\\.\\d+\\.\\d+(-.+)?$' },
            rules: listOf(rule, { uniqueItems: true }),
          },
          ['name'],
        ),
      },
      ['driver'],
    ),
    invocations: listOf(object({ executionSuccessful: { type: 'boolean' } }, ['executionSuccessful'])),
    originalUriBaseIds: {
      type: 'object',
      additionalProperties: object({ description: object({ text: words }, ['text']) }, []),
    },
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    newlineSequences: listOf(text, { minItems: 1, uniqueItems: true }),
    results: listOf(result),
  },
  ['tool'],
);

export const SARIF_SHAPE = object({ version: { enum: ['2.1.0'] }, $schema: text, runs: listOf(run) }, [
  'version',
  'runs',
]);

const INSTALLED = 'node_modules/@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json';

/**
 * A copy of the whole schema, where there is one. OASIS has it in draft 4, packages carry it in later drafts; it uses no
 * keyword in which those differ, so which draft a copy names is left out.
 */
export function officialSchema(): Record<string, unknown> | undefined {
  const path = process.env.TRAILC_SARIF_SCHEMA ?? INSTALLED;
  if (!existsSync(path)) return undefined;
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  return schema;
}
