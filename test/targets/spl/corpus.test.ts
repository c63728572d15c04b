/** The searches on public records: what random events do not hold, such as long policies and odd names. */
import { describe, it } from 'vitest';
import type { Expression } from '../../../src/ir/expression.ts';
import { all, any, element, exists, inCidr, not, order, some, test } from '../../evaluate/build.ts';
import { CORPUS, readCorpus } from '../../support/corpus.ts';
import { agrees, agreesExtracted } from './agreement.ts';
import { EVERY_KIND, known, MANUAL_ACTION, SAME_ELEMENT, SESSION_NAME_BYPASS } from './rules.ts';

const ITEMS = 'requestParameters.ipPermissions.items';

/** What both profiles can say. */
const BOTH: Readonly<Record<string, Expression>> = {
  'every kind': EVERY_KIND,
  'manual action': MANUAL_ACTION,
  'session name bypass': SESSION_NAME_BYPASS,
  addresses: inCidr(known('sourceIPAddress'), ['10.0.0.0/8', '192.0.0.0/4', '2000::/3']),
  versions: order('atLeast', known('eventVersion'), 'version', '1.10'),
  'no code': not(exists(known('errorCode'))),
  resources: some('resources', test('contains', element('ARN'), ':role/')),
};
const RAW: Readonly<Record<string, Expression>> = {
  ...BOTH,
  'same element': SAME_ELEMENT,
  'open to the world': some(
    ITEMS,
    all(
      test('equals', element('ipProtocol'), 'tcp'),
      any(exists(element('ipRanges.items')), not(exists(element('ipv6Ranges')))),
    ),
  ),
  parameters: any(exists(known('requestParameters.policy')), exists(known('requestParameters.tags'))),
};

describe.skipIf(CORPUS === undefined)('on public records', () => {
  const records = CORPUS === undefined ? [] : readCorpus(CORPUS).map(({ event }) => event);
  const cases = Object.entries(RAW);

  it.each(cases)('profile raw: %s', (_, condition) => agrees(condition, ...records));
  it.each(Object.entries(BOTH))('profile extracted: %s', (_, condition) =>
    agreesExtracted(condition, ...records),
  );
});
