/**
 * What kind of file a mapping is, and the order of its top-level keys.
 *
 * Owns: nothing but what the schemas say: a file is of the kind that knows most of its keys. Must not: look at values.
 */
import { configSchema, fixtureSchema, listSchema } from '../language/schema-content.ts';
import type { Schema } from '../language/schema-parts.ts';
import { ruleValidatorSchema } from '../language/schema-rule.ts';

const ORDERS: readonly (readonly string[])[] = [
  ruleValidatorSchema(),
  listSchema('editor'),
  configSchema('editor'),
  fixtureSchema(),
].map(orderOf);

/** The keys in the order of their schema; those it does not know stay behind the others, in their own order. */
export function inOrder(keys: readonly string[]): readonly string[] {
  const known = (order: readonly string[]) => keys.filter((key) => order.includes(key)).length;
  const order = ORDERS.reduce((best, other) => (known(other) > known(best) ? other : best));
  const placeOf = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return [...keys].sort((a, b) => placeOf(a) - placeOf(b));
}

/** As `properties` has them, except that the keys of `required` stand among each other as they stand there. */
function orderOf({ properties = {}, required = [] }: Schema): readonly string[] {
  const order = Object.keys(properties);
  for (let at = required.length - 2; at >= 0; at -= 1) {
    const [key = '', next = ''] = required.slice(at);
    if (order.indexOf(key) < order.indexOf(next)) continue;
    order.splice(order.indexOf(key), 1);
    order.splice(order.indexOf(next), 0, key);
  }
  return order;
}
