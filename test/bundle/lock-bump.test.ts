/** What a bump plans: texts of rules, the lock, and what it says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planBump } from '../../src/bundle/lock/bump.ts';
import { guardLock } from '../../src/bundle/lock/guard.ts';
import { type Lock, lockLists, stateOf } from '../../src/bundle/lock/lock.ts';
import { withValues } from '../../src/bundle/lock/places.ts';
import { codes } from '../support/rule.ts';
import { bump, contentFrom, edited, ID, LISTS, LOCK, OTHER_ID, ruleFrom, TEXT } from './lock-support.ts';

const LOGIC = { 'DeleteUser]': 'DeleteUser, CreateGroup]' };

/** The one rule of the plan after a change, and its text. */
function bumped(changes: Readonly<Record<string, string>>, lock: Lock = LOCK) {
  const rule = ruleFrom(edited(changes));
  const { rules, edits, lock: after } = bump([rule], lock);
  const [said] = rules;
  const text = edits[0]?.text ?? rule.span.source.text;
  return { said, text, after, files: edits.length };
}

describe('a bump', () => {
  it('writes the next version and the day, and keeps every other character', () => {
    const { said, text } = bumped(LOGIC);
    expect(said).toEqual({
      id: ID,
      stem: 'locked-rule',
      title: 'A rule of the lock',
      from: '1.2.0',
      to: '1.3.0',
      change: 'logic',
      words: ["Value added to eventName equals: 'CreateGroup'."],
    });
    expect(text).toBe(edited({ ...LOGIC, "'1.2.0'": "'1.3.0'", '2026-11-02': '2026-11-21' }));
  });

  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['tuning', { 'level: low': 'level: high' }, '1.2.1', 'tuning'],
    ['metadata', { 'triage: Look.': 'triage: Look twice.' }, '1.2.1', 'metadata'],
    ['logic and tuning', { ...LOGIC, 'level: low': 'level: high' }, '1.3.0', 'logic'],
    ['logic, already at a higher version', { ...LOGIC, "'1.2.0'": "'2.0.0'" }, '2.0.0', 'logic'],
    ['logic, at too low a new version', { ...LOGIC, "'1.2.0'": "'1.2.1'" }, '1.3.0', 'logic'],
    ['a lowered version', { "'1.2.0'": "'1.0.0'" }, '1.2.0', 'text'],
    ['text alone', { '# both': '' }, '1.2.0', 'text'],
  ])('gives %s its version', (_, changes, version, change) => {
    const { said, text } = bumped(changes);
    expect(said).toMatchObject({ to: version, change });
    expect(ruleFrom(text).version).toBe(version);
  });

  it('leaves files alone whose text alone changed, or that have no `modified`', () => {
    expect(bumped({ '# both': '' }).files).toBe(0);
    const { text } = bumped({ ...LOGIC, 'modified: 2026-11-02\n': '' });
    expect(text).not.toContain('modified');
  });

  it('gives a rule no day before the one it was written on', () => {
    const rule = ruleFrom(edited({ ...LOGIC, '2026-11-01': '2026-12-01', '2026-11-02': '2026-12-02' }));
    expect(bump([rule], LOCK).edits[0]?.text).toContain('modified: 2026-12-01');
  });

  it('settles everything: a second one has nothing to do, and a build with --locked goes on', () => {
    const { text, after } = bumped(LOGIC);
    const rule = ruleFrom(text);
    expect(bump([rule], after)).toEqual({ lock: after, edits: [], rules: [] });
    const options = { locked: true, trailc: '0.1.0' };
    const guarded = guardLock(contentFrom([rule]), { lock: after, shownAs: 'lock' }, options);
    expect(guarded).toEqual({ diagnostics: [], notes: [] });
    // What it wrote is what the rule's own text gives: nothing was taken over unseen.
    const { document: _, ...state } = stateOf(rule, lockLists(LISTS)) ?? expect.fail('not lowered');
    expect(after.rules).toEqual([state]);
  });

  it('goes on where an interrupted one stopped: the rule was written, the lock was not', () => {
    const { text, after } = bumped(LOGIC);
    const again = bump([ruleFrom(text)], LOCK);
    expect([again.edits, again.lock]).toEqual([[], after]);
  });

  it('enters new rules, records those that are gone, and takes one back that comes again', () => {
    const other = ruleFrom(edited({ [ID]: OTHER_ID, 'A rule of': 'B' }), 'other');
    const gone = bump([other], LOCK);
    expect(gone.rules.map(({ stem, from, to, change }) => [stem, from, to, change])).toEqual([
      ['locked-rule', '1.2.0', null, 'removed'],
      ['other', null, '1.2.0', 'new'],
    ]);
    expect(gone.lock.rules.find(({ id }) => id === ID)).toEqual({ ...LOCK.rules[0], removed: true });
    const back = bump([other, ruleFrom(TEXT)], gone.lock);
    expect(back.rules.map(({ stem, to, change }) => [stem, to, change])).toEqual([
      ['locked-rule', '1.2.0', 'restored'],
    ]);
    expect(back.lock.rules.find(({ id }) => id === ID)).toEqual(LOCK.rules[0]);
  });

  it('looks at no rule but those that are named', () => {
    const other = ruleFrom(edited({ [ID]: OTHER_ID, 'A rule of': 'B' }), 'other');
    const plan = bump([other], LOCK, { only: new Set([OTHER_ID]) });
    expect(plan.rules.map(({ stem }) => stem)).toEqual(['other']);
    expect(plan.lock.rules[0]).toEqual(LOCK.rules[0]);
    expect(bump([ruleFrom(edited(LOGIC)), other], LOCK, { only: new Set([OTHER_ID]) }).edits).toEqual([]);
  });

  it('refuses what the build refuses of ids', () => {
    const options = { trailc: '0.1.0', date: '2026-11-21' };
    const planned = planBump(contentFrom([ruleFrom(edited({ [ID]: OTHER_ID }))]), LOCK, options);
    expect([planned.value, codes(planned.diagnostics)]).toEqual([undefined, ['lock/id-changed 2:5']]);
  });

  it('refuses a version that is not written in one place', () => {
    const rule = ruleFrom(edited({ ...LOGIC, "version: '1.2.0' # of its meaning": 'version: "1.2\\x2e0"' }));
    const planned = planBump(contentFrom([rule]), LOCK, { trailc: '0.1.0', date: '2026-11-21' });
    expect(codes(planned.diagnostics)).toEqual(['lock/version-not-editable 4:10']);
  });
});

