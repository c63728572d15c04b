/**
 * Faults as SARIF 2.1.0 (OASIS, with errata 01), for code scanning services and editors.
 *
 * Owns: the log's shape, the spelling of messages and URIs, and fingerprints that hold when lines move. Must not: hold a
 * path of this machine, or word anything. Section numbers are the standard's.
 */
import { createHash } from 'node:crypto';
import { type Diagnostic, type Fix, sortDiagnostics } from '../../base/diagnostic.ts';
import { plain } from '../../base/markdown.ts';
import { lineText, positionAt, type Span } from '../../base/source.ts';
import type { Suppressed } from '../../suppress.ts';
import { trailcVersion } from '../version.ts';
import { printJson } from './json.ts';
import { type CheckOutcome, shownPathOf } from './outcome.ts';
import type { Places } from './place.ts';
import { codeInWords } from './sarif-rules.ts';
import { escapeForTerminal } from './terminal.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = '%SRCROOT%';
/** Versioned as 3.27.17 advises: another way to make it is another name. */
const FINGERPRINT = 'trailcLine/v1';

/** One run with the faults as results and the codes among them as rules. Ends with a line feed. */
export function checkAsSarif({ faults: shown, places, looked, suppressed = [] }: CheckOutcome): string {
  const bySuppressed = new Map(suppressed.map((one) => [one.diagnostic, one]));
  // All together, so that a fingerprint stays when a warning before it is suppressed.
  const faults = sortDiagnostics([...shown, ...bySuppressed.keys()]);
  const codes = [...new Set(faults.map(({ code }) => code))].sort();
  const fingerprints = fingerprintsOf(faults, places);
  const run = {
    tool: {
      driver: {
        name: 'trailc',
        semanticVersion: trailcVersion(),
        rules: codes.flatMap((code) => {
          const occurrence = faults.find((fault) => fault.code === code);
          return occurrence === undefined ? [] : [ruleOf(occurrence)];
        }),
      },
    },
    invocations: [{ executionSuccessful: looked !== undefined }],
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
    // As base/source.ts counts: columns in UTF-16 units, and YAML's ends of lines.
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    results: faults.map((fault, at) => ({
      ruleId: fault.code,
      ruleIndex: codes.indexOf(fault.code),
      level: fault.severity,
      message: { text: message([fault.what, fault.why, fault.do].filter((text) => text !== '').join('\n')) },
      locations: [{ physicalLocation: locationOf(fault, places) }],
      partialFingerprints: { [FINGERPRINT]: fingerprints[at] },
      ...(fault.fix === undefined ? {} : { fixes: [fixOf(fault.fix, places)] }),
      // Of all results or of none (3.27.23); an empty array says that the result is not suppressed.
      ...(suppressed.length === 0 ? {} : { suppressions: suppressionsOf(bySuppressed.get(fault), places) }),
    })),
  };
  return printJson({ version: '2.1.0', $schema: SCHEMA, runs: [run] });
}

function ruleOf(occurrence: Diagnostic): object {
  const { what, why, do: remedy } = codeInWords(occurrence);
  const markdown = [
    ...(why === '' ? [] : [`**Why:** ${plain(why)}`]),
    ...(remedy === '' ? [] : [`**What to do:** ${plain(remedy)}`]),
    `\`trailc why ${occurrence.code}\` says more.`,
  ];
  const more = `"trailc why ${occurrence.code}" says more.`;
  return {
    id: occurrence.code,
    shortDescription: { text: message(what) },
    help: {
      text: message([what, why, remedy, more].filter((text) => text !== '').join('\n')),
      markdown: braced([plain(what), ...markdown].join('\n\n')),
    },
    defaultConfiguration: { level: occurrence.severity },
  };
}

function suppressionsOf(suppressed: Suppressed | undefined, places: Places): readonly object[] {
  if (suppressed === undefined) return [];
  const { by, from } = suppressed;
  const { because, code } = by;
  return [
    {
      kind: from === 'rule' ? 'inSource' : 'external',
      status: 'accepted',
      // No message: a plain string, in which braces and brackets mean nothing (3.35).
      justification: because
        .split(/\r\n|[\r\n]/)
        .map(escapeForTerminal)
        .join('\n'),
      location: { physicalLocation: locationOf(code, places) },
    },
  ];
}

function locationOf(fault: Pick<Diagnostic, 'span' | 'path'>, places: Places): object {
  const artifactLocation = { uri: uriOf(places.pathOf(shownPathOf(fault))), uriBaseId: ROOT };
  // A fault of a whole file: GitHub wants a line of every result.
  if (fault.span === undefined) return { artifactLocation, region: { startLine: 1 } };
  return { artifactLocation, region: regionOf(fault.span) };
}

function regionOf({ source, start, end }: Span): object {
  const from = positionAt(source, start);
  const to = positionAt(source, Math.max(start, end));
  return {
    startLine: from.line,
    startColumn: columnOf(from, source.text),
    endLine: to.line,
    endColumn: columnOf(to, source.text),
  };
}

/** One change of one file (3.55); what is inserted is text of the file, and no message. */
function fixOf({ says, edits }: Fix, places: Places): object {
  const paths = new Set(edits.map(({ span }) => span.source.path));
  return {
    description: { text: message(says) },
    artifactChanges: [...paths].map((path) => ({
      artifactLocation: { uri: uriOf(places.pathOf(path)), uriBaseId: ROOT },
      replacements: edits
        .filter(({ span }) => span.source.path === path)
        .map(({ span, text }) => ({ deletedRegion: regionOf(span), insertedContent: { text } })),
    })),
  };
}

/** A byte order mark is not part of the text that columns count (3.30.2); our sources keep it. */
function columnOf(
  { line, column }: { readonly line: number; readonly column: number },
  text: string,
): number {
  return line === 1 && text.startsWith('\ufeff') ? Math.max(1, column - 1) : column;
}

/** A relative reference (RFC 3986): every part encoded, so that none is a scheme, a query or an escape. */
function uriOf(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}

/**
 * A plain text message: no line holds what a viewer would obey, braces are doubled (3.11.5), and nothing is a link
 * (3.11.6: text in brackets with a destination in parentheses at once after it).
 */
function message(text: string): string {
  const lines = text.split(/\r\n|[\r\n]/).map(escapeForTerminal);
  return braced(lines.join('\n').replaceAll('](', '] ('));
}

const braced = (text: string) => text.replace(/[{}]/g, '$&$&');

/**
 * One a fault: code, path, the line without blanks around it, and which of the like it is in its file. Lines above may
 * come and go, and the line may be indented anew.
 */
function fingerprintsOf(faults: readonly Diagnostic[], places: Places): readonly string[] {
  const seen = new Map<string, number>();
  return faults.map((fault) => {
    const line = fault.span && positionAt(fault.span.source, fault.span.start).line;
    const text =
      fault.span === undefined || line === undefined ? '' : lineText(fault.span.source, line).trim();
    const alike = JSON.stringify([fault.code, places.pathOf(shownPathOf(fault)), text]);
    const ordinal = (seen.get(alike) ?? 0) + 1;
    seen.set(alike, ordinal);
    return createHash('sha256').update(`${alike}${ordinal}`).digest('hex').slice(0, 32);
  });
}
