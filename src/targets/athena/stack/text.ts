/**
 * Texts of a stack that hold values which only a deployment knows: an account, a bucket, the ARN of another resource.
 *
 * Owns: such texts, apart from any language of templates. Must not: print one (stack/cloudformation.ts and
 * stack/terraform.ts do).
 */
export type Reference =
  | 'partition'
  | 'region'
  | 'account'
  | 'resultsBucket'
  | 'resultsPrefix'
  | 'resultsKey'
  | 'trailBucket'
  | 'trailPrefix'
  | 'trailKey'
  | 'topic'
  | 'topicKey'
  | 'stateMachine'
  | 'workgroup';

export interface Pieces {
  readonly pieces: readonly (string | { readonly ref: Reference })[];
}

/** A text of the parts in their order; empty texts are left out. */
export function pieces(...parts: Pieces['pieces']): Pieces {
  return { pieces: parts.filter((part) => part !== '') };
}

export const ref = (name: Reference) => ({ ref: name }) as const;

/** `arn:PARTITION:SERVICE:REGION:ACCOUNT:rest` of something in the stack's own region and account. */
export function arn(service: string, ...rest: Pieces['pieces']): Pieces {
  return pieces('arn:', ref('partition'), `:${service}:`, ref('region'), ':', ref('account'), ':', ...rest);
}

/** `arn:PARTITION:s3:::rest`: buckets have neither region nor account. */
export function s3Arn(...rest: Pieces['pieces']): Pieces {
  return pieces('arn:', ref('partition'), ':s3:::', ...rest);
}
