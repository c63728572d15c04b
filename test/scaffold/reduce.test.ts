/** What a fixture keeps of an event, and what it must not. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/cloudtrail/event.ts';
import { reduceEvent } from '../../src/scaffold/reduce.ts';

const MARK = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY';
const event = (requestParameters: Json) => ({ eventSource: 'x', eventName: 'X', requestParameters });
const paths = (found: readonly (readonly (string | number)[])[]) => found.map((path) => path.join('.'));

describe('secrets', () => {
  it.each<[string, Json]>([
    ['a password', { masterUserPassword: MARK }],
    ['a secret of Secrets Manager', { SecretString: MARK }],
    ['credentials', { credentials: { accessKeyId: MARK, expiration: MARK } }],
    ['a session token', { sessionToken: MARK }],
    ['a secret access key under another name', { value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }],
    ['variables of a function', { environment: { variables: { A: MARK } } }],
    [
      'a value beside the name of a secret',
      { parameters: [{ parameterKey: 'DbPassword', parameterValue: MARK }] },
    ],
    ['the same with capitals', { Parameters: [{ Name: 'db_password', Value: MARK }] }],
    ['user data', { userData: MARK }],
    ['a private key', { text: `-----BEGIN PRIVATE KEY-----\n${MARK}` }],
    ['a signed address', { url: `https://b.s3.amazonaws.com/?X-Amz-Signature=${MARK}` }],
    ['an address with a password', { url: `https://ann:${MARK}@example.com/` }],
    ['a web token', { text: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${MARK}` }],
    ['a text that sets a password', { command: `run --password=${MARK}` }],
  ])('%s is left out and named', (_, parameters) => {
    const { event: kept, secret } = reduceEvent(event(parameters));
    expect(JSON.stringify(kept)).not.toContain('EXAMPLEKEY');
    expect(secret.length).toBeGreaterThan(0);
  });

  it('are not their names, kinds and masks', () => {
    const parameters = {
      secretId: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod-db-AbCdEf',
      masterUserPassword: '****',
      tokenStatus: 'ACTIVE',
      passwordReusePrevention: 5,
      roleArn: 'arn:aws:iam::111122223333:role/ops',
    };
    expect(reduceEvent(event(parameters))).toMatchObject({
      event: { requestParameters: parameters },
      secret: [],
    });
  });
});

describe('size', () => {
  it('has a limit: long texts, long lists, deep and large objects go, and are named', () => {
    let deep: Json = 'x';
    for (let at = 0; at < 150; at += 1) deep = { a: deep };
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`k${at}`, 'v'.repeat(900)]));
    const parameters = { long: 'x'.repeat(5000), list: Array.from({ length: 1000 }, () => 'a'), deep };
    const { event: kept, unneeded } = reduceEvent({ ...event(parameters), responseElements: many });
    expect(JSON.stringify(kept).length).toBeLessThan(5000);
    expect(paths(unneeded)).toEqual(
      expect.arrayContaining(['requestParameters.long', 'requestParameters.list.20', 'responseElements']),
    );
  });

  it('leaves out keys that only a hostile record has', () => {
    const parsed = JSON.parse('{"__proto__": 1, "a\\nb": 1, "\\u001b[31m": 1, "<<": 1, "ok": 1}') as Json;
    expect(reduceEvent(event(parsed)).event.requestParameters).toEqual({ ok: 1 });
    expect(reduceEvent({ ...event(null), p_any_ips: ['x'], tlsDetails: {} }).event).not.toHaveProperty(
      'p_any_ips',
    );
  });
});
