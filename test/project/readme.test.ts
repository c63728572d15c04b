/** What the README shows is what the commands print. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, trailc } from '../cli/support.ts';

const readme = readFileSync('README.md', 'utf8');

/** The lines under a command in a console block. */
function shownFor(command: string): string {
  const at = readme.indexOf(`$ ${command}\n`);
  expect(at, command).toBeGreaterThan(-1);
  const from = at + command.length + 3;
  return readme.slice(from, readme.indexOf('```', from));
}

const EVENT = {
  eventVersion: '1.11',
  eventTime: '2026-01-01T00:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  eventID: '0a0a0a0a-0000-4000-8000-000000000001',
  readOnly: true,
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/dev/alice@example.com' },
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/ops', roleSessionName: 'Alice@example.com' },
};

describe('README', () => {
  it('shows what build prints', () => {
    const out = join(folder(), 'bundle');
    const ran = trailc(['build', '--out', out]);
    const printed = ran.out.replace(/written to .*/, 'written to dist/bundles/example');
    expect(printed).toBe(shownFor('npm ci && npx trailc build'));
  });

  it('shows what explain prints', () => {
    const ran = trailc(['explain', 'session-name-bypass', '-'], { input: JSON.stringify(EVENT) });
    expect(ran.out).toBe(shownFor('trailc explain session-name-bypass event.json'));
  });
});

describe('documents', () => {
  it('name no file that is not there', () => {
    const pages = [
      'README.md',
      'docs/language.md',
      'docs/cli.md',
      'docs/architecture.md',
      'docs/semantics.md',
    ];
    for (const page of pages) {
      const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(
        ([, link = '']) => link,
      );
      for (const link of links)
        expect(() => readFileSync(join(page, '..', link)), `${page}: ${link}`).not.toThrow();
    }
  });
});
