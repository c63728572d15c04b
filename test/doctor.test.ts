import { describe, expect, it } from 'vitest';
import type { EnvironmentDocument } from '../src/content/document.ts';
import { openDoctor } from '../src/doctor.ts';
import { ENVIRONMENT } from './support/environment.ts';
import { contentOf, documentOf, listsOf } from './support/rule.ts';

const { span } = ENVIRONMENT;
const PARAMS = {
  domains: { type: 'list<text>', example: ['@example.com'], description: 'Domains.' },
};
const withDomains = (values: readonly string[]): EnvironmentDocument => ({
  ...ENVIRONMENT,
  params: new Map([['domains', { values, asList: true, span }]]),
});

const HUMAN = documentOf(
  { eventName: 'AssumeRole', 'session.name': { endsWith: '$domains', ignoreCase: true } },
  { params: PARAMS },
);
const event = (name: string, eventName = 'AssumeRole') => ({
  eventName,
  userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::111122223333:assumed-role/dev/${name}` },
});

function examine(
  document: ReturnType<typeof documentOf>,
  environment: EnvironmentDocument,
  events: readonly ReturnType<typeof event>[] = [],
  lists = listsOf([]),
) {
  const doctor = openDoctor(contentOf([document], lists), environment);
  for (const one of events) doctor.see(one);
  const { rules, sample } = doctor.report();
  const [rule] = rules;
  if (rule === undefined) throw new Error('not examined');
  return { ...rule, sample, whys: rule.reasons.map(({ why }) => why) };
}

describe('a rule that nothing can meet', () => {
  it('names the empty param', () => {
    const { state, whys } = examine(HUMAN, withDomains([]));
    expect(state).toBe('blind');
    expect(whys).toEqual(['The param "domains" is empty in "test", and nothing is in an empty list.']);
  });

  it('names the empty list', () => {
    const rule = documentOf({ eventName: { inList: 'calls' } });
    const { state, whys } = examine(rule, ENVIRONMENT, [], listsOf([{ name: 'calls', entries: [] }]));
    expect(state).toBe('blind');
    expect(whys).toEqual(['The list "calls" has no entries in "test", and nothing is in an empty list.']);
  });

  it('does not mind an empty list of exclusions', () => {
    const rule = documentOf({ eventName: 'A', not: { eventSource: { inList: 'calls' } } });
    const { state } = examine(rule, ENVIRONMENT, [], listsOf([{ name: 'calls', entries: [] }]));
    expect(state).toBe('sees');
  });
});

describe('a rule that a target leaves out', () => {
  it('is named with the profile that lacks the field', () => {
    const rule = documentOf({ 'userIdentity.sessionContext.sourceIdentity': { exists: true } });
    const { state, reasons } = examine(rule, ENVIRONMENT);
    expect(state).toBe('partly');
    expect(reasons.map(({ target }) => target)).toEqual(['athena']);
    expect(reasons[0]?.why).toContain('profile documented');
  });
});

describe('a sample', () => {
  it('without one name that is an address makes a rule about people blind', () => {
    const { state, reasons, matches } = examine(HUMAN, withDomains(['@corp.test']), [
      event('i-0abc'),
      event('om'),
    ]);
    expect([state, matches]).toEqual(['blind', 0]);
    expect(reasons[0]?.remedy).toContain('0 of 2 session names in the sample are e-mail addresses');
  });

  it('with other addresses leaves it unseen', () => {
    const { state } = examine(HUMAN, withDomains(['@corp.test']), [event('a@other.test'), event('om')]);
    expect(state).toBe('unseen');
  });

  it('that meets every clause, together or not, is fine; matches are counted', () => {
    const apart = [event('a@corp.test', 'PutObject'), event('om')];
    expect(examine(HUMAN, withDomains(['@corp.test']), apart)).toMatchObject({ state: 'sees', matches: 0 });
    const together = [event('a@corp.test'), event('b@CORP.test'), event('om')];
    expect(examine(HUMAN, withDomains(['@corp.test']), together)).toMatchObject({
      state: 'sees',
      matches: 2,
    });
  });

  it('counts what rules depend on', () => {
    const { sample } = examine(HUMAN, withDomains(['@corp.test']), [
      event('a@corp.test'),
      event('a@corp.test'),
      event('x'),
    ]);
    expect(sample).toEqual({
      events: 3,
      dataEvents: 0,
      withoutReadOnly: 3,
      withSourceIdentity: 0,
      sessionNames: 2,
      emailSessionNames: 1,
    });
  });
});

describe('needs', () => {
  const needsOf = (match: unknown) => examine(documentOf(match), ENVIRONMENT).needs.map(({ name }) => name);

  it('are read from what the condition requires', () => {
    expect(needsOf({ eventSource: 's3.amazonaws.com', eventName: ['GetObject', 'PutObject'] })).toEqual([
      'read-events',
      'data-events',
    ]);
    expect(needsOf({ eventSource: 's3.amazonaws.com', eventName: ['GetObject', 'CreateBucket'] })).toEqual([
      'read-events',
    ]);
    expect(needsOf({ readOnly: false, eventSource: 'iam.amazonaws.com' })).toEqual(['global-service-events']);
    expect(needsOf({ eventCategory: 'Data', readOnly: false })).toContain('data-events');
    expect(needsOf({ readOnly: false, 'tlsDetails.tlsVersion': 'TLSv1.2' })).toEqual(['event-version']);
  });
});
