/**
 * An audit of roles as SARIF 2.1.0 (OASIS, with errata 01): one result a role that is a finding or excepted.
 *
 * Owns: the shape. Must not: hold a path of this machine, or decide anything.
 */
import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { trailcVersion } from '../version.ts';
import { type AuditedRole, type AuditReport, identityWords, VERDICT_WORDS, witnessWords } from './audit.ts';
import { printJson } from './json.ts';
import { escapeForTerminal } from './terminal.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export function auditAsSarif(report: AuditReport): string {
  const shown = report.roles.filter(({ finding, exception }) => finding || exception !== undefined);
  const ids = [...new Set(shown.map(idOf))].sort();
  const run = {
    tool: {
      driver: {
        name: 'trailc',
        semanticVersion: trailcVersion(),
        rules: ids.map((id) => ({
          id,
          shortDescription: { text: `Role and session name: ${id.slice('audit/'.length)}` },
        })),
      },
    },
    invocations: [{ executionSuccessful: report.unread === 0 }],
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
    results: shown.map((one) => ({
      ruleId: idOf(one),
      ruleIndex: ids.indexOf(idOf(one)),
      level: one.audit.verdict === 'free' ? 'error' : 'warning',
      message: { text: message(one) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(one.audit.role.path), uriBaseId: '%SRCROOT%' },
            region: { startLine: one.audit.role.line },
          },
          logicalLocations: [
            { fullyQualifiedName: escapeForTerminal(one.audit.role.arn ?? one.audit.role.name) },
          ],
        },
      ],
      partialFingerprints: { 'trailcRole/v1': fingerprint(one) },
      suppressions:
        one.exception === undefined
          ? []
          : [
              {
                kind: 'external',
                status: 'accepted',
                justification: escapeForTerminal(one.exception.reason),
              },
            ],
    })),
  };
  return printJson({ version: '2.1.0', $schema: SCHEMA, runs: [run] });
}

const idOf = ({ audit }: AuditedRole) => `audit/${audit.verdict}`;

/** Plain text in which nothing is a placeholder or a link (3.11.5, 3.11.6). */
function message({ audit }: AuditedRole): string {
  const said = [
    `${audit.role.arn ?? audit.role.name}: ${VERDICT_WORDS[audit.verdict]}.`,
    audit.reason.says,
    witnessWords(audit),
    identityWords(audit),
  ];
  return escapeForTerminal(said.filter((text) => text).join(' '))
    .replace(/[{}]/g, '$&$&')
    .replaceAll('](', '] (');
}

/** A relative reference; of a file elsewhere, its name alone. */
function uriOf(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '.');
  const inside = isAbsolute(path) || parts.includes('..') ? parts.slice(-1) : parts;
  return inside.map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd'))).join('/');
}

const fingerprint = ({ audit }: AuditedRole) =>
  createHash('sha256')
    .update(JSON.stringify([audit.role.arn ?? audit.role.name, audit.verdict]))
    .digest('hex')
    .slice(0, 32);
