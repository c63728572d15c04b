/** Inventories that are damaged: nothing is thrown, what is whole is read, and where the damage is stands beside it. */
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/base/diagnostic.ts';
import { readInventory } from '../../src/trust/inventory.ts';
import { allow, OWN, policy, ROOT } from './cases/policy.ts';

const role = (name: string) => ({
  RoleName: name,
  Arn: `arn:aws:iam::${OWN}:role/${name}`,
  AssumeRolePolicyDocument: policy(allow(ROOT)),
});
const read = (text: string) => readInventory({ path: 'roles.json', text });
const names = (text: string) => read(text).roles.map(({ name }) => name);

describe('a damaged inventory', () => {
  const whole = JSON.stringify({ RoleDetailList: [role('A'), role('B'), role('C')] }, null, 2);

  it('gives every role that is whole, wherever it is cut off', () => {
    for (let at = 0; at < whole.length; at += 5) {
      const cut = whole.slice(0, at);
      const { roles, diagnostics } = read(cut);
      expect(diagnostics.length).toBeGreaterThan(0);
      const ends = ['A', 'B', 'C'].filter((name) => {
        const begin = whole.indexOf(`"RoleName": "${name}"`);
        // Each role ends with the only brace at its indent behind it.
        return at > whole.indexOf('\n    }', begin) + '\n    }'.length;
      });
      expect(roles.map(({ name }) => name)).toEqual(expect.arrayContaining(ends));
    }
  });

  it('gives the others where one holds a key twice, is too deep, or is no JSON', () => {
    const [a, b] = [JSON.stringify(role('A')), JSON.stringify(role('B'))];
    const twice = b.replace('"RoleName"', '"RoleName":"X","RoleName"');
    const deep = b.replace('"Arn"', `"Deep":${'['.repeat(300)}${']'.repeat(300)},"Arn"`);
    const wrong = b.replace('"Arn":', '"Bad":tru,"Arn":');
    for (const bad of [twice, deep, wrong]) {
      const text = `{"Roles":[\n${a},\n${bad},\n${JSON.stringify(role('C'))}\n]}`;
      expect(names(text)).toEqual(['A', 'C']);
      expect(read(text).diagnostics.map(placeOf)[0]).toMatch(/^roles\.json:3:\d+$/);
    }
  });

  it('keeps the line on which a role begins', () => {
    expect(read(whole).roles.map(({ line }) => whole.split('\n')[line]?.trim())).toEqual(
      ['A', 'B', 'C'].map((name) => `"RoleName": "${name}",`),
    );
  });

  it('takes no role out of what is none', () => {
    const inner = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    expect(names(`{"Policies":[{"PolicyName":"x","PolicyDocument":${inner}}]}`)).toEqual([]);
    expect(names(`[{"resourceType":"AWS::S3::Bucket","configuration":"{}"}]`)).toEqual([]);
    expect(names(`{"resourceType":"AWS::IAM::Role","resourceName":"R","configuration":"{"}`)).toEqual(['R']);
  });
});
