/**
 * From what AWS gives to roles with their trust policies.
 *
 * Owns: the shapes of IAM (`get-role`, `list-roles`, `get-account-authorization-details`, in pages or one after the other), of
 * AWS Config (items, snapshots) and bare trust policies; the encodings of a policy. Must not: read files, or judge.
 */
import { diagnose } from '../base/catalogue.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { positionAt, type SourceText } from '../base/source.ts';
import { isJsonObject, type Json, type JsonObject } from '../cloudtrail/event.ts';
import type { Policy } from './policy.ts';
import { readPolicy } from './read-policy.ts';
import { type Piece, scan } from './scan.ts';

export interface Role {
  /** Of a bare policy: the file. */
  readonly name: string;
  readonly arn?: string;
  readonly account?: string;
  readonly path: string;
  /** Where the role begins in its file, from 1. */
  readonly line: number;
  readonly document: TrustDocument;
}

export type TrustDocument =
  | { readonly kind: 'policy'; readonly policy: Policy; readonly json: Json }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface Inventory {
  readonly roles: readonly Role[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Bytes; AWS itself allows 2,048 characters, or 4,096 by a raised quota. */
const LARGEST_POLICY = 100 * 1024;

const POLICY_KEYS = ['AssumeRolePolicyDocument', 'assumeRolePolicyDocument'] as const;
const WANTED: ReadonlySet<string> = new Set([...POLICY_KEYS, 'configuration', 'Statement']);

export function readInventory(source: SourceText): Inventory {
  const { pieces, faults, truncated } = scan(source.text, WANTED);
  const diagnostics = faults.map(({ reason, at }) =>
    diagnose('trust/not-json', { source, start: at, end: at }, { reason }),
  );
  const roles = pieces.flatMap((piece) => {
    if (!isRole(piece)) return [];
    const span = { source, start: piece.start, end: piece.start };
    const json = parsed(source.text.slice(piece.start, piece.end));
    if (!isJsonObject(json)) {
      diagnostics.push(diagnose('trust/not-json', span, { reason: 'this is not JSON' }));
      return [];
    }
    const role = roleOf(json, piece, source);
    return role === undefined
      ? []
      : [{ ...role, path: source.path, line: positionAt(source, piece.start).line }];
  });
  if (truncated) diagnostics.push(diagnose('trust/truncated', source.path, { path: source.path }));
  if (roles.length === 0 && diagnostics.length === 0)
    diagnostics.push(diagnose('trust/no-roles', source.path, { path: source.path }));
  return { roles, diagnostics };
}

function isRole({ keys, depth }: Piece): boolean {
  if (POLICY_KEYS.some((key) => keys.has(key))) return keys.has('RoleName') || keys.has('roleName');
  if (keys.has('configuration')) return keys.has('resourceType');
  return depth === 0 && keys.has('Statement');
}

type Found = Omit<Role, 'path' | 'line'>;

function roleOf(json: JsonObject, { keys }: Piece, source: SourceText): Found | undefined {
  if (keys.has('resourceType')) {
    // As an object it is a piece of its own.
    if (json.resourceType !== 'AWS::IAM::Role' || typeof json.configuration !== 'string') return undefined;
    const inner = checked(json.configuration);
    const name = textOf(json.resourceName) ?? textOf(json.resourceId) ?? '';
    if (inner.kind === 'unreadable') return { name, document: inner };
    return isJsonObject(inner.json) ? namedRole(inner.json, name) : undefined;
  }
  if (keys.has('Statement') && !POLICY_KEYS.some((key) => keys.has(key)))
    return { name: source.path, document: documentOf(json) };
  return namedRole(json, '');
}

function namedRole(json: JsonObject, otherwise: string): Found {
  const arn = textOf(json.Arn) ?? textOf(json.arn);
  const account = /^arn:[a-z-]+:iam::([0-9]{12}):role\//.exec(arn ?? '')?.[1];
  return {
    name: textOf(json.RoleName) ?? textOf(json.roleName) ?? otherwise,
    ...(arn === undefined ? {} : { arn }),
    ...(account === undefined ? {} : { account }),
    document: documentOf(json.AssumeRolePolicyDocument ?? json.assumeRolePolicyDocument),
  };
}

/** A trust policy as an object, as JSON text, or as JSON text that is URL-encoded (RFC 3986), as the IAM API gives it. */
function documentOf(given: Json | undefined): TrustDocument {
  if (given === undefined || given === null)
    return { kind: 'unreadable', reason: 'the role has no trust policy' };
  if (typeof given !== 'string') return policyOf(given, JSON.stringify(given));
  const text = decoded(given);
  if (text === undefined) return { kind: 'unreadable', reason: 'it is not well URL-encoded' };
  const inner = checked(text);
  return inner.kind === 'unreadable' ? inner : policyOf(inner.json, text);
}

function policyOf(json: Json, text: string): TrustDocument {
  if (Buffer.byteLength(text) > LARGEST_POLICY)
    return { kind: 'unreadable', reason: `it is larger than ${LARGEST_POLICY / 1024} KB` };
  const read = readPolicy(json);
  return read.kind === 'policy' ? { ...read, json } : read;
}

/** JSON that stands in a string: nothing has looked at it yet. */
function checked(text: string): { kind: 'json'; json: Json } | { kind: 'unreadable'; reason: string } {
  const fault = scan(text, new Set()).faults[0];
  const json = fault === undefined ? parsed(text) : undefined;
  if (json === undefined) return { kind: 'unreadable', reason: fault?.reason ?? 'it is not JSON' };
  return { kind: 'json', json };
}

function decoded(text: string): string | undefined {
  if (!/^\s*%7B/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const textOf = (json: Json | undefined): string | undefined => (typeof json === 'string' ? json : undefined);
