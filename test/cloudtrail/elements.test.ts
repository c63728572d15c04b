/** Fields of the elements of arrays: each below an array that the catalogue has, read from the element. */
import { describe, expect, it } from 'vitest';
import { ELEMENT_FIELDS, FIELDS } from '../../src/cloudtrail/catalogue.ts';

describe('fields of elements', () => {
  it.each(ELEMENT_FIELDS)('$name', ({ name, value }) => {
    const bracket = name.lastIndexOf('[]');
    const array = FIELDS.find((field) => field.name === name.slice(0, bracket));
    expect(array?.type).toBe('array');
    expect(value).toEqual({ kind: 'element', path: name.slice(bracket + 3).split('.') });
  });

  it('have names of their own', () => {
    const names = [...FIELDS, ...ELEMENT_FIELDS].map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });
});
