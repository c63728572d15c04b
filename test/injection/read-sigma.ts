/** Every scalar of a document with the keys that lead to it. Owns: that walk; a reader of YAML or JSON came before. */
export interface SigmaLeaf {
  readonly path: string;
  readonly value: unknown;
}

export function readSigma(value: unknown, path = ''): readonly SigmaLeaf[] {
  if (typeof value !== 'object' || value === null) return [{ path: `${path}: ${typeof value}`, value }];
  return Object.entries(value).flatMap(([key, inner]) => readSigma(inner, `${path}/${key}`));
}
