/**
 * Values that nobody has, because they are set aside for examples.
 *
 * Owns: finding one in a text. Must not: know where the text stands.
 */

/**
 * RFC 2606, section 3: example.com, example.net and example.org, and the names below them. The name must end there:
 * example.com.au and my-example.com belong to somebody.
 */
const EXAMPLE_DOMAIN = /(?<![a-z0-9-])example\.(?:com|net|org)(?!\.?[a-z0-9-])/i;

/**
 * RFC 2606, section 2: the top-level domains that nobody has. `.test` and `.invalid` end names of roles and buckets too,
 * so there they count only behind `@`, `//`, or as the end of a domain (`.corp.test`).
 */
const EXAMPLE_SUFFIX = /(?<![a-z0-9.-])(?:[a-z0-9-]+\.)+example(?!\.?[a-z0-9-])/i;
const RESERVED_SUFFIX = /(?:@|\/\/|^\*?\.)((?:[a-z0-9-]+\.)+(?:test|invalid))(?!\.?[a-z0-9-])/i;

/** The name set aside for examples that a text holds, as it is written there. */
export function exampleDomainIn(text: string): string | undefined {
  return EXAMPLE_DOMAIN.exec(text)?.[0] ?? RESERVED_SUFFIX.exec(text)?.[1] ?? EXAMPLE_SUFFIX.exec(text)?.[0];
}

/** The ids that AWS's user guides give to made-up accounts, and those of one digit twelve times. */
const EXAMPLE_ACCOUNT =
  /(?<![0-9])(?:111122223333|444455556666|777788889999|123456789012|([0-9])\1{11})(?![0-9])/;

/** The account id of AWS's documentation that a text holds. */
export function exampleAccountIn(text: string): string | undefined {
  return EXAMPLE_ACCOUNT.exec(text)?.[0];
}
