/**
 * A YAML value as the JSON of an event.
 *
 * Owns: the values that YAML would change on the way (an account id that loses its zeros, version 1.10 that becomes
 * 1.1), and keys that no record has. Must not: know fields.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { quotedAsTyped } from '../base/fix.ts';
import { hasErrors, type Result, succeed } from '../base/result.ts';
import type { Json } from '../cloudtrail/event.ts';
import { quote } from './node-readers.ts';
import type { YamlNode } from './yaml-node.ts';

/**
 * `strict` is for what a person typed as YAML: a number must be written as its digits. In a record that AWS wrote as
 * JSON, `1.0` is what it is. Depth is bounded by parseYaml.
 */
export function eventValue(node: YamlNode, strict: boolean): Result<Json> {
  const diagnostics: Diagnostic[] = [];
  const value = convert(node, strict, diagnostics);
  return hasErrors(diagnostics) ? { diagnostics } : succeed(value, diagnostics);
}

function convert(node: YamlNode, strict: boolean, diagnostics: Diagnostic[]): Json {
  switch (node.kind) {
    case 'scalar':
      if (typeof node.value === 'number' && (strict || !Number.isFinite(node.value)) && !isPlain(node.text)) {
        const args = { written: node.text, read: String(node.value), quoted: quote(node.text) };
        // No number begins with 0; any other may be one.
        const fix = /^0[0-9]+$/.test(node.text) ? quotedAsTyped(node.span) : undefined;
        diagnostics.push(diagnose('test/number', node.span, args, fix));
      }
      return node.value;
    case 'sequence':
      return node.items.map((item) => convert(item, strict, diagnostics));
    case 'mapping': {
      for (const { key } of node.entries) {
        if (key.text === '__proto__') diagnostics.push(diagnose('test/key', key.span, { key: key.text }));
      }
      // Defines keys and does not assign them, so that `__proto__` is only a key until the diagnostic is read.
      return Object.fromEntries(
        node.entries.map(({ key, value }) => [key.text, convert(value, strict, diagnostics)]),
      );
    }
  }
}

/** The integers of the contract (docs/semantics.md §3): their text is their digits, in every engine. */
const isPlain = (text: string) => /^(?:0|-?[1-9][0-9]{0,14})$/.test(text);
