/**
 * A manifest as anybody may have written it.
 *
 * Owns: that it is one, that its paths are sound and stand beside each other, and that it does not contradict itself.
 * Must not: look at the files that it names.
 */
import { diagnose } from '../../base/catalogue.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { fail, hasErrors, type Result, succeed } from '../../base/result.ts';
import { errorReason, shownText } from '../../content/files.ts';
import type { FileSystem } from '../file-system.ts';
import type { Manifest, ManifestRule } from '../manifest.ts';
import { manifestSchema } from '../manifest-schema.ts';
import { occupied, pathFault } from '../paths.ts';
import { textOf } from '../read-back/kinds.ts';
import { schemaFault } from '../schema-check.ts';

/** A bundle of 10,000 rules has some 50 MiB of it. In bytes. */
const LARGEST_MANIFEST = 256 * 1024 * 1024;

/** The manifest at `path` (absolute; `shown` to people). A value only where all of it can be trusted to be consistent. */
export function readManifest(path: string, shown: string, fs: FileSystem): Result<Manifest> {
  const refuse = (reason: string) => fail([diagnose('verify/manifest', shown, { path: shown, reason })]);
  let bytes: Uint8Array | undefined;
  try {
    ({ bytes } = fs.readBytes(path, LARGEST_MANIFEST));
  } catch (error) {
    return refuse(errorReason(error));
  }
  if (bytes === undefined) return refuse(`it is larger than ${LARGEST_MANIFEST} bytes`);
  const text = textOf(bytes);
  if (text === undefined) return refuse('it is not UTF-8 text');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('it is not JSON');
  }
  const fault = schemaFault(value, manifestSchema());
  if (fault !== undefined) return refuse(shownText(fault));
  // Its shape was held against the schema, which a test holds against the type.
  const manifest = value as Manifest;
  const diagnostics = [...pathFaults(manifest, shown), ...ruleFaults(manifest, shown)];
  return hasErrors(diagnostics) ? fail(diagnostics) : succeed(manifest);
}

function pathFaults({ files }: Manifest, shown: string): readonly Diagnostic[] {
  const seen = new Set<string>();
  const taken = occupied();
  return files.flatMap(({ path }) => {
    const other = taken.obstacleOf(path);
    const reason =
      pathFault(path) ??
      (seen.has(path) ? 'it is named twice' : undefined) ??
      (other === undefined ? undefined : `"${shownText(other)}" stands in its way`);
    seen.add(path);
    taken.add(path);
    return reason === undefined
      ? []
      : [diagnose('verify/manifest-path', shown, { path: shownText(path), reason })];
  });
}

function ruleFaults({ rules, files, targets }: Manifest, shown: string): readonly Diagnostic[] {
  const paths = new Set(files.map(({ path }) => path));
  const ids = new Map<string, string>();
  return rules.flatMap((rule) => {
    const other = ids.get(rule.id);
    const reasons = other === undefined ? [] : [`"${shownText(other)}" has the same id`];
    ids.set(rule.id, rule.rule);
    reasons.push(...answerFaults(rule, paths, new Set(Object.keys(targets))));
    return reasons.map((reason) =>
      diagnose('verify/manifest-rule', shown, { rule: shownText(rule.rule), reason }),
    );
  });
}

function answerFaults(
  { answers }: ManifestRule,
  paths: ReadonlySet<string>,
  targets: ReadonlySet<string>,
): readonly string[] {
  return Object.entries(answers).flatMap(([target, { kind, files }]) => {
    if (!targets.has(target)) return [`it answers for ${target}, which is none of its targets`];
    if (kind === 'unsupported' && files.length > 0)
      return [`${target} does not support it, and has files of it`];
    if (kind !== 'unsupported' && files.length === 0) return [`${target} says it, and has no file of it`];
    const lost = files.filter((path) => !paths.has(path));
    return lost.map((path) => `its file "${shownText(path)}" is not among the files`);
  });
}
