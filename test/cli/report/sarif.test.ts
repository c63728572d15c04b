import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/base/catalogue.ts';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { SourceText } from '../../../src/base/source.ts';
import type { CheckOutcome } from '../../../src/cli/report/outcome.ts';
import { placesFrom } from '../../../src/cli/report/place.ts';
import { checkAsSarif } from '../../../src/cli/report/sarif.ts';
import { codeInWords } from '../../../src/cli/report/sarif-rules.ts';
import type { Suppression } from '../../../src/content/document.ts';
import { HOSTILE, letters } from '../../injection/hostile.ts';
import { checkOf, faultAt, places } from './outcomes.ts';
import { officialSchema, SARIF_SHAPE } from './sarif-shape.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: Readonly<Record<string, number>>;
      };
    },
  ];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

const logOf = (outcome: CheckOutcome) => JSON.parse(checkAsSarif(outcome));
const resultsOf = (faults: readonly Diagnostic[]): readonly Result[] =>
  logOf({ faults, places, looked: '1 rule' }).runs[0].results;

// Formats are judged by `new URL` below; strict mode is about how a schema is written.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const shape = ajv.compile(SARIF_SHAPE);
const official = officialSchema();
const whole = official === undefined ? undefined : ajv.compile(official);

function faultsOf(log: unknown): readonly unknown[] {
  shape(log);
  return shape.errors ?? [];
}

