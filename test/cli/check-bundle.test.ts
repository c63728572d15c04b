/** `trailc check --bundle`: exit codes, streams, JSON. What it looks for is in test/bundle/app-check. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP, soundApp, splFile, writeFiles } from '../bundle/app-check/sound-app.ts';
import { folder, trailc } from './support.ts';

const spl = (change: (app: ReturnType<typeof soundApp>) => void = () => {}) => {
  const app = soundApp();
  change(app);
  return Buffer.from(splFile(app));
};

const broken = () =>
  spl((app) => {
    const path = `${APP}/default/savedsearches.conf`;
    app.set(path, { content: String(app.get(path)?.content).replace('7 * * * *', '61 * * * *') });
  });

const often = () =>
  spl((app) => {
    const path = `${APP}/default/savedsearches.conf`;
    app.set(path, { content: String(app.get(path)?.content).replace('7 * * * *', '* * * * *') });
  });

describe('trailc check --bundle', () => {
  it('needs no repository, and says what it looked at', () => {
    const cwd = folder({ 'acme.spl': spl() });
    const { code, out, err } = trailc(['check', '--bundle', 'acme.spl'], { cwd });
    expect([code, out, err]).toEqual([0, `acme.spl/${APP}: 8 files, no faults\n`, '']);
  });

  it('looks at an app folder, and at every app of a bundle', () => {
    const cwd = folder({ 'splunk/acme.spl': spl(), 'splunk/searches/x.spl': 'index=x' });
    writeFiles(soundApp(), join(cwd, 'splunk'));
    expect(trailc(['check', '--bundle', `splunk/${APP}`], { cwd }).out).toBe(
      `splunk/${APP}: 8 files, no faults\n`,
    );
    expect(trailc(['check', '--bundle', '.'], { cwd }).out).toBe(
      `./splunk/acme.spl/${APP}: 8 files, no faults\n./splunk/${APP}: 8 files, no faults\n`,
    );
  });

  it('shows the line of a fault, and ends with 1', () => {
    const cwd = folder({ 'acme.spl': broken() });
    const { code, out, err } = trailc(['check', '--bundle', 'acme.spl'], { cwd });
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain(`error[app-check/cron] acme.spl/${APP}/default/savedsearches.conf:18:17`);
    expect(out).toContain('18 | cron_schedule = 61 * * * *');
  });

  it('ends with 0 where there are only warnings', () => {
    const cwd = folder({ 'acme.spl': often() });
    const { code, out } = trailc(['check', '--bundle', 'acme.spl'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('warning[app-check/cron-often]');
  });

  it('prints JSON with the place', () => {
    const cwd = folder({ 'acme.spl': broken() });
    const { code, out } = trailc(['check', '--bundle', 'acme.spl', '--format', 'json'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      diagnostics: [{ code: 'app-check/cron', line: 18, column: 17, endColumn: 27 }],
    });
  });

  it('ends with 2 where there is no app, and where rules are named too', () => {
    const cwd = folder({ 'x.txt': 'x' });
    expect(trailc(['check', '--bundle', '.'], { cwd }).code).toBe(2);
    expect(trailc(['check', '--bundle', 'none'], { cwd }).code).toBe(2);
    const { code, err } = trailc(['check', 'detections', '--bundle', '.'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain('with --bundle, check looks at no rules.');
  });
});
