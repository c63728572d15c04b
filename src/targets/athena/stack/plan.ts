/**
 * What a stack creates, before it is written in any language of templates: names, descriptions, schedules.
 *
 * Owns: those, the same in CloudFormation and in Terraform. Must not: judge limits (stack/limits.ts) or print.
 */
import { commentText } from '../literals.ts';
import type { StackInput, StackRule } from './input.ts';
import { LONGEST_RUN_QUERY } from './machine.ts';
import { fitted } from './names.ts';
import { type Schedule, scheduleOf } from './schedule.ts';

export interface StackPlan {
  readonly input: StackInput;
  /** Of workgroup, state machine, schedule group and topic: fits the narrowest of them. */
  readonly name: string;
  /** What the workgroup is for. */
  readonly description: string;
  readonly rules: readonly PlannedRule[];
  /** Where the trail is, as far as the environment says. */
  readonly trail?: { readonly bucket: string; readonly prefix: string };
}

export interface PlannedRule {
  readonly rule: StackRule;
  /** Of the saved query. */
  readonly name: string;
  readonly description: string;
  /** Absent where the query is too long to pass through the state machine. */
  readonly schedule?: Schedule;
}

/** EventBridge Scheduler allows a group 64 characters; roles are named after it with some letters more. */
const LONGEST_NAME = 56;
/** Athena API, CreateNamedQuery: Name. */
const LONGEST_QUERY_NAME = 128;

/** Athena's limits on what everybody can read in its console, and what is created when nothing is said. */
export const DEFAULTS = {
  /** A hundred gigabytes: more than most rules read in a day of a large trail, and some fifty cents. */
  bytesScanned: 107_374_182_400,
  /** Athena API, WorkGroupConfiguration: the lowest cutoff that Terraform's provider takes as well. */
  leastBytesScanned: 10_485_760,
  engine: 'Athena engine version 3',
} as const;

export function planOf(input: StackInput): StackPlan {
  const name = fitted(`${input.bundle.name}-${input.environment}`.replaceAll('.', '-'), LONGEST_NAME);
  const location = input.tables.find(({ isInUse }) => isInUse)?.location;
  const trail = location === undefined ? undefined : trailOf(location);
  return {
    input,
    name,
    description: `Rules of ${input.bundle.name} ${input.bundle.version} for ${input.environment}`,
    rules: input.rules.map(planned),
    ...(trail === undefined ? {} : { trail }),
  };
}

function planned(rule: StackRule): PlannedRule {
  const title = plain(rule.title);
  const isShort = Buffer.byteLength(JSON.stringify(rule.namedQuery), 'utf8') <= LONGEST_RUN_QUERY;
  return {
    rule,
    name: fitted(rule.stem, LONGEST_QUERY_NAME),
    description: `${title} (rule ${rule.id}, version ${rule.version}, condition ${rule.provenance.condition})`,
    ...(isShort ? { schedule: scheduleOf(rule, title) } : {}),
  };
}

/** One line without characters that cannot be seen, in the form that Terraform keeps texts in. */
const plain = (text: string): string => commentText(text).normalize('NFC').trim();

function trailOf(location: string): StackPlan['trail'] {
  const match = /^s3:\/\/([^/]+)\/?(.*)$/.exec(location);
  const [, bucket = '', path = ''] = match ?? [];
  if (bucket === '') return undefined;
  return { bucket, prefix: path === '' || path.endsWith('/') ? path : `${path}/` };
}
