/**
 * The profiles of this target: where a search reads its values.
 *
 * Owns: the table. To add one: a reader, what it cannot say, what it rests on. Must not: compile.
 */
import type { Expression } from '../../ir/expression.ts';
import type { FieldRef } from '../../language/operands.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import { extractedAssumptions, rawAssumptions } from './assumed.ts';
import { EXTRACTED_READER } from './extracted.ts';
import { EXTRACTED_JUDGE, nameWhys } from './extracted-support.ts';
import { isReadable } from './json.ts';
import { RAW_READER } from './raw.ts';
import type { Reader } from './reader.ts';
import { GENERAL_JUDGE, type Judge, pathsIn, UNREADABLE_KEY } from './support.ts';

export interface SplProfile {
  readonly name: string;
  readonly description: string;
  readonly reader: Reader;
  readonly judge: Judge;
  /** Why a field that only title or groups read cannot be read. */
  readonly columnWhys: (field: FieldRef) => readonly string[];
  readonly assumed: (condition: Expression) => readonly AssumptionName[];
}

export const PROFILES: readonly SplProfile[] = [
  {
    name: 'raw',
    description:
      'Reads every value from _raw by path, whatever Splunk extracted and whatever an add-on wrote over it.',
    reader: RAW_READER,
    judge: GENERAL_JUDGE,
    columnWhys: (field) => (pathsIn(field).every(isReadable) ? [] : [UNREADABLE_KEY]),
    assumed: rawAssumptions,
  },
  {
    name: 'extracted',
    description:
      'Reads the fields that Splunk has extracted: cheaper, and only as good as that extraction, which by default ends after 5,000 bytes of a record.',
    reader: EXTRACTED_READER,
    judge: EXTRACTED_JUDGE,
    columnWhys: (field) => [...new Set(nameWhys(field))],
    assumed: extractedAssumptions,
  },
];