describe('a value changed in its place', () => {
  const change = (text: string) => withValues({ path: 'x.yml', text }, { version: '9.9.9' }).value;

  it.each([
    ['plain', 'a: 1\nversion: 1.2.0\n', 'a: 1\nversion: 9.9.9\n'],
    ['single quotes', "version: '1.2.0' # x", "version: '9.9.9' # x"],
    ['double quotes', 'version: "1.2.0"', 'version: "9.9.9"'],
    ['carriage returns', 'version: 1.2.0\r\na: b\r\n', 'version: 9.9.9\r\na: b\r\n'],
    ['a byte order mark', '\ufeffversion: 1.2.0\n', '\ufeffversion: 9.9.9\n'],
    ['JSON', '{"a": "version: 1.2.0", "version": "1.2.0"}', '{"a": "version: 1.2.0", "version": "9.9.9"}'],
    [
      'characters of two units before it',
      "a: '🦀 version: 1.2.0'\nversion: 1.2.0",
      "a: '🦀 version: 1.2.0'\nversion: 9.9.9",
    ],
    [
      'a key of that name further in',
      'a: { version: 1.2.0 }\nversion: 1.2.0',
      'a: { version: 1.2.0 }\nversion: 9.9.9',
    ],
    ['no such key', 'a: b', 'a: b'],
  ])('keeps the rest: %s', (_, text, expected) => {
    expect(change(text)).toBe(expected);
  });

  it('changes several, of other lengths', () => {
    const source = { path: 'x.yml', text: "version: 1.9.0\nmodified: '2026-11-02' # day\na: b" };
    expect(withValues(source, { version: '1.10.0', modified: '2027-01-31' }).value).toBe(
      "version: 1.10.0\nmodified: '2027-01-31' # day\na: b",
    );
  });

  it('touches nothing else of any text', () => {
    const safe = fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text));
    fc.assert(
      fc.property(safe, safe, (before, after) => {
        const file = (version: string) => `{"a": ${before}, "version": "${version}", "b": ${after}}`;
        const made = change(file('1.2.0'));
        // A text that YAML refuses is left as it is.
        expect([file('9.9.9'), file('1.2.0')]).toContain(made);
      }),
    );
  });
});
