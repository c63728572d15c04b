/** What the README shows is what the commands print. */
import { readdirSync, readFileSync } from 'node:fs';
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

  it('shows what backtest prints', () => {
    const cwd = folder({ 'logs/a.json': JSON.stringify({ Records: LOG }) });
    const ran = trailc(
      [
        'backtest',
        'logs/',
        '--rules',
        'session-name-bypass',
        '--config',
        join(process.cwd(), 'trailc.config.yml'),
      ],
      {
        cwd,
      },
    );
    expect(ran).toMatchObject({
      code: 0,
      err: '',
      out: shownFor('trailc backtest logs/ --rules session-name-bypass'),
    });
  });
});

/** Renames on five days, one of them delivered twice, among calls that nobody minds. */
const LOG = [
  ['2026-01-02T09:12:00Z', 'alice', 'om'],
  ['2026-01-02T09:40:00Z', 'alice', 'om'],
  ['2026-01-02T09:41:00Z', 'alice', 'alice@example.com'],
  ['2026-01-09T17:05:00Z', 'bob', 'deploy'],
  ['2026-01-09T17:05:00Z', 'bob', 'deploy'],
  ['2026-01-12T11:30:00Z', 'alice', 'om'],
  ['2026-01-23T08:02:00Z', 'carol', 'carol@example.com'],
  ['2026-01-27T08:02:00Z', 'alice', 'om'],
].map(([eventTime, who, as]) => ({
  ...EVENT,
  eventTime,
  recipientAccountId: '111122223333',
  eventID: `0a0a0a0a-0000-4000-8000-${`${eventTime}`.replace(/\D/g, '').slice(-12)}`,
  userIdentity: {
    ...EVENT.userIdentity,
    arn: `arn:aws:sts::111122223333:assumed-role/dev/${who}@example.com`,
  },
  requestParameters: { ...EVENT.requestParameters, roleSessionName: as },
}));

describe('documents', () => {
  it('name no file that is not there', () => {
    const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' });
    const pages = [
      'README.md',
      'CHANGELOG.md',
      ...docs.filter((page) => page.endsWith('.md')).map((page) => join('docs', page)),
    ];
    expect(pages.length).toBeGreaterThan(30);
    for (const page of pages) {
      const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?![a-z]+:)([^)#]+)\)/g)].map(
        ([, link = '']) => link,
      );
      for (const link of links)
        expect(() => readFileSync(join(page, '..', link)), `${page}: ${link}`).not.toThrow();
    }
  });
});
