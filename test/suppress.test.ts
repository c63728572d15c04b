/** Which warnings a suppression covers, and which suppressions are said to be of no use. */
import { describe, expect, it } from 'vitest';
import type { DiagnosticCode } from '../src/base/catalogue.ts';
import { type Diagnostic, placeOf } from '../src/base/diagnostic.ts';
import type { SourceText } from '../src/base/source.ts';
import type { Content, RuleDocument, Spanned, Suppression } from '../src/content/document.ts';
import { applySuppressions, type SuppressOptions } from '../src/suppress.ts';
import { documentOf } from './support/rule.ts';

const TODAY = '2026-11-21';
const ONE: DiagnosticCode = 'check/unused-param';
const OTHER: DiagnosticCode = 'check/case-not-said';
const OF_BUILD: DiagnosticCode = 'splunk-app/index-unset';

const sources = new Map<string, SourceText>();
/** One line after another, ten characters each, so that offset 20 is line 3. */
function sourceAt(path: string): SourceText {
  const known = sources.get(path) ?? { path, text: '123456789\n'.repeat(20) };
  sources.set(path, known);
  return known;
}
const at = <T>(value: T, path: string, line: number): Spanned<T> => {
  const start = (line - 1) * 10;
  return { value, span: { source: sourceAt(path), start, end: start + 4 } };
};

function warning(
  code: string,
  path: string,
  line = 1,
  severity: Diagnostic['severity'] = 'warning',
): Diagnostic {
  return { code, severity, what: 'W.', why: '', do: '', span: at('', path, line).span };
}
const error = (path: string) => warning('rule/title', path, 1, 'error');

interface Written {
  readonly code: DiagnosticCode;
  readonly expires?: string;
  readonly paths?: readonly string[];
}

/** The nth entry stands on line 11, 12, …; its paths on the lines behind it by tens. */
const suppressions = (path: string, entries: readonly Written[]): readonly Suppression[] =>
  entries.map(({ code, expires, paths }, index) => ({
    code: at(code, path, 11 + index),
    because: `reason ${index}`,
    ...(expires === undefined ? {} : { expires: at(expires, path, 16 + index) }),
    ...(paths === undefined ? {} : { paths: paths.map((one) => at(one, path, 11 + index)) }),
  }));

const RULE = documentOf({ eventName: 'CreateUser' });
const rule = (path: string, entries: readonly Written[]): RuleDocument => ({
  ...RULE,
  path,
  suppress: suppressions(path, entries),
});

function content(
  rules: readonly RuleDocument[],
  config: readonly Written[] = [],
): Pick<Content, 'config' | 'rules'> {
  const written = config.length === 0 ? {} : { suppress: suppressions('trailc.config.yml', config) };
  return {
    rules,
    config: { path: 'trailc.config.yml', root: process.cwd(), ...written } as Content['config'],
  };
}

const ALL: SuppressOptions = { today: TODAY, judge: 'all' };

/** `code place` of what is shown, and of what is not with where that was said. */
function outcome(
  diagnostics: readonly Diagnostic[],
  of: Pick<Content, 'config' | 'rules'>,
  options: Partial<SuppressOptions> = {},
) {
  const { shown, suppressed } = applySuppressions(diagnostics, of, { ...ALL, ...options });
  const placed = (one: Diagnostic) => `${one.code} ${placeOf(one).replace(/:1$/, '')}`;
  return {
    shown: shown.map(placed),
    suppressed: suppressed.map(({ diagnostic, by, from }) => `${placed(diagnostic)} ${from} ${by.because}`),
  };
}

