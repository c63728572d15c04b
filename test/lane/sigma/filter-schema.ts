/**
 * What the JSON Schema of the Sigma specification asks of a filter.
 *
 * Owns: those constraints, written down from json-schema/sigma-filters-schema.json of SigmaHQ/sigma-specification (public
 * domain), but for one: that file wants `selection` to be a list of texts, which the specification's own example is not;
 * here it is what the specification's text says, the detection of a rule. Must not: ask more or less otherwise.
 */
import { OFFICIAL_SCHEMA } from './official-schema.ts';

const rule = OFFICIAL_SCHEMA.properties as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const search = rule.detection?.additionalProperties;
const { title, id, description, date, modified, logsource } = rule;

export const FILTER_SCHEMA: Readonly<Record<string, unknown>> = {
  type: 'object',
  required: ['title', 'logsource', 'filter'],
  properties: {
    title,
    id,
    description,
    date,
    modified,
    logsource,
    filter: {
      type: 'object',
      required: ['rules', 'selection', 'condition'],
      properties: {
        rules: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } },
        condition: { type: 'string' },
      },
      additionalProperties: search,
    },
  },
};
