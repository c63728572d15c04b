/**
 * Columns and names as Athena's DDL has them, which is Hive's and not Trino's.
 *
 * Owns: types, names in backticks and texts in quotes of a CREATE or ALTER TABLE. Must not: know profiles.
 */
import type { Columns, ColumnType } from './columns.ts';

declare const brand: unique symbol;

/** Text that may stand in a statement of the DDL. */
export type Hive = string & { readonly [brand]: 'hive' };

/** A name in backticks (Athena, "Name databases, tables, and columns"); names are plain words of the configuration. */
export function hiveName(...parts: readonly string[]): Hive {
  return parts.map((part) => `\`${part.replaceAll('`', '``')}\``).join('.') as Hive;
}

/** A text in single quotes; the location of a table is the only one, and its characters are few (content/names.ts). */
export function hiveText(text: string): Hive {
  return `'${text.replace(/['\\]/g, (mark) => `\\${mark}`)}'` as Hive;
}

export interface HiveColumn {
  readonly name: Hive;
  readonly type: Hive;
}

/** Each column and its type; members of structs on lines of their own. */
export function hiveColumns(columns: Columns): readonly HiveColumn[] {
  return [...columns].map(([name, type]) => ({ name: word(name), type: hiveType(type, 1) }));
}

const STEP = '  ';

/** The type of a column. Names within it are plain words (columns.ts), which Hive folds to lower case. */
function hiveType(type: ColumnType, depth: number): Hive {
  switch (type.kind) {
    case 'text':
    case 'json':
      return 'STRING' as Hive;
    case 'map':
      return 'MAP<STRING, STRING>' as Hive;
    case 'array':
      return `ARRAY<${hiveType({ kind: 'struct', members: type.members }, depth)}>` as Hive;
    case 'struct': {
      const members = [...type.members].map(
        ([name, member]) => `${STEP.repeat(depth + 1)}${word(name)}: ${hiveType(member, depth + 1)}`,
      );
      return `STRUCT<\n${members.join(',\n')}>` as Hive;
    }
  }
}

function word(name: string): Hive {
  return name.toLowerCase() as Hive;
}
