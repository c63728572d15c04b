/** `trailc audit roles`: inputs in every shape, exceptions, formats and how it ends. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/main.ts';
import type { Json } from '../../src/cloudtrail/event.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailc-audit-'));
const before = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

async function audit(args: readonly string[], stdin = '', interactive = false) {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    stdin: Readable.from([Buffer.from(stdin)]),
    cwd: folder,
    drained: () => undefined,
    color: { out: false, err: false },
    interactive,
    width: undefined,
  };
  const code = await run(['audit', 'roles', ...args], io);
  return { code, out: out.join(''), err: err.join('') };
}

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};

const ACCOUNT = 'arn:aws:iam::111122223333:root';
const policyOf = (condition?: Json): Json => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: ACCOUNT },
      Action: 'sts:AssumeRole',
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ],
});
const OPEN = policyOf();
const BOUND = policyOf({ StringEquals: { 'sts:RoleSessionName': '$' + '{aws:username}' } });
const roleOf = (name: string, document: Json) => ({
  RoleName: name,
  Arn: `arn:aws:iam::111122223333:role/${name}`,
  AssumeRolePolicyDocument: document,
});
const verdictsOf = (out: string): Record<string, string> =>
  Object.fromEntries(
    JSON.parse(out).roles.map(({ name, verdict }: { name: string; verdict: string }) => [name, verdict]),
  );

describe('audit roles', () => {
  const encoded = encodeURIComponent(JSON.stringify(OPEN));
  it.each<readonly [string, string]>([
    ['get-role', JSON.stringify({ Role: roleOf('A', OPEN) })],
    ['list-roles', JSON.stringify({ Roles: [roleOf('A', OPEN)] }, null, 2)],
    [
      'get-account-authorization-details',
      JSON.stringify({ RoleDetailList: [roleOf('A', OPEN)], UserDetailList: [] }),
    ],
    ['a policy that is URL-encoded', JSON.stringify({ Role: roleOf('A', encoded) })],
    ['a policy that is JSON text', JSON.stringify({ Role: roleOf('A', JSON.stringify(OPEN)) })],
    [
      'an item of AWS Config',
      JSON.stringify({
        configurationItems: [
          {
            resourceType: 'AWS::IAM::Role',
            resourceName: 'A',
            configuration: {
              roleName: 'A',
              arn: 'arn:aws:iam::111122223333:role/A',
              assumeRolePolicyDocument: encoded,
            },
          },
        ],
      }),
    ],
    [
      'an item of AWS Config as text',
      JSON.stringify({
        resourceType: 'AWS::IAM::Role',
        resourceName: 'A',
        configuration: JSON.stringify({
          roleName: 'A',
          arn: 'arn:aws:iam::111122223333:role/A',
          assumeRolePolicyDocument: encoded,
        }),
      }),
    ],
    ['a byte order mark', `\ufeff${JSON.stringify({ Role: roleOf('A', OPEN) })}`],
  ])('reads %s', async (_, text) => {
    const { code, out, err } = await audit(['-', '--format', 'json'], text);
    expect({ err, verdicts: verdictsOf(out), code }).toEqual({ err: '', verdicts: { A: 'free' }, code: 1 });
  });

  it('reads a bare trust policy', async () => {
    const { code, out } = await audit([write('trust.json', JSON.stringify(BOUND)), '--format', 'json']);
    expect({ code, verdicts: verdictsOf(out) }).toEqual({
      code: 0,
      verdicts: { 'trust.json': 'bound-to-caller' },
    });
  });

  it('reads pages one after the other, and goes on after damage', async () => {
    const page = (name: string) => JSON.stringify({ RoleDetailList: [roleOf(name, BOUND)] }, null, 1);
    const { code, out, err } = await audit(
      ['-', '--format', 'json'],
      `${page('A')}\n${page('B')}\n{"RoleDetailList":[${JSON.stringify(roleOf('C', OPEN))},{"RoleName":"D","AssumeRol`,
    );
    expect(code).toBe(1);
    expect(verdictsOf(out)).toEqual({ A: 'bound-to-caller', B: 'bound-to-caller', C: 'free' });
    expect(err).toContain('trust/not-json');
    expect(err).toMatch(/-:\d+:\d+/);
  });

  it('says that a list is cut off, and that there is no role', async () => {
    const cut = await audit(['-'], JSON.stringify({ Roles: [roleOf('A', BOUND)], IsTruncated: true }));
    expect(cut.code).toBe(1);
    expect(cut.err).toContain('trust/truncated');
    const none = await audit(['-'], '{"Roles":[]}');
    expect(none.code).toBe(1);
    expect(none.err).toContain('trust/no-roles');
    expect((await audit(['not-there.json'])).code).toBe(2);
    expect((await audit(['-'], '\u0000\u0001')).code).toBe(1);
  });

  it('shows for a finding who may choose what, where, and the correction', async () => {
    const { code, out } = await audit(['-'], JSON.stringify({ Role: roleOf('Partner', OPEN) }));
    expect(code).toBe(1);
    expect(out).toContain(
      'arn:aws:iam::111122223333:user/alice may choose the session name "anything" or "someone-else".',
    );
    expect(out).toContain('Statement 1, line 4, column 5 of the policy.');
    expect(out).toContain(`+          "sts:RoleSessionName": "\${aws:username}"`);
    expect(out).toContain('sts:SetSourceIdentity');
    expect(out).toMatch(/1 role: 1 free\. 1 finding\.\n$/);
  });

  it('lets exceptions hold until they expire', async () => {
    const list = (expires: string) =>
      write(
        'exceptions.yml',
        `trailc: 1\nname: trustExceptions\ndescription: Roles that may stay open.\nentries:\n  - value: arn:aws:iam::111122223333:role/Partner\n    reason: The tool of the partner sets no name.\n    owner: identity-team\n    ticket: SEC-7\n    expires: ${expires}\n`,
      );
    const input = JSON.stringify({ Role: roleOf('Partner', OPEN) });
    const holds = await audit(['-', '--exceptions', list('2026-12-31'), '--as-of', '2026-11-21'], input);
    expect({ code: holds.code, err: holds.err }).toEqual({ code: 0, err: '' });
    expect(holds.out).toContain(
      'Excepted: The tool of the partner sets no name (identity-team), SEC-7, until 2026-12-31.',
    );
    const expired = await audit(['-', '--exceptions', list('2026-11-20'), '--as-of', '2026-11-21'], input);
    expect(expired.code).toBe(1);
    expect(expired.err).toContain('trust/expired-exception');
    expect(expired.out).toContain('1 finding.');
    expect((await audit(['-', '--exceptions', './none.yml'], input)).code).toBe(2);
  });

  it('shows how far it is on a terminal alone, in one line that it wipes', async () => {
    const roles = ['first', 'second', 'third'].map((name) => roleOf(`${name}\u001b[2J`, BOUND));
    const input = JSON.stringify({ Roles: roles });
    const wipe = '\r\u001b[2K';
    expect((await audit(['-'], input)).err).toBe('');
    const { code, err } = await audit(['-'], input, true);
    expect(code).toBe(0);
    // How often it is drawn is a matter of time.
    const lines = err.split(wipe);
    expect([lines[0], lines.at(-1)]).toEqual(['', '']);
    expect(lines[1]).toContain('0 of 3 policies judged, now arn:aws:iam::111122223333:role/first');
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });

  it('may ask for source identities too', async () => {
    const input = JSON.stringify({ Role: roleOf('A', BOUND) });
    expect((await audit(['-'], input)).code).toBe(0);
    const asked = await audit(['-', '--require-source-identity'], input);
    expect(asked.code).toBe(1);
    expect(asked.out).toContain('No source identity is required, and none may be set');
  });

  it('prints every format, harmless whatever a role is called', async () => {
    const input = JSON.stringify({ Role: roleOf('=x|`\u001b[2J\u202e', OPEN) });
    const json = await audit(['-', '--format', 'json'], input);
    expect(JSON.parse(json.out)).toMatchObject({
      schemaVersion: 1,
      findings: 1,
      roles: [{ verdict: 'free', finding: true }],
    });
    const csv = await audit(['-', '--format', 'csv'], input);
    expect(csv.out.split('\r\n')).toHaveLength(3);
    expect(csv.out.split('\r\n')[1]).toMatch(/^"?'=x/);
    const sarif = await audit(['-', '--format', 'sarif'], input);
    expect(JSON.parse(sarif.out)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'audit/free', level: 'error' }] }],
    });
    const markdown = await audit(['-', '--format', 'markdown'], input);
    expect(markdown.out).toContain('| role | verdict |');
    expect(markdown.out).toContain('```diff');
    for (const { out } of [json, sarif, markdown, await audit(['-'], input)])
      expect(['\u001b', '\u202e'].filter((sign) => out.includes(sign))).toEqual([]);
  });
});
