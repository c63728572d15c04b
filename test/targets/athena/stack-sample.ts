/**
 * Stacks for tests: rules and views as a target hands them over, and the files that come of them.
 *
 * Owns: the data. The SQL need not be trailc's: what matters is that it arrives as it was. Must not: check anything.
 */
import { renderArtefact, templateSource } from '../../../src/bundle/render.ts';
import type { StackInput, StackRule, StackView } from '../../../src/targets/athena/stack/input.ts';
import { stackArtefacts } from '../../../src/targets/athena/stack/stack.ts';
import { ENVIRONMENT } from '../../support/environment.ts';

export const EVENTS_VIEW: StackView = {
  kind: 'events',
  name: 'cloudtrail_logs_events',
  sql: 'SELECT\n  eventid AS "eventid",\n  coalesce(useridentity.username, \'é "$${x}\') AS "actor"\nFROM "security"."cloudtrail_logs"',
  columns: [
    { name: 'eventid', type: 'varchar', hive: 'string' },
    { name: 'actor', type: 'varchar', hive: 'string' },
  ],
  comment: 'CloudTrail records of cloudtrail_logs with the fields that trailc derives.',
};

export function sampleRule(stem: string, some: Partial<StackRule> = {}): StackRule {
  return {
    stem,
    id: '7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10',
    version: '1.2.0',
    title: `The rule ${stem}`,
    description: 'What it finds.',
    level: 'high',
    span: ENVIRONMENT.span,
    namedQuery: `-- The rule ${stem}\nSELECT eventid AS "eventID"\nFROM "security"."cloudtrail_logs"\nWHERE eventname = 'x'`,
    preparedName: stem.replaceAll('-', '_'),
    prepared: `SELECT eventid AS "eventID"\nFROM "security"."cloudtrail_logs"\nWHERE eventtime >= ? AND eventtime < ?`,
    every: 900,
    lookback: 4_500,
    provenance: { condition: 'c'.repeat(64), params: 'd'.repeat(64) },
    ...some,
  };
}

export function sampleInput(some: Partial<StackInput> = {}): StackInput {
  return {
    bundle: {
      name: 'acme-cloudtrail',
      version: '1.4.0',
      author: 'Acme',
      description: 'Rules.',
      span: ENVIRONMENT.span,
    },
    environment: 'production',
    span: ENVIRONMENT.span,
    profile: 'extended',
    database: 'security',
    table: 'cloudtrail_logs',
    views: [EVENTS_VIEW],
    tables: [
      {
        profile: 'extended',
        isInUse: true,
        path: 'tables/extended.sql',
        location: 's3://acme-trail/AWSLogs/123456789012/CloudTrail/',
        columns: [{ name: 'eventid', type: 'STRING' }],
        partitions: ['region', 'year', 'month', 'day'],
      },
    ],
    rules: [sampleRule('root-login'), sampleRule('session-name-bypass', { every: 3_600, level: 'critical' })],
    ...some,
  };
}

const templates = templateSource({ root: '.' });

/** By path below `stack/`; throws where the stack cannot be made or rendered, which is the test's own fault. */
export function stackFiles(input: StackInput): ReadonlyMap<string, string> {
  const { value, diagnostics } = stackArtefacts(input);
  if (value === undefined) throw new Error(diagnostics.map(({ what }) => what).join('\n'));
  const build = { trailc: '0.0.0', commit: 'abc' };
  return new Map(
    value.map((artefact) => {
      const view = { ...artefact.view, build };
      const rendered = renderArtefact({ ...artefact, view }, templates);
      if (rendered.value === undefined)
        throw new Error(rendered.diagnostics.map(({ what }) => what).join('\n'));
      return [artefact.path.replace(/^stack\//, ''), rendered.value];
    }),
  );
}
