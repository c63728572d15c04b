import { describe, expect, it } from 'vitest';
import { compileRow } from '../../src/evaluate/row.ts';
import { RESULT_COLUMNS } from '../../src/ir/columns.ts';
import { all, field, rule } from './build.ts';

const title = [{ kind: 'text' as const, text: 'by ' }, field('a')];
const rowOf = compileRow(rule(all(), { stem: 'one', title }));

describe('a result row', () => {
  it('has the columns of every target, in their order', () => {
    expect(RESULT_COLUMNS.map(({ column }) => column)).toEqual([
      'eventID',
      'eventTime',
      'actor',
      'action',
      'account',
      'region',
      'ruleId',
      'alertTitle',
    ]);
    expect(Object.keys(rowOf({}))).toEqual(RESULT_COLUMNS.map(({ column }) => column));
  });

  it('is read from the event and the rule', () => {
    const event = {
      eventID: 'e-1',
      eventTime: '2026-01-01T00:00:00Z',
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      recipientAccountId: '111122223333',
      awsRegion: 'eu-central-1',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/Admin/mara@example.com',
      },
      a: 'x',
    };
    expect(rowOf(event)).toEqual({
      eventID: 'e-1',
      eventTime: '2026-01-01T00:00:00Z',
      actor: 'mara@example.com',
      action: 'sts:AssumeRole',
      account: '111122223333',
      region: 'eu-central-1',
      ruleId: 'id-of-one',
      alertTitle: 'by x',
    });
  });

  it('holds null where the record has no such value', () => {
    expect(rowOf({ eventID: null, recipientAccountId: { a: 'b' } })).toEqual({
      eventID: null,
      eventTime: null,
      actor: null,
      action: null,
      account: null,
      region: null,
      ruleId: 'id-of-one',
      alertTitle: 'by (absent)',
    });
  });
});
