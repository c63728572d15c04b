/**
 * Data that becomes JSON of a template.
 *
 * Owns: its shape, and how long its text is. Must not: know CloudFormation or Terraform.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Resource = { readonly [key: string]: Json };

export type Resources = readonly { readonly id: string; readonly body: Resource }[];

/** Around each value: its indent, a colon or comma, and the break. */
const LAYOUT = 24;

/** Bytes of a value as templates print it, over lines and in ASCII alone. Never less than they are. */
export function printedBytes(value: Json): number {
  if (typeof value === 'string') {
    const others = value.match(/[^\x20-\x7e]/g)?.length ?? 0;
    return JSON.stringify(value).length + 5 * others + LAYOUT;
  }
  if (typeof value !== 'object' || value === null) return String(value).length + LAYOUT;
  const parts = Array.isArray(value)
    ? value.map(printedBytes)
    : Object.entries(value).map(([key, held]) => key.length + 4 + printedBytes(held));
  return parts.reduce((sum, bytes) => sum + bytes, 2 * LAYOUT);
}
