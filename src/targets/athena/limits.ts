/**
 * What Athena and its catalogue take at most.
 *
 * Owns: the figures, each with its source. Must not: decide what becomes of a statement that is longer.
 */

/** Athena, "Service quotas: query string length", in bytes of UTF-8. */
export const LONGEST_QUERY = 262_144;

/** Left for the comment at the head of a file, which people paste along with the query. */
export const HEAD = 4_096;

/** AWS Glue API, "TableInput: Name", in characters; a view is a table of the catalogue. */
export const LONGEST_TABLE_NAME = 255;

/**
 * Bytes of a view's SELECT as JSON. The catalogue keeps that JSON in base64, 4 characters for 3 bytes, in at most 409,600
 * (AWS Glue API, "TableInput: ViewOriginalText"); and the statement that makes the view is a query like any other.
 */
export const LONGEST_VIEW = LONGEST_QUERY - 2 * HEAD;