describe('a suppression of a rule', () => {
  it('covers every warning of its code in its file, and nothing else', () => {
    const rules = [rule('d/a.yml', [{ code: ONE }]), rule('d/b.yml', [])];
    const found = [
      warning(ONE, 'd/a.yml', 3),
      warning(ONE, 'd/a.yml', 1),
      warning(OTHER, 'd/a.yml'),
      warning(ONE, 'd/b.yml'),
      warning(ONE, 'lists/x.yml'),
    ];
    expect(outcome(found, content(rules))).toEqual({
      shown: [`${OTHER} d/a.yml:1`, `${ONE} d/b.yml:1`, `${ONE} lists/x.yml:1`],
      suppressed: [`${ONE} d/a.yml:1 rule reason 0`, `${ONE} d/a.yml:3 rule reason 0`],
    });
  });

  it('never covers an error, whatever its code is called', () => {
    const found = [warning(ONE, 'd/b.yml', 1, 'error')];
    expect(outcome(found, content([rule('d/a.yml', [])], [{ code: ONE }])).shown).toEqual([
      `${ONE} d/b.yml:1`,
    ]);
  });

  it('does not hold, and is not judged, in a file with an error', () => {
    const rules = [rule('d/a.yml', [{ code: ONE }, { code: OTHER }]), rule('d/b.yml', [{ code: ONE }])];
    const found = [error('d/a.yml'), warning(ONE, 'd/a.yml', 2), warning(ONE, 'd/b.yml')];
    expect(outcome(found, content(rules))).toEqual({
      shown: ['rule/title d/a.yml:1', `${ONE} d/a.yml:2`],
      suppressed: [`${ONE} d/b.yml:1 rule reason 0`],
    });
  });

  it('of a rule that is not among the sound ones does nothing', () => {
    expect(outcome([warning(ONE, 'd/a.yml')], content([])).shown).toEqual([`${ONE} d/a.yml:1`]);
  });

  it('holds on its last day, and is said to be over on the next', () => {
    const rules = [rule('d/a.yml', [{ code: ONE, expires: TODAY }])];
    const found = [warning(ONE, 'd/a.yml')];
    expect(outcome(found, content(rules)).shown).toEqual([]);
    expect(outcome(found, content(rules), { today: '2026-11-22' })).toEqual({
      shown: [`${ONE} d/a.yml:1`, 'suppress/expired d/a.yml:16'],
      suppressed: [],
    });
  });

  it('that is over leaves the place to one that is not', () => {
    const rules = [rule('d/a.yml', [{ code: ONE, expires: '2026-01-01' }, { code: ONE }])];
    expect(outcome([warning(ONE, 'd/a.yml')], content(rules))).toEqual({
      shown: ['suppress/expired d/a.yml:16'],
      suppressed: [`${ONE} d/a.yml:1 rule reason 1`],
    });
  });

  it('that another makes needless is of no use', () => {
    const rules = [rule('d/a.yml', [{ code: ONE }, { code: ONE }])];
    expect(outcome([warning(ONE, 'd/a.yml')], content(rules)).shown).toEqual(['suppress/unused d/a.yml:12']);
  });
});

