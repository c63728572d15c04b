/**
 * Every JSON Schema that trailc generates; scripts/build.js writes them and compiles the validators from them.
 *
 * Owns: nothing but the collection. Must not: be loaded by a command (the written files and validators are).
 */
import { configSchema, fixtureSchema, listSchema } from './schema-content.ts';
import { expectSchema } from './schema-expect.ts';
import type { SchemaField } from './schema-match.ts';
import type { Schema } from './schema-parts.ts';
import { ruleSchema, ruleValidatorSchema } from './schema-rule.ts';

export { configSchema, fixtureSchema, listSchema, ruleSchema };

/** What `dist/schema/<kind>.schema.json` holds, for editors. */
export function editorSchemas(fields: readonly SchemaField[]): Readonly<Record<string, Schema>> {
  return {
    rule: ruleSchema({ fields }),
    list: listSchema('editor'),
    config: configSchema('editor'),
    fixture: fixtureSchema(),
    expect: expectSchema('editor'),
  };
}

/** What the standalone validators are generated from: without what a reader says in better words. */
export function validatorSchemas(): Readonly<Record<string, Schema>> {
  return {
    rule: ruleValidatorSchema(),
    list: listSchema('validator'),
    config: configSchema('validator'),
    fixture: fixtureSchema(),
    expect: expectSchema('validator'),
  };
}
