/**
 * `trailc check --bundle` on a sound app and on each way to break it. Whether AppInspect says the same is the lane's matter:
 * test/lane/appinspect.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/base/diagnostic.ts';
import { checkApps } from '../../../src/bundle/app-check/check-apps.ts';
import { POINTS } from '../../../src/bundle/app-check/points.ts';
import { MUTATIONS } from './mutations.ts';
import { APP, type AppFiles, soundApp, splFile, writeFiles } from './sound-app.ts';

let folder = '';
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailc-app-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function checkFile(app: AppFiles) {
  count += 1;
  const path = join(folder, `${count}.spl`);
  writeFileSync(path, splFile(app));
  return checkApps(path, `${count}.spl`);
}

const codesOf = (app: AppFiles) => [...new Set(checkFile(app).diagnostics.map(({ code }) => code))].sort();

function broken(name: string): AppFiles {
  const mutation = MUTATIONS.find((one) => one.name === name);
  if (mutation === undefined) throw new Error(name);
  const app = soundApp();
  mutation.change(app);
  return app;
}

describe('an app', () => {
  it('without a fault has none', () => {
    expect(checkFile(soundApp()).diagnostics).toEqual([]);
  });

  it.each(MUTATIONS.map(({ name, ours }) => [name, [...ours].sort()] as const))(
    'with %s: %s',
    (name, ours) => {
      expect(codesOf(broken(name))).toEqual(ours);
    },
  );

  it('is broken in a way for every point', () => {
    const codes = new Set(MUTATIONS.flatMap(({ ours }) => ours));
    expect(POINTS.map(({ code }) => code).filter((code) => !codes.has(code))).toEqual([
      'app-check/no-app-conf',
    ]);
  });

  it('says what AppInspect looks for as the table of mutations does', () => {
    for (const { ours, theirs } of MUTATIONS) {
      const claimed = POINTS.filter(({ code }) => ours.includes(code)).flatMap(
        ({ appinspect }) => appinspect,
      );
      if (theirs === undefined) expect([ours, claimed]).toEqual([ours, []]);
      else if (ours[0] !== 'app-check/unsafe-path') expect(claimed).toContain(theirs);
    }
  });
});

describe('a finding', () => {
  it.each([
    ['a setting twice', `default/savedsearches.conf:12:1`],
    ['blanks after a backslash', 'default/savedsearches.conf:2:58'],
    ['minute 61', 'default/savedsearches.conf:18:17'],
    ['a lookup that is not there', 'default/savedsearches.conf:3:10'],
    ['a row with a column too many', 'lookups/acme_people.csv:4:1'],
    ['another version in the manifest', 'app.manifest:8:18'],
    ['everybody may write', 'metadata/default.meta:2:10'],
  ])('of %s stands at %s', (name, place) => {
    const [first] = checkFile(broken(name)).diagnostics;
    expect(first && placeOf(first)).toBe(`${count}.spl/${APP}/${place}`);
  });
});

describe('a folder', () => {
  it('of an app is checked as its package is', () => {
    const at = join(folder, 'plain');
    const app = soundApp();
    writeFiles(app, at);
    expect(checkApps(join(at, APP), APP)).toEqual({
      value: [{ name: APP, shownAs: APP, files: app.size }],
      diagnostics: [],
    });
  });

  it('without app.conf is an app without app.conf', () => {
    const at = join(folder, 'no-conf');
    const app = soundApp();
    app.delete(`${APP}/default/app.conf`);
    writeFiles(app, at);
    expect(checkApps(join(at, APP), APP).diagnostics.map(({ code }) => code)).toEqual([
      'app-check/no-app-conf',
    ]);
  });

  it('of a bundle is searched for apps and packages', () => {
    const at = join(folder, 'bundle');
    writeFiles(soundApp(), join(at, 'splunk'));
    mkdirSync(join(at, 'splunk/searches'), { recursive: true });
    writeFileSync(join(at, 'splunk/acme-1.2.3.spl'), splFile(broken('minute 61')));
    const { value, diagnostics } = checkApps(at, 'bundle');
    expect(value?.map(({ shownAs }) => shownAs)).toEqual([
      'bundle/splunk/acme-1.2.3.spl/acme_cloudtrail',
      'bundle/splunk/acme_cloudtrail',
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['app-check/cron']);
  });

  it('without an app is a finding', () => {
    const at = join(folder, 'empty');
    mkdirSync(at);
    expect(checkApps(at, 'empty').diagnostics.map(({ code }) => code)).toEqual(['app-check/no-app']);
    expect(checkApps(join(at, 'none'), 'none').diagnostics.map(({ code }) => code)).toEqual(['file/missing']);
  });
});
