/**
 * A CloudTrail record as trailc holds it.
 *
 * Owns: the JSON types. Must not: read or unwrap (envelopes.ts does).
 */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * One record, out of its envelope, as parsed JSON. `requestParameters`, `responseElements`, `additionalEventData`
 * and `serviceEventDetails` that came as a string holding a JSON object are already that object.
 */
export type CloudTrailEvent = JsonObject;

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
