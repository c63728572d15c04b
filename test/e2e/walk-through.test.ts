/**
 * From an empty folder to a bundle, as a new user goes: every output stands in docs/walk-through.md, which is this test's
 * reviewed snapshot. After a change that is meant: npx vitest run test/e2e/walk-through.test.ts -u, and read the difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { unifiedDiff } from '../../src/base/text-diff.ts';
import { folder, trailc } from '../cli/support.ts';

const EVENT = {
  eventVersion: '1.11',
  eventTime: '2026-01-31T09:12:31Z',
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '192.0.2.44',
  userAgent: 'aws-cli/2.31.0',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLEROLEID1234:ann@example.com',
    arn: 'arn:aws:sts::111122223333:assumed-role/dev/ann@example.com',
    accountId: '111122223333',
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/dev', userName: 'dev' },
      attributes: { creationDate: '2026-01-31T09:00:00Z', mfaAuthenticated: 'false' },
    },
  },
  requestParameters: { name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main' },
  responseElements: null,
  readOnly: false,
  eventID: '6a1f2e3d-0000-4000-8000-000000000001',
  eventType: 'AwsApiCall',
  managementEvent: true,
  eventCategory: 'Management',
  recipientAccountId: '111122223333',
};

const RULE = 'detections/stop-logging.yml';

it('is what docs/walk-through.md shows', async () => {
  const page = openPage(folder());
  page.say(`# A walk through trailc

From an empty folder to a bundle. A test runs this page: every output is what the commands print.

## A rule from an event

Somebody stopped a trail, and a record of it was found. \`event.json\` holds it:`);
  page.write('event.json', `${JSON.stringify(EVENT, null, 2)}\n`);
  page.run('init');
  page.run('new --from-event event.json');
  page.say('The rule is whole, with tests that are made from the event:');
  page.show(RULE);
  page.run('check');
  page.run('test');

  page.say(`## Five mistakes

**A field that is not there.** Each fault has its place, what is wrong, why that matters, and what to do.`);
  page.edit(RULE, '  eventName: StopLogging', '  eventNam: StopLogging');
  page.run('check', 1);
  page.say('Where there is no doubt, trailc mends it, and shows what it writes:');
  page.run('check --fix --yes');

  page.say(
    '**An account id without quotes.** YAML takes it for a number, and the zero at its head would be lost.',
  );
  page.edit(RULE, '  readOnly: false\n', '  readOnly: false\n  recipientAccountId: 012345678901\n');
  page.run('check', 1);
  page.undo(RULE);

  page.say('**Clauses that no event can meet together.**');
  page.edit(
    RULE,
    '  readOnly: false\n',
    '  readOnly: false\n  not: { eventSource: cloudtrail.amazonaws.com }\n',
  );
  page.run('check', 0);
  page.undo(RULE);

  page.say('**A list that nobody has written.** The people who may stop a trail shall stand in one.');
  page.edit(
    RULE,
    '  readOnly: false\n',
    '  readOnly: false\n  not: { session.roleArn: { inList: breakGlass } }\n',
  );
  page.run('check', 1);
  page.write(
    'lists/break-glass.yml',
    `trailc: 1
name: breakGlass
description: Roles for emergencies, whose use is announced.
entries:
  - { value: 'arn:aws:iam::111122223333:role/break-glass', reason: Announced in the operations channel., owner: platform }
`,
  );
  page.say('The list is there; its account is one of the examples of AWS, and trailc knows it:');
  page.run('check', 0);

  page.say('**A condition that is not what its tests say.**');
  page.edit(RULE, '  readOnly: false\n', '  readOnly: true\n');
  page.run('test', 1);
  page.undo(RULE);

  page.say(`## Why does it not match?

The same trail, stopped by a role of the list, in a call that AWS refused:`);
  const { userIdentity } = EVENT;
  const other = {
    ...EVENT,
    errorCode: 'AccessDenied',
    userIdentity: {
      ...userIdentity,
      arn: 'arn:aws:sts::111122223333:assumed-role/break-glass/ann@example.com',
      sessionContext: {
        ...userIdentity.sessionContext,
        sessionIssuer: {
          type: 'Role',
          arn: 'arn:aws:iam::111122223333:role/break-glass',
          userName: 'break-glass',
        },
      },
    },
  };
  page.put('refused.json', `${JSON.stringify(other, null, 2)}\n`);
  page.run('explain stop-logging refused.json');

  page.say(`## What do the tests not notice?

The exclusion is new, and no test knows it:`);
  page.run('mutate stop-logging', 0);
  page.say(
    `A test for the first; and since AWS writes the ARN of a role in one spelling, a reason for the other. The reason stands in
the rule, and \`mutate\` says when it is needed no more:`,
  );
  page.append(
    RULE,
    `  - name: a role for emergencies is left out
    event:
      base: fixtures/stop-logging
      set: { userIdentity.sessionContext.sessionIssuer.arn: 'arn:aws:iam::111122223333:role/break-glass' }
    expect: no-match
mutants:
  - accept: '\`session.roleArn inList breakGlass\` ignores case'
    because: AWS writes the ARN of a role in one spelling.
`,
  );
  page.run('mutate stop-logging', 0);
  page.run('test --coverage', 0);

  page.say('## Ship it\n\nOne style, a version, a bundle:');
  page.run('fmt');
  page.run('bump');
  page.run('build --locked');
  page.say(
    '[Bundles](bundle.md) has what is in there; [the language](language.md) has the rest of what a rule can say.',
  );
  await expect(page.text()).toMatchFileSnapshot('../../docs/walk-through.md');
}, 120_000);

/** A page that grows with what is done in a folder. */
function openPage(root: string) {
  const parts: string[] = [];
  const undo = new Map<string, string>();
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const fenced = (kind: string, text: string) => parts.push(`\`\`\`${kind}\n${text.trimEnd()}\n\`\`\``);
  const put = (file: string, text: string) => writeFileSync(join(root, file), text);
  const change = (file: string, after: string) => {
    const before = read(file);
    undo.set(file, before);
    put(file, after);
    fenced('diff', unifiedDiff(file, before, file, after));
  };
  return {
    say: (text: string) => parts.push(text),
    put,
    write: (file: string, text: string) => {
      put(file, text);
      parts.push(`\`${file}\`:`);
      fenced(file.endsWith('.json') ? 'json' : 'yaml', text);
    },
    show: (file: string) => fenced('yaml', read(file)),
    edit: (file: string, from: string, to: string) => {
      expect(read(file)).toContain(from);
      change(file, read(file).replace(from, to));
    },
    append: (file: string, text: string) => change(file, `${read(file)}${text}`),
    /** Without a word: the page goes on from where the file was right. */
    undo: (file: string) => put(file, undo.get(file) ?? read(file)),
    run: (command: string, code = 0) => {
      const ran = trailc(command.split(' '), { cwd: root });
      const ended = code === 0 ? '' : `\n(ends with ${code})`;
      fenced('console', `$ trailc ${command}\n${ran.out}${ran.err}`.trimEnd() + ended);
      expect(ran.code, `${command}\n${ran.out}${ran.err}`).toBe(code);
    },
    text: () => reproducible(`${parts.join('\n\n')}\n`),
  };
}

/** Without what differs from run to run: the rule's new id, and the day. */
function reproducible(text: string): string {
  const today = new Date().toISOString().slice(0, 10);
  return text
    .replace(/^id: [0-9a-f-]{36}$/m, 'id: 22842d2e-c3de-4a78-93da-05575b22f804')
    .replaceAll(today, '2026-11-21');
}
