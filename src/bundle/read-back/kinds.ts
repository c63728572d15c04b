/**
 * A file of a bundle, read back by the grammar of its kind.
 *
 * Owns: which kind a file is, by its name and first bytes, and what each kind must hold to be whole. Must not: know what
 * a bundle should hold, or unpack archives (verify/archive.ts does).
 */
import { positionAt } from '../../base/source.ts';
import { parseYaml } from '../../content/yaml.ts';
import { splFault, sqlFault } from './balance.ts';
import { readConf } from './conf.ts';
import { csvFault } from './csv.ts';
import { pngFault } from './png.ts';
import { xmlFault } from './xml.ts';

export type FileKind =
  | { readonly kind: 'archive'; readonly format: 'tar.gz' | 'zip' }
  | { readonly kind: 'image' }
  | { readonly kind: 'text'; readonly form: TextForm };

export type TextForm = 'conf' | 'csv' | 'json' | 'plain' | 'spl' | 'sql' | 'xml' | 'yaml';

const FORMS: Readonly<Record<string, TextForm>> = {
  asl: 'json',
  conf: 'conf',
  csv: 'csv',
  json: 'json',
  manifest: 'json',
  md: 'plain',
  meta: 'conf',
  spl: 'spl',
  sql: 'sql',
  txt: 'plain',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
};

/** Undefined: trailc writes no such file. A Splunk app and a search have one ending; gzip's two bytes tell the app. */
export function kindOfFile(path: string, bytes: Uint8Array): FileKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (ending === 'zip') return { kind: 'archive', format: 'zip' };
  if (ending === 'gz' || ending === 'tgz' || (ending === 'spl' && gzip))
    return { kind: 'archive', format: 'tar.gz' };
  if (ending === 'png') return { kind: 'image' };
  const form = name.includes('.') && Object.hasOwn(FORMS, ending) ? FORMS[ending] : undefined;
  if (form !== undefined) return { kind: 'text', form };
  return /^(?:LICENSE|NOTICE|README)$/.test(name) ? { kind: 'text', form: 'plain' } : undefined;
}

/** The text of a file, or undefined where it is not UTF-8. A byte order mark stays. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Why a file is not whole, to follow "it cannot be read:", or undefined. Archives are looked into elsewhere. */
export function contentFault(kind: FileKind, bytes: Uint8Array): string | undefined {
  if (kind.kind === 'archive') return undefined;
  if (kind.kind === 'image') return pngFault(bytes);
  const text = textOf(bytes);
  if (text === undefined) return 'it is not UTF-8 text';
  if (text.startsWith('\ufeff')) return 'it begins with a byte order mark';
  if (text.includes('\0')) return 'it holds a NUL character, which no text has';
  return formFault(kind.form, text);
}

function formFault(form: TextForm, text: string): string | undefined {
  switch (form) {
    case 'plain':
      return undefined;
    case 'conf': {
      const [first] = readConf(text).faults;
      return first === undefined ? undefined : `line ${first.line}: ${first.reason}`;
    }
    case 'csv':
      return csvFault(text);
    case 'json':
      return jsonFault(text);
    case 'spl':
      return splFault(text);
    case 'sql':
      return sqlFault(text);
    case 'xml':
      return xmlFault(text);
    case 'yaml': {
      // Not trailc's own dialect: CloudFormation has tags.
      const faults = parseYaml({ path: '', text }, text.length).diagnostics;
      const first = faults.find(({ code, severity }) => severity === 'error' && code !== 'yaml/tag');
      if (first === undefined) return undefined;
      const line = first.span === undefined ? 1 : positionAt(first.span.source, first.span.start).line;
      return `line ${line}: ${first.what.replace(/\.$/, '')}`;
    }
  }
}

function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'it is not JSON';
  }
}
