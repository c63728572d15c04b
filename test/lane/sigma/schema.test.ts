/** The constraints of the specification's schema mind what they should, and nothing else. */
import { expect, it } from 'vitest';
import { OFFICIAL_SCHEMA } from './official-schema.ts';
import { schemaFaults } from './schema.ts';

const faultsOf = schemaFaults(OFFICIAL_SCHEMA);
const rule = (more: object = {}) =>
  JSON.stringify({
    title: 'x',
    id: '7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10',
    logsource: { product: 'aws', service: 'cloudtrail' },
    detection: { selection: { eventName: 'x' }, condition: 'selection' },
    ...more,
  });

it('takes a rule as it is', () => expect(faultsOf(rule())).toEqual([]));

it.each([
  { level: 'severe' },
  { status: 'draft' },
  { date: '2026-13-01' },
  { id: 'x' },
  { tags: ['Attack.t1078'] },
  { tags: ['attack.t1078', 'attack.t1078'] },
  { falsepositives: ['x'] },
  { detection: { selection: 'x', condition: 'selection' } },
  { detection: { selection: { a: 'b' } } },
  { title: 'x'.repeat(257) },
  { related: [{ id: '7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10', type: 'alike' }] },
])('minds %j', (more) => {
  expect(faultsOf(rule(more)).length).toBeGreaterThan(0);
});