describe('a suppression of the configuration', () => {
  const places = ['d/a.yml', 'd/aws/b.yml', 'd/aws-old/c.yml', 'lists/x.yml', 'trailc.config.yml'];
  const found = places.map((path) => warning(ONE, path));

  it.each([
    [['d/aws'], ['d/aws/b.yml']],
    [
      ['d/a.yml', 'lists'],
      ['d/a.yml', 'lists/x.yml'],
    ],
    [['d'], ['d/a.yml', 'd/aws-old/c.yml', 'd/aws/b.yml']],
    [['trailc.config.yml'], ['trailc.config.yml']],
    [['.'], [...places].sort()],
    [undefined, [...places].sort()],
  ])('with paths %j covers %j', (paths, covered) => {
    const written = { code: ONE, ...(paths === undefined ? {} : { paths }) };
    const { suppressed } = outcome(found, content([], [written]));
    expect(suppressed).toEqual(covered.map((path) => `${ONE} ${path}:1 configuration reason 0`));
  });

  it('covers what lies outside the root only where it names no paths', () => {
    const outside = [warning(ONE, '../else/x.yml')];
    expect(outcome(outside, content([], [{ code: ONE, paths: ['.'] }])).suppressed).toEqual([]);
    expect(outcome(outside, content([], [{ code: ONE }])).suppressed).toHaveLength(1);
    const { span: _, ...nowhere } = outside[0] as Diagnostic;
    expect(outcome([nowhere], content([], [{ code: ONE, paths: ['.'] }])).suppressed).toEqual([]);
    expect(outcome([nowhere], content([], [{ code: ONE }])).suppressed).toHaveLength(1);
  });

  it('covers a fault of a whole file', () => {
    const { span: _, ...whole } = warning(ONE, 'd/a.yml');
    const { suppressed } = outcome(
      [{ ...whole, path: 'd/a.yml' }],
      content([], [{ code: ONE, paths: ['d'] }]),
    );
    expect(suppressed).toEqual([`${ONE} d/a.yml configuration reason 0`]);
  });

  it('gives way to one of the rule', () => {
    const both = content([rule('d/a.yml', [{ code: ONE }])], [{ code: ONE }]);
    expect(outcome([warning(ONE, 'd/a.yml')], both)).toEqual({
      shown: ['suppress/unused trailc.config.yml:11'],
      suppressed: [`${ONE} d/a.yml:1 rule reason 0`],
    });
  });

  it('is of no use path by path', () => {
    const paths = ['d/aws', 'd/gone.yml'];
    const { shown } = applySuppressions(
      [warning(ONE, 'd/aws/b.yml')],
      content([], [{ code: ONE, paths }]),
      ALL,
    );
    expect(shown.map(({ code, what }) => [code, what])).toEqual([
      [
        'suppress/unused',
        'This suppresses nothing: no warning check/unused-param at "d/gone.yml" is left to suppress.',
      ],
    ]);
  });

  it('does not hold in a file with an error, and is judged only where no file has one', () => {
    const config = content([rule('d/b.yml', [{ code: OTHER }])], [{ code: ONE }]);
    expect(outcome([error('d/a.yml'), warning(ONE, 'd/a.yml')], config)).toEqual({
      shown: ['rule/title d/a.yml:1', `${ONE} d/a.yml:1`, 'suppress/unused d/b.yml:11'],
      suppressed: [],
    });
  });
});

describe('what is judged', () => {
  const nothingUsed = content(
    [rule('d/a.yml', [{ code: ONE }, { code: OTHER, expires: '2026-01-01' }])],
    [{ code: ONE }, { code: OTHER, expires: '2026-01-01' }],
  );
  const OF_RULE = ['suppress/unused d/a.yml:11', 'suppress/expired d/a.yml:17'];

  it('is all where everything was checked', () => {
    expect(outcome([], nothingUsed).shown).toEqual([
      ...OF_RULE,
      'suppress/unused trailc.config.yml:11',
      'suppress/expired trailc.config.yml:17',
    ]);
  });

  it('is each rule by itself where some were checked; what is over is over', () => {
    expect(outcome([], nothingUsed, { judge: 'rules' }).shown).toEqual([
      ...OF_RULE,
      'suppress/expired trailc.config.yml:17',
    ]);
  });

  it('is nothing where only some checks ran', () => {
    expect(outcome([], nothingUsed, { judge: 'none' }).shown).toEqual([]);
  });

  it('is no warning that only a build gives', () => {
    const config = content([rule('d/a.yml', [{ code: OF_BUILD }])], [{ code: OF_BUILD }]);
    expect(outcome([], config).shown).toEqual([]);
    expect(outcome([warning(OF_BUILD, 'trailc.config.yml')], config, { judge: 'none' })).toMatchObject({
      shown: [],
    });
  });

  it('cannot be suppressed', () => {
    const config = content([rule('d/a.yml', [{ code: ONE }])], [{ code: 'suppress/unused' }]);
    expect(outcome([], config).shown).toContain('suppress/unused d/a.yml:11');
  });

  it('changes nothing of a repository without suppressions', () => {
    const { suppress: _, ...plain } = rule('d/a.yml', []);
    const found = [warning(OTHER, 'd/a.yml', 3), warning(ONE, 'd/a.yml', 2)];
    expect(applySuppressions(found, content([plain]), ALL)).toEqual({
      shown: [found[1], found[0]],
      suppressed: [],
    });
  });
});
