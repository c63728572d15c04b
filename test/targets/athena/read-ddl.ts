/**
 * A reader of CREATE EXTERNAL TABLE, after the synopsis in the Athena user guide ("CREATE TABLE", "Data types"): the
 * clauses that it names, in their order, each once.
 *
 * Owns: that grammar. Must not: know what trailc writes. A statement that does not fit throws, with the place.
 */
import { readHive } from '../../injection/read-sql.ts';
import type { Token } from '../../injection/tokens.ts';

export interface TableStatement {
  readonly name: readonly string[];
  /** Types without white space, in lower case: `struct<a:string>`. */
  readonly columns: ReadonlyMap<string, string>;
  readonly partitions: ReadonlyMap<string, string>;
  readonly serde: string;
  readonly input: string;
  readonly output: string;
  readonly location: string;
  readonly properties: ReadonlyMap<string, string>;
}

/** "Data types in Amazon Athena", those of DDL that stand for one value. */
const PRIMITIVES = /^(?:boolean|tinyint|smallint|int|bigint|double|float|string|binary|date|timestamp)$/;
const PARTITION_KEYS = /^(?:string|int|bigint|date)$/;

export function readTable(statement: string): TableStatement {
  const tokens = readHive(statement).filter(({ kind }) => kind !== 'comment');
  let at = 0;
  const fail = (wanted: string): never => {
    const here = tokens.slice(at, at + 5).map(({ text }) => text);
    throw new Error(`${wanted} wanted at "${here.join(' ')}"`);
  };
  const isNext = (...words: readonly string[]) =>
    words.every((word, more) => {
      const token = tokens[at + more];
      return token !== undefined && token.kind !== 'string' && token.text.toUpperCase() === word;
    });
  const take = (...words: readonly string[]) => {
    if (!isNext(...words)) fail(words.join(' '));
    at += words.length;
  };
  const next = (kind: Token['kind']): string => {
    const token = tokens[at];
    if (token?.kind !== kind) return fail(kind);
    at += 1;
    return token.text;
  };
  const name = () => next('name').replace(/^`(.*)`$/, '$1');
  const several = <T>(one: () => T): readonly T[] => {
    const all = [one()];
    while (isNext(',')) {
      at += 1;
      all.push(one());
    }
    return all;
  };
  const type = (): string => {
    const word = next('name').toLowerCase();
    if (PRIMITIVES.test(word)) return word;
    take('<');
    let inside: string;
    if (word === 'array') inside = type();
    else if (word === 'map') {
      const key = type();
      if (!PRIMITIVES.test(key)) fail('a primitive key');
      take(',');
      inside = `${key},${type()}`;
    } else if (word === 'struct') inside = several(member).join(',');
    else return fail('a data type');
    take('>');
    return `${word}<${inside}>`;
  };
  const member = (): string => {
    const key = name();
    take(':');
    return `${key}:${type()}`;
  };
  const columns = (): ReadonlyMap<string, string> => {
    take('(');
    const all = several((): [string, string] => [name(), type()]);
    take(')');
    const byName = new Map(all);
    if (byName.size !== all.length) fail('each column once');
    return byName;
  };

  take('CREATE', 'EXTERNAL', 'TABLE');
  const table = [name()];
  if (isNext('.')) {
    at += 1;
    table.push(name());
  }
  const own = columns();
  take('PARTITIONED', 'BY');
  const partitions = columns();
  for (const [key, kind] of partitions) {
    if (own.has(key) || !PARTITION_KEYS.test(kind)) fail('a partition key that is no column');
  }
  take('ROW', 'FORMAT', 'SERDE');
  const serde = next('string');
  take('STORED', 'AS', 'INPUTFORMAT');
  const input = next('string');
  take('OUTPUTFORMAT');
  const output = next('string');
  take('LOCATION');
  const location = next('string');
  const properties = new Map<string, string>();
  if (isNext('TBLPROPERTIES')) {
    take('TBLPROPERTIES', '(');
    several(() => {
      const key = next('string');
      take('=');
      properties.set(key, next('string'));
    });
    take(')');
  }
  if (isNext(';')) at += 1;
  if (at < tokens.length) fail('the end');
  return { name: table, columns: own, partitions, serde, input, output, location, properties };
}
