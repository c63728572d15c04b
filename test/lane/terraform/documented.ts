/**
 * A file of Terraform's JSON syntax held against the table of arguments, without Terraform.
 *
 * Owns: names, what must be given, blocks, and that every reference leads to something in the file. Must not: know values
 * that only the provider can judge (validate.ts asks it).
 */
import { type Block, DATA_SOURCES, RESOURCES } from './arguments.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Terraform, "Meta-Arguments"; `dynamic` makes blocks. */
const META = new Set(['count', 'for_each', 'depends_on', 'lifecycle']);

/** What is wrong with the file, each with its place. */
export function documentedFaults(text: string): readonly string[] {
  const file = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, Fields>>>>;
  return [
    ...ofKind('resource', file.resource ?? {}, RESOURCES),
    ...ofKind('data', file.data ?? {}, DATA_SOURCES),
    ...references(file),
  ];
}

function ofKind(
  kind: string,
  held: Readonly<Record<string, Fields>>,
  known: Readonly<Record<string, Block>>,
): readonly string[] {
  return Object.entries(held).flatMap(([type, blocks]) => {
    const table = known[type];
    if (table === undefined) return [`${kind}.${type}: no such type in the table`];
    return Object.entries(blocks).flatMap(([name, body]) =>
      faultsOf(`${kind}.${type}.${name}`, body as Fields, table, META),
    );
  });
}

const names = (text = '') => text.split(' ').filter((name) => name !== '');

function faultsOf(place: string, body: Fields, table: Block, meta: ReadonlySet<string>): readonly string[] {
  const required = names(table.required);
  const known = new Set([...required, ...names(table.optional)]);
  const blocks = table.blocks ?? {};
  const missing = required.filter((name) => !(name in body)).map((name) => `${place}: ${name} is missing`);
  const faults = Object.entries(body).flatMap(([name, value]): readonly string[] => {
    if (meta.has(name) || known.has(name)) return [];
    if (name === 'dynamic') return dynamicFaults(place, value as Fields, blocks);
    const block = blocks[name];
    if (block === undefined) return [`${place}: ${name} is no argument`];
    const list = (Array.isArray(value) ? value : [value]) as readonly Fields[];
    return list.flatMap((one, at) => faultsOf(`${place}.${name}[${at}]`, one, block, new Set()));
  });
  return [...missing, ...faults];
}

function dynamicFaults(place: string, held: Fields, blocks: NonNullable<Block['blocks']>): readonly string[] {
  return Object.entries(held).flatMap(([name, value]) => {
    const block = blocks[name];
    if (block === undefined) return [`${place}: ${name} is no block`];
    const list = (Array.isArray(value) ? value : [value]) as readonly Fields[];
    return list.flatMap(({ for_each, content, ...rest }, at) => [
      ...(for_each === undefined || Object.keys(rest).length > 0 ? [`${place}.dynamic.${name}[${at}]`] : []),
      ...faultsOf(`${place}.dynamic.${name}[${at}]`, content as Fields, block, new Set()),
    ]);
  });
}

/** `var.x`, `data.type.name` and `type.name` in expressions name what the file declares. */
function references(file: Readonly<Record<string, Readonly<Record<string, Fields>>>>): readonly string[] {
  const { locals: _, ...rest } = file;
  const faults: string[] = [];
  for (const text of texts(rest)) {
    for (const [, expression = ''] of text.matchAll(/\$\{((?:[^{}"]|"[^"]*"|\{[^{}]*\})*)\}/g)) {
      for (const [, name = ''] of expression.matchAll(/\bvar\.(\w+)/g))
        if (file.variable?.[name] === undefined) faults.push(`var.${name}: no such variable`);
      for (const [, data, type = '', name = ''] of expression.matchAll(/\b(data\.)?(aws_\w+)\.(\w+)/g)) {
        const kind = data === undefined ? 'resource' : 'data';
        if (file[kind]?.[type]?.[name] === undefined) faults.push(`${kind} ${type}.${name}: no such block`);
      }
    }
  }
  return faults;
}

function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) yield* texts(one);
}
