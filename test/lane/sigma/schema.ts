/**
 * The JSON Schema of the Sigma specification, on exported files.
 *
 * Owns: Ajv, set up for that schema: draft 2020-12, without `$id`, with `format: uuid`. Must not: hold the schema.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { JSON_SCHEMA, load } from 'js-yaml';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a schema minds in a Sigma file: `/level must be equal to constant`. Throws where it is no schema. */
export function schemaFaults(given: Readonly<Record<string, unknown>>): (yaml: string) => readonly string[] {
  const { $schema: _, ...schema } = given;
  // The schema puts `items` on objects, which strict mode refuses.
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajv.addFormat('uuid', UUID);
  const validate = ajv.compile(schema);
  return (yaml) => {
    if (validate(load(yaml, { schema: JSON_SCHEMA }))) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