describe('a SARIF log', () => {
  it('has the shape of SARIF 2.1.0 with no fault, with faults, and without a configuration', () => {
    expect(faultsOf(logOf({ faults: [], places, looked: '1 rule' }))).toEqual([]);
    expect(faultsOf(logOf(checkOf('x')))).toEqual([]);
    expect(faultsOf(logOf({ ...checkOf('x'), looked: undefined }))).toEqual([]);
  });

  it('is told from one that has not that shape', () => {
    const log = logOf(checkOf('x'));
    log.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
    log.runs[0].results[1].level = 'fatal';
    log.runs[0].columnKind = 'bytes';
    expect(faultsOf(log)).toHaveLength(3);
  });

  it.skipIf(whole === undefined)('is valid under the whole schema, for every hostile text', () => {
    for (const text of ['x', ...HOSTILE]) {
      whole?.(logOf(checkOf(text)));
      expect([text, whole?.errors ?? []]).toEqual([text, []]);
    }
    expect(whole?.({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });

  it('names each code once, and every result points at its rule', () => {
    const { results, tool } = logOf(checkOf('x')).runs[0];
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['yaml/tab', 'yaml/tag']);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(tool.driver.rules[1].defaultConfiguration).toEqual({ level: 'warning' });
  });

  it('says whether the configuration could be read', () => {
    const said = (looked: string | undefined) => logOf({ faults: [], places, looked }).runs[0].invocations;
    expect([said('1 rule'), said(undefined)]).toEqual([
      [{ executionSuccessful: true }],
      [{ executionSuccessful: false }],
    ]);
  });
});

describe('places', () => {
  const regionOf = (text: string, word: string) =>
    resultsOf([faultAt({ path: 'a.yml', text }, word)])[0]?.locations[0].physicalLocation.region;

  it('count columns in UTF-16 units from 1, with the end after the last', () => {
    expect(regionOf('a\r\n\u{1f600}\u00e9 bad', 'bad')).toEqual({
      startLine: 2,
      startColumn: 5,
      endLine: 2,
      endColumn: 8,
    });
  });

  it('leave out a byte order mark, which is no part of the text', () => {
    expect(regionOf('\ufeffbad', 'bad')).toMatchObject({ startColumn: 1, endColumn: 4 });
    expect(regionOf('\ufeffa\nbad', 'bad')).toMatchObject({ startLine: 2, startColumn: 1 });
  });

  const uriOf = (path: string, cwd = '/made/for-a-test') => {
    const outcome = {
      faults: [],
      looked: '1 rule',
      places: placesFrom('/made/for-a-test/trailc.config.yml', cwd),
    };
    const fault = { code: 'yaml/tab', severity: 'error', what: 'x', why: '', do: '', path } as const;
    return logOf({ ...outcome, faults: [fault] }).runs[0].results[0].locations[0].physicalLocation
      .artifactLocation.uri;
  };

  it.each([
    ['detections/a.yml', 'detections/a.yml'],
    ['detections/a b%41#?.yml', 'detections/a%20b%2541%23%3F.yml'],
    ['c:x/a.yml', 'c%3Ax/a.yml'],
    ['名.yml', '%E5%90%8D.yml'],
    ['\ud800.yml', '%EF%BF%BD.yml'],
    ['/made/for-a-test/lists/a.yml', 'lists/a.yml'],
    // Nothing of this machine: what is outside is shown at the configuration.
    ['/etc/passwd', 'trailc.config.yml'],
    ['../x.yml', 'trailc.config.yml'],
    ['', 'trailc.config.yml'],
  ])('%j is the URI %s', (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });

  it('start at the root, wherever the command ran', () => {
    expect(uriOf('a.yml', '/made/for-a-test/detections')).toBe('detections/a.yml');
    expect(uriOf('../lists/a.yml', '/made/for-a-test/detections')).toBe('lists/a.yml');
  });

  it.each(HOSTILE)('with %j in a path are one relative reference', (text) => {
    const uri = uriOf(`detections/${text.replaceAll('/', '')}x.yml`);
    const { href, pathname } = new URL(uri, 'https://example.com/base/');
    expect(href).toBe(`https://example.com${pathname}`);
    expect(pathname).toMatch(/^\/base\/(?:detections\/[^/]*|trailc\.config\.yml)$/);
  });
});

describe('fixes', () => {
  const source = { path: 'detections/a b.yml', text: '\ufeffa: oen\r\nb: { name: 012, x: 1 }\r\n' };
  const at = (word: string) => {
    const start = source.text.indexOf(word);
    return { source, start, end: start + word.length };
  };
  const fixed = faultAt(source, 'oen', {
    fix: {
      says: 'Write {one}.',
      edits: [
        { span: at('oen'), text: 'one' },
        { span: at('012'), text: "'012'" },
        { span: { ...at('b:'), end: at('b:').start }, text: 'c: {}\r\n' },
      ],
    },
  });
  const log = () => logOf({ faults: [fixed, faultAt(source, 'name')], places, looked: '1 rule' });

  it('say which regions of which file are replaced by what', () => {
    const [one, other] = log().runs[0].results;
    expect(other).not.toHaveProperty('fixes');
    expect(one.fixes).toEqual([
      {
        description: { text: 'Write {{one}}.' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'detections/a%20b.yml', uriBaseId: '%SRCROOT%' },
            replacements: [
              {
                // A byte order mark is no column.
                deletedRegion: { startLine: 1, startColumn: 4, endLine: 1, endColumn: 7 },
                insertedContent: { text: 'one' },
              },
              {
                deletedRegion: { startLine: 2, startColumn: 12, endLine: 2, endColumn: 15 },
                insertedContent: { text: "'012'" },
              },
              {
                deletedRegion: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 },
                insertedContent: { text: 'c: {}\r\n' },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('have the shape of SARIF, and are told from those that have not', () => {
    expect(faultsOf(log())).toEqual([]);
    if (whole !== undefined) expect([whole(log()), whole.errors]).toEqual([true, null]);
    const wrong = log();
    wrong.runs[0].results[0].fixes[0].artifactChanges[0].replacements[0].insertedText = 'x';
    delete wrong.runs[0].results[0].fixes[0].artifactChanges[0].replacements[1].deletedRegion;
    expect(faultsOf(wrong)).toHaveLength(2);
  });
});

describe('fingerprints', () => {
  const of = (text: string, ...words: readonly string[]) =>
    resultsOf(words.map((word) => faultAt({ path: 'a.yml', text }, word))).map(
      ({ partialFingerprints }) => partialFingerprints['trailcLine/v1'],
    );

  it('stay when lines move or are indented anew', () => {
    expect(of('# new\n\n    b: bad\n', 'bad')).toEqual(of('b: bad\n', 'bad'));
  });

  it('change with the code, the path, and the text of the line', () => {
    const one = { path: 'a.yml', text: 'b: bad' };
    const all = resultsOf([
      faultAt(one, 'bad'),
      faultAt(one, 'bad', { code: 'yaml/tag' }),
      faultAt({ ...one, path: 'b.yml' }, 'bad'),
      faultAt({ ...one, text: 'c: bad' }, 'bad'),
      // The same again is the second of its like.
      faultAt(one, 'bad'),
    ]).map(({ partialFingerprints }) => partialFingerprints['trailcLine/v1']);
    expect(new Set(all).size).toBe(5);
  });
});

describe('suppressed warnings', () => {
  const source = { path: 'detections/a.yml', text: 'a: bad\nb: bad\nsuppress: yaml/tab\n' };
  const config = { path: 'trailc.config.yml', text: 'suppress:\n  yaml/tab\n' };
  const [first, second] = ['a: bad', 'b: bad'].map((word) => faultAt(source, word, { severity: 'warning' }));
  const by = (where: SourceText, because: string): Suppression => {
    const start = where.text.indexOf('yaml/tab');
    return {
      code: { value: 'yaml/byte-order-mark', span: { source: where, start, end: start + 8 } },
      because,
    };
  };
  const outcome = (suppressed: CheckOutcome['suppressed'], faults: readonly Diagnostic[]): CheckOutcome => {
    return { faults, places, looked: '1 rule', ...(suppressed === undefined ? {} : { suppressed }) };
  };
  if (first === undefined || second === undefined) throw new Error('two faults were made');
  const inRule = { diagnostic: first, by: by(source, 'We know.'), from: 'rule' } as const;
  const inConfig = { diagnostic: first, by: by(config, 'We know.'), from: 'configuration' } as const;

  it('are results with the reason and the place of the suppression, and the others have none', () => {
    const [one, other] = logOf(outcome([inRule], [second])).runs[0].results;
    expect(one.suppressions).toEqual([
      {
        kind: 'inSource',
        status: 'accepted',
        justification: 'We know.',
        location: {
          physicalLocation: {
            artifactLocation: { uri: 'detections/a.yml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 11, endLine: 3, endColumn: 19 },
          },
        },
      },
    ]);
    expect(other.suppressions).toEqual([]);
    const [external] = logOf(outcome([inConfig], [second])).runs[0].results;
    expect(external.suppressions).toMatchObject([{ kind: 'external', status: 'accepted' }]);
    expect(external.suppressions[0].location.physicalLocation.region.startLine).toBe(2);
  });

  it('say nothing of suppressions where there are none', () => {
    for (const suppressed of [undefined, []])
      for (const result of logOf(outcome(suppressed, [first, second])).runs[0].results)
        expect(result).not.toHaveProperty('suppressions');
  });

  it('change no fingerprint: neither their own nor that of the like after them', () => {
    const alike = faultAt({ ...source, text: 'a: bad\na: bad\n' }, 'a: bad', { severity: 'warning' });
    const again = { ...alike, span: alike.span && { ...alike.span, start: 7, end: 13 } } as Diagnostic;
    const prints = (log: CheckOutcome) =>
      logOf(log).runs[0].results.map(({ partialFingerprints }: Result) => partialFingerprints);
    expect(prints(outcome([{ ...inRule, diagnostic: alike }], [again]))).toEqual(
      prints(outcome([], [alike, again])),
    );
  });

  it.each(['x', ...HOSTILE])('with the reason %j have the shape of SARIF 2.1.0', (because) => {
    const log = logOf(outcome([{ ...inRule, by: by(source, because) }], [second]));
    expect(faultsOf(log)).toEqual([]);
    expect(log.runs[0].results[0].suppressions[0].justification).not.toMatch(/[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/u);
    whole?.(log);
    expect(whole?.errors ?? []).toEqual([]);
  });

  it('are told from ones that have not that shape', () => {
    const log = logOf(outcome([inRule], [second]));
    log.runs[0].results[0].suppressions[0].kind = 'inRule';
    log.runs[0].results[0].suppressions[0].state = 'accepted';
    expect(faultsOf(log)).toHaveLength(2);
  });
});

describe('messages', () => {
  /** As 3.11.5 and 3.11.6 have a viewer read a plain text message. */
  function read(text: string): {
    readonly links: number;
    readonly placeholders: number;
    readonly shown: string;
  } {
    const bare = text.replace(/\{\{|\}\}/g, '');
    return {
      links: [...text.matchAll(/\[(?:\\[\\[\]]|[^\\[\]])*\]\(/g)].length + (text.includes('](') ? 1 : 0),
      placeholders: (bare.match(/[{}]/g) ?? []).length,
      shown: text.replaceAll('{{', '{').replaceAll('}}', '}'),
    };
  }

  it.each(HOSTILE)('with %j hold text and nothing else', (text) => {
    const { results, tool } = logOf(checkOf(text)).runs[0];
    const { rules } = tool.driver;
    const said = [
      results[0].message.text,
      ...rules
        .flatMap(({ help, shortDescription }: never) => [help, shortDescription])
        .map(({ text: own }: { text: string }) => own),
    ];
    for (const message of said) {
      expect(read(message)).toMatchObject({ links: 0, placeholders: 0 });
      expect(message).not.toMatch(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u);
    }
    // What can be seen is there.
    const visible = letters(text).replace(/\ufffd/g, '');
    const shown = read(results[0].message.text).shown;
    if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) expect(letters(shown)).toContain(visible);
  });
});

describe('rules', () => {
  it.each(Object.keys(CATALOGUE))('%s is said without values, or as it occurred', (code) => {
    const occurrence = { code, severity: 'error', what: 'W.', why: 'Y.', do: 'D.' } as const;
    const { what, why, do: remedy } = codeInWords(occurrence);
    for (const said of [what, why, remedy]) {
      expect(said).not.toMatch(/undefined|NaN|\[object|^\s*$/);
      expect(said).toMatch(/^\P{Ll}|^trailc/u);
    }
  });

  it('are worded by the catalogue', () => {
    const occurrence = { code: 'file/binary', severity: 'error', what: 'W.', why: 'Y.', do: 'D.' } as const;
    expect(codeInWords(occurrence).why).toBe('Rules, lists, fixtures and configuration are text.');
    expect(codeInWords(occurrence).what).toContain('is a binary file: byte ‹offset›');
  });
});
