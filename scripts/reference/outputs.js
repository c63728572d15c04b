// docs/reference/output.md: the keys of what each command prints as JSON, from their schemas. Owns: that page.
import { OUTPUT_SCHEMAS } from '../../dist/cli/output/index.js';
import { LATER } from '../../dist/cli/output/parts.js';
import { code, table } from './markdown.js';

/** Objects with fewer keys are shown again wherever they stand. */
const SHOWN_AGAIN = 3;

/** The parts of the page. */
export function outputsPage() {
  const shown = new Map();
  const { diagnostics, explain, ...others } = OUTPUT_SCHEMAS;
  return [
    '# Output',
    'Generated from `src/cli/output/` by `npm run generate`: what commands print with `--format json`. `trailc schema output/NAME` prints the JSON Schema; [formats](../formats.md#json) says what it promises. `?` marks a key that may be missing, `[]` what each item of a list has, and `…` that later versions may have other words.',
    ...section('diagnostics', diagnostics, shown),
    ...conditionSection(explain, shown),
    ...section('explain', explain, shown),
    ...Object.entries(others).flatMap(([name, schema]) => section(name, schema, shown)),
  ];
}

function section(name, schema, shown) {
  const { anyOf, description } = schema;
  // A result, or diagnostics in its place.
  const result = anyOf === undefined ? schema : anyOf[0];
  const more = moreOfNodes(schema);
  const rows = rowsOf(result, '', { name, shown }).filter(([key]) => key !== code('schemaVersion'));
  return [
    `## ${name}`,
    description,
    ...(anyOf === undefined
      ? []
      : [
          'Where errors keep the command from its work, [diagnostics](#diagnostics) stand in the place of it.',
        ]),
    head(rows),
    ...(more.length === 0
      ? []
      : [
          'Every node of a `condition` also has:',
          head(more.flatMap(([key, one]) => keyRows(key, one, true, { name, shown }))),
        ]),
  ];
}

const head = (rows) => table(['key', 'type', 'says'], rows);

/** The tree, which holds itself. */
function conditionSection({ definitions }, shown) {
  const parts = {
    node: 'A node',
    found: 'What was found: `found`',
    finding: 'A field: `finding`',
    wanted: 'What was wanted: `wanted`',
    entry: 'An entry of a list: `entry`',
  };
  return [
    '## condition',
    'The tree of a condition. Elements of an array are nodes with `index`, their place in it from 0.',
    ...Object.entries(parts).flatMap(([name, title]) => [
      `**${title}**`,
      head(rowsOf(definitions[name], '', { name: 'condition', shown })),
    ]),
  ];
}

/** Keys of a node that those of `explain` do not have. */
function moreOfNodes({ definitions }) {
  const keysOf = (all) => Object.entries(all.node.anyOf[0].properties);
  if (definitions?.node === undefined) return [];
  const known = keysOf(OUTPUT_SCHEMAS.explain.definitions).map(([key]) => key);
  return keysOf(definitions).filter(([key]) => !known.includes(key));
}

/** The rows of what stands below a key; those of an object that was shown already lead there. */
function rowsOf(schema, prefix, at) {
  const { anyOf = [], properties, required = [], items } = schema;
  const kinds = anyOf.filter(({ title }) => title !== undefined && title !== LATER);
  if (kinds.length > 0) return kinds.flatMap((kind) => kindRows(kind, prefix, at));
  if (items !== undefined) return rowsOf(items, `${prefix}[]`, at);
  if (properties === undefined) return [];
  return Object.entries(properties).flatMap(([key, one]) =>
    keyRows(prefix === '' ? key : `${prefix}.${key}`, one, required.includes(key), at),
  );
}

function kindRows({ description, properties, required }, prefix, at) {
  const { kind: _, ...rest } = properties;
  const key = prefix === '' ? 'kind' : `${prefix}.kind`;
  return [
    [code(key), properties.kind.enum.map((kind) => code(`"${kind}"`)).join(', '), description],
    ...rowsOf({ properties: rest, required }, prefix, at),
  ];
}

function keyRows(key, schema, always, at) {
  const inner = innermost(schema);
  const text = JSON.stringify(inner.properties ?? null);
  const big = Object.keys(inner.properties ?? {}).length >= SHOWN_AGAIN;
  const before = big ? at.shown.get(text) : undefined;
  const says = [schema.description ?? '', before === undefined ? '' : `Keys as in [${before}](#${before}).`];
  const row = [code(`${key}${always ? '' : '?'}`), typeOf(schema), says.join(' ').trim()];
  if (before !== undefined) return [row];
  if (big) at.shown.set(text, at.name);
  return [row, ...rowsOf(schema, key, at)];
}

const innermost = (schema) => (schema.items === undefined ? schema : innermost(schema.items));

const NAMES = { string: 'text', boolean: 'true or false', integer: 'whole number', array: 'list' };

function typeOf(schema) {
  const { type, enum: words, examples, anyOf, items, $ref } = schema;
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if ($ref !== undefined) {
    const name = $ref.replace('#/definitions/', '');
    return `[${name}](#${name === 'forward' ? 'trace' : 'condition'})`;
  }
  if (anyOf !== undefined) {
    const kinds = anyOf.filter(({ title }) => title !== LATER);
    const others = kinds.filter(({ title }) => title === undefined).map(typeOf);
    return others.length > 0 ? others.join(' or ') : 'object, by `kind`';
  }
  const types = [type ?? 'any JSON'].flat();
  const orNull = types.includes('null') ? ' or null' : '';
  const said = examples ?? words?.filter((word) => word !== null);
  if (said !== undefined) {
    return `${said.map((word) => code(`"${word}"`)).join(', ')}${examples === undefined ? '' : ', …'}${orNull}`;
  }
  const plain = types.filter((one) => one !== 'null').map((one) => NAMES[one] ?? one);
  const of = items === undefined || types.length > 2 ? '' : ` of ${manyOf(items)}`;
  return `${plain.join(' or ')}${of}${orNull}`;
}

function manyOf(items) {
  const named = { string: 'texts', object: 'objects', array: 'lists' };
  const [one, orNull] = [items.type].flat();
  if (items.$ref !== undefined) return `${typeOf(items)}s`;
  return `${named[one] ?? 'objects'}${orNull === 'null' ? ' or null' : ''}`;
}
