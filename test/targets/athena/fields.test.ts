import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../src/cloudtrail/catalogue.ts';
import { type FieldPath, pathsOf } from '../../../src/cloudtrail/value.ts';
import { RESULT_COLUMNS } from '../../../src/ir/columns.ts';
import type { Columns } from '../../../src/targets/athena/columns.ts';
import { locate, presenceAt, textAt } from '../../../src/targets/athena/fields.ts';
import { DOCUMENTED, EXTENDED, PROFILES } from '../../../src/targets/athena/profiles.ts';

const at = (path: FieldPath) => ({ kind: 'path' as const, path });

describe('textAt', () => {
  it.each([
    [['eventName'], 'eventname'],
    [['sourceIPAddress'], 'sourceipaddress'],
    [['userIdentity', 'arn'], 'useridentity.arn'],
    [
      ['userIdentity', 'sessionContext', 'sessionIssuer', 'arn'],
      'useridentity.sessioncontext.sessionissuer.arn',
    ],
    [['requestParameters', 'roleArn'], "json_extract_scalar(requestparameters, '$.roleArn')"],
    [['edgeDeviceDetails', 'type'], "json_extract_scalar(edgedevicedetails, '$.type')"],
    [['requestParameters'], 'CAST(NULL AS varchar)'],
    [['userIdentity'], 'CAST(NULL AS varchar)'],
    [['resources'], 'CAST(NULL AS varchar)'],
    [['eventName', 'below'], 'CAST(NULL AS varchar)'],
    [['constructor'], 'CAST(NULL AS varchar)'],
  ])('reads %j', (path, printed) => {
    expect(textAt(at(path), { profile: DOCUMENTED })).toBe(printed);
  });
});

describe('presenceAt', () => {
  it.each([
    [['errorCode'], 'errorcode IS NOT NULL'],
    [['resources'], 'cardinality(resources) > 0'],
    [
      ['requestParameters', 'tags'],
      "json_format(json_extract(requestparameters, '$.tags')) NOT IN ('null', '{}', '[]')",
    ],
  ])('asks for %j', (path, printed) => {
    expect(presenceAt(at(path), { profile: DOCUMENTED })).toBe(printed);
  });
});

describe('the profiles', () => {
  const missing = (profile: typeof DOCUMENTED) =>
    FIELDS.filter(({ type }) => type !== 'object')
      .filter(({ value }) =>
        pathsOf(value).some((path) => ['missing', 'object'].includes(locate(at(path), { profile }).kind)),
      )
      .map(({ name }) => name);

  it('extended reads every field of the catalogue', () => {
    expect(missing(EXTENDED)).toEqual([]);
  });

  it('documented lacks what the documented table lacks', () => {
    expect(missing(DOCUMENTED)).toEqual([
      'managementEvent',
      'tlsDetails.keyExchange',
      'userIdentity.identityProvider',
      'userIdentity.credentialId',
      'userIdentity.sessionContext.sourceIdentity',
      'userIdentity.sessionContext.assumedRoot',
      'userIdentity.invokedByDelegate.accountId',
      'userIdentity.inScopeOf.sourceArn',
      'userIdentity.inScopeOf.sourceAccount',
      'userIdentity.inScopeOf.issuerType',
      'userIdentity.inScopeOf.credentialsIssuedTo',
    ]);
  });

  it('all have the columns of a result row', () => {
    const paths = RESULT_COLUMNS.flatMap(({ from }) => (from.kind === 'value' ? pathsOf(from.value) : []));
    expect(paths.length).toBeGreaterThan(5);
    for (const profile of PROFILES) {
      expect(paths.filter((path) => locate(at(path), { profile }).kind === 'missing')).toEqual([]);
    }
  });

  it('have names that need no quotes', () => {
    const names = (columns: Columns): string[] =>
      [...columns].flatMap(([name, type]) => [name, ...('members' in type ? names(type.members) : [])]);
    for (const profile of PROFILES) {
      expect(names(profile.columns).filter((name) => !/^[A-Za-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
    }
  });
});
