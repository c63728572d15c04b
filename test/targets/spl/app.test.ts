/** The app as a whole: its files, its archive, what each stanza says, and that nothing but the input shows in a byte. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/content/config.ts';
import type { Level } from '../../../src/content/document.ts';
import type { RuleIr } from '../../../src/ir/rule.ts';
import { inList, row, test } from '../../evaluate/build.ts';
import { readConf } from '../../oracle/spl/conf.ts';
import { ENVIRONMENT } from '../../support/environment.ts';
import { documentOf, ruleOf } from '../../support/rule.ts';
import { type BuiltApp, builtApp, bytesOf, NO_INDEX } from './app-build.ts';

const LOGIN = { eventName: 'ConsoleLogin' };

function ruleNamed(stem: string, title: string, more: Readonly<Record<string, unknown>> = {}): RuleIr {
  const rule = ruleOf(documentOf(LOGIN, { title, ...more }));
  return { ...rule, document: { ...rule.document, stem, path: `detections/${stem}.yml` } };
}

const ROOT = ruleNamed('root-login', 'Root signed in', {
  level: 'critical',
  alert: { title: 'A rule', groupBy: ['userIdentity.arn', 'sourceIPAddress'], suppressFor: '2h' },
  schedule: { every: '1h', lookback: '90m' },
});
const OTHER = ruleNamed('other-login', 'Somebody signed in');

const text = ({ app }: BuiltApp, path: string) => app.files.get(path) ?? '';
const conf = (built: BuiltApp, name: string) => readConf(text(built, `default/${name}.conf`));

describe('an app', () => {
  const built = builtApp([ROOT, OTHER]);
  const { app, archive, files } = built;

  it('is one folder and its archive, named after bundle and environment', () => {
    expect(app.id).toBe('acme_cloudtrail_test');
    expect(archive).toBe('splunk/acme_cloudtrail_test-1.2.3.spl');
    expect([...app.members.keys()]).toEqual([
      'README.md',
      'app.manifest',
      'default/app.conf',
      'default/data/ui/nav/default.xml',
      'default/macros.conf',
      'default/savedsearches.conf',
      'metadata/default.meta',
      'static/appIcon.png',
      'static/appIconAlt.png',
      'static/appIconAlt_2x.png',
      'static/appIcon_2x.png',
    ]);
    for (const [path, bytes] of app.members) {
      const beside = bytesOf(files.get(`splunk/${app.id}/${path}`));
      expect([path, Buffer.compare(bytes, beside)]).toEqual([path, 0]);
    }
    const inFolder = [...files.keys()].filter((path) => path.startsWith(`splunk/${app.id}/`));
    expect(inFolder).toHaveLength(app.members.size);
  });

  it('names itself alike wherever Splunk looks', () => {
    const settings = conf(built, 'app');
    const manifest = JSON.parse(text(built, 'app.manifest'));
    expect(settings.get('id')?.get('name')).toBe(app.id);
    expect(settings.get('package')?.get('id')).toBe(app.id);
    expect(settings.get('package')?.get('check_for_updates')).toBe('0');
    for (const stanza of ['id', 'launcher']) expect(settings.get(stanza)?.get('version')).toBe('1.2.3');
    expect(settings.get('install')?.get('is_configured')).toBe('0');
    const label = settings.get('ui')?.get('label') ?? '';
    expect(label.length).toBeGreaterThanOrEqual(5);
    expect(label.length).toBeLessThanOrEqual(80);
    expect(manifest.schemaVersion).toBe('2.0.0');
    expect(manifest.info.id).toEqual({ group: null, name: app.id, version: '1.2.3' });
    expect(manifest.info.author).toEqual([{ name: 'Acme', email: null, company: null }]);
  });

  it('may be read by all, and written by the administrators of Splunk and of Splunk Cloud', () => {
    expect(text(built, 'metadata/default.meta')).toBe(
      '[]\naccess = read : [ * ], write : [ admin, sc_admin ]\nexport = system\n',
    );
  });

  it('has icons of the two sizes', () => {
    for (const [path, bytes] of app.members) {
      if (!path.endsWith('.png')) continue;
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      const size = path.includes('_2x') ? 72 : 36;
      expect([path, view.getUint32(16), view.getUint32(20)]).toEqual([path, size, size]);
    }
  });

  it('has a search for each rule, off by default, with its schedule, throttle and severity', () => {
    const searches = conf(built, 'savedsearches');
    expect([...searches.keys()]).toEqual(['Root signed in', 'Somebody signed in']);
    const { search, ...settings } = Object.fromEntries(searches.get('Root signed in') ?? []);
    expect(settings).toEqual({
      description: 'A rule.',
      disabled: '1',
      enableSched: '1',
      cron_schedule: '0 * * * *',
      schedule_window: 'auto',
      allow_skew: '100%',
      'dispatch.earliest_time': '-90m',
      'dispatch.latest_time': 'now',
      counttype: 'number of events',
      relation: 'greater than',
      quantity: '0',
      'alert.digest_mode': '0',
      'alert.track': '1',
      'alert.severity': '6',
      'alert.suppress': '1',
      'alert.suppress.fields': 'userIdentity_arn,sourceIPAddress',
      'alert.suppress.period': '2h',
    });
    const stages = search?.split(' | ') ?? [];
    expect(stages[0]).toBe('`acme_cloudtrail_test_cloudtrail` "ConsoleLogin"');
    expect(stages.at(-2)).toBe('`acme_cloudtrail_test_root_login_filter`');
    const columns = stages.at(-1)?.split(' ') ?? [];
    expect(columns.slice(0, 2)).toEqual(['table', '_time']);
    // What the throttle goes by is in the result.
    for (const field of ['userIdentity_arn', 'sourceIPAddress']) expect(columns).toContain(field);
  });

  it('says above each search where it came from', () => {
    const above = text(built, 'default/savedsearches.conf').split('[Root signed in]')[0] ?? '';
    expect(above).toContain(
      `# Rule ${ROOT.document.id.value}, version 1.0.0; environment test, profile raw.\n`,
    );
    expect(above).toMatch(/\n# Condition [0-9a-f]{64}\n# Params [0-9a-f]{64}\n/);
    expect(above).toContain('# Built by trailc 0.0.0 from commit 0123456789abcdef\n');
    expect(above).toMatch(/\n# Exact, given that:\n# {3}[a-z-]+: /);
  });

  it('has the macro of index and source type, and one for each rule that keeps everything', () => {
    const macros = [...conf(built, 'macros')].map(([name, stanza]) => [name, stanza.get('definition')]);
    expect(macros).toEqual([
      ['acme_cloudtrail_test_cloudtrail', 'index="cloudtrail" sourcetype="aws:cloudtrail"'],
      ['acme_cloudtrail_test_root_login_filter', 'search *'],
      ['acme_cloudtrail_test_other_login_filter', 'search *'],
    ]);
    for (const [, stanza] of conf(built, 'macros')) expect(stanza.get('description')).toMatch(/\w/);
  });

  it('has no folder local, which is its users own', () => {
    expect([...app.members.keys()].filter((path) => path.includes('local'))).toEqual([]);
  });

  it('is made of its input alone', () => {
    const again = builtApp([ROOT, OTHER]);
    expect(Buffer.compare(bytesOf(again.files.get(archive)), bytesOf(files.get(archive)))).toBe(0);
  });
});

it.each(['informational', 'low', 'medium', 'high', 'critical'] satisfies readonly Level[])(
  'gives the level %s a severity of its own',
  (level) => {
    const severity = conf(builtApp([ruleNamed('a', 'A title', { level })]), 'savedsearches')
      .get('A title')
      ?.get('alert.severity');
    const expected = { informational: '2', low: '3', medium: '4', high: '5', critical: '6' };
    expect(severity).toBe(expected[level]);
  },
);

describe('a rule that Splunk cannot say', () => {
  const condition = inList(
    { value: 'a' },
    Array.from({ length: 10_001 }, (_, at) => row(`v${at}`)),
  );
  const built = builtApp([{ ...ROOT, condition }, OTHER]);

  it('is left out of the searches and macros, and named in the README with the reason', () => {
    expect([...conf(built, 'savedsearches').keys()]).toEqual(['Somebody signed in']);
    expect([...conf(built, 'macros').keys()].join(' ')).not.toContain('root_login');
    const [, leftOut = ''] = text(built, 'README.md').split('## Rules that are not in this app');
    expect(leftOut).toContain('- Root signed in (file root-login): ');
    expect(leftOut).toContain('10001 rows');
  });
});

it('is an app also where no rule is in it', () => {
  const built = builtApp([]);
  expect(conf(built, 'savedsearches').size).toBe(0);
  expect(text(built, 'README.md')).toContain('## Rules\n\nNone.');
});

describe('where nobody has named the index', () => {
  const built = builtApp([ROOT], { environment: { ...ENVIRONMENT, ...NO_INDEX } });

  it('the macro calls one that no file defines, and says so', () => {
    const macros = conf(built, 'macros');
    const definition = macros.get('acme_cloudtrail_test_cloudtrail')?.get('definition') ?? '';
    expect(definition).toBe('`set_index_and_sourcetype_in_macro_acme_cloudtrail_test_cloudtrail`');
    expect([...macros.keys()]).not.toContain(definition.slice(1, -1));
    expect(text(built, 'README.md')).toContain(definition);
  });

  it('a warning says so at the environment', () => {
    expect(built.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['splunk-app/index-unset', 'warning'],
    ]);
    expect(builtApp([ROOT]).diagnostics).toEqual([]);
  });

  it('that is what the configuration says, or what it does not say', () => {
    const text = (spl: string) =>
      `trailc: 1\ndefaultEnvironment: b\nenvironments:\n  a: { abstract: true, spl: ${spl} }\n  b: { extends: a }\n`;
    const codes = (spl: string) => {
      const { value } = readConfig({ path: 'trailc.config.yml', text: text(spl) }, '.');
      const environment = value?.environments.find(({ name }) => name === 'b');
      if (environment === undefined) throw new Error('no environment');
      return builtApp([ROOT], { environment }).diagnostics.map(({ code }) => code);
    };
    expect(codes('{ sourcetype: x }')).toEqual(['splunk-app/index-unset']);
    expect(codes('{}')).toEqual(['splunk-app/index-unset']);
    expect(codes('{ index: cloudtrail }')).toEqual([]);
  });

  it('the plain search stays as it is', () => {
    expect(built.files.get('splunk/searches/root-login.spl')).toContain('index="cloudtrail"');
  });
});

it('reads the same condition as the plain search, stage for stage', () => {
  const rule = { ...ROOT, condition: test('contains', 'requestParameters.a', 'x') };
  const built = builtApp([rule]);
  const plain = String(built.files.get('splunk/snippets/root-login.conf')).match(/^search = (.*)$/m)?.[1];
  const app = conf(built, 'savedsearches').get('Root signed in')?.get('search');
  const whole = app
    ?.replace('`acme_cloudtrail_test_cloudtrail`', 'index="cloudtrail" sourcetype="aws:cloudtrail"')
    .replace(' | `acme_cloudtrail_test_root_login_filter`', '');
  expect(whole).toBe(plain);
});
