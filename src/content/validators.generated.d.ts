/**
 * Types of the generated validators. scripts/build.js writes the code beside this file; it is not committed.
 */

/** An error as Ajv's standalone code reports it, without messages. */
export interface ValidationError {
  /** JSON pointer into the value. */
  readonly instancePath: string;
  /** JSON pointer into the schema. */
  readonly schemaPath: string;
  readonly keyword: string;
  /** Which of these is set depends on the keyword. */
  readonly params: {
    readonly additionalProperty?: string;
    readonly missingProperty?: string;
    readonly propertyName?: string;
    readonly allowedValue?: unknown;
    readonly allowedValues?: readonly unknown[];
    readonly pattern?: string;
    readonly type?: string | readonly string[];
  };
  /** Set where the error is about the name of a key. */
  readonly propertyName?: string;
}

export interface Validator {
  (value: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}

export const rule: Validator;
export const list: Validator;
export const config: Validator;
export const fixture: Validator;
export const expect: Validator;

/** Keys that each closed mapping allows, by kind and schema pointer. */
export const allowedKeys: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
