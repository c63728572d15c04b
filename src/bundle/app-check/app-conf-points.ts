/**
 * What app.conf, app.manifest and default.meta say of an app.
 *
 * Owns: those points. Must not: know the app's searches. Sources: app.conf.spec, default.meta.conf.spec.
 */
import { type SourceText, type Span, startOf } from '../../base/source.ts';
import type { App } from './app.ts';
import { type Conf, isTrue, type Setting, settingOf, stanzaOf } from './conf.ts';
import { manifestOf } from './manifest.ts';
import { type Found, type Point, point } from './point.ts';
import { idProblem, isSemanticVersion, SPLUNK_CONFS } from './splunk-names.ts';

const appConf = (app: App): Conf | undefined => app.confs.get('app');

const setting = (app: App, stanza: string, name: string): Setting | undefined =>
  settingOf(stanzaOf(appConf(app), stanza), name);

/** The stanza, or the file where there is none. */
const placeOf = (conf: Conf, stanza: string): Span => stanzaOf(conf, stanza)?.span ?? startOf(conf.source);

interface Said {
  readonly value: string;
  readonly where: string;
  readonly at: Span;
}

function saidOf(app: App, places: readonly (readonly [stanza: string, name: string])[]): readonly Said[] {
  return places.flatMap(([stanza, name]) => {
    const found = setting(app, stanza, name);
    return found === undefined ? [] : [{ value: found.value, where: `[${stanza}]`, at: found.valueSpan }];
  });
}

const VERSIONS = [
  ['id', 'version'],
  ['launcher', 'version'],
] as const;
const IDS = [
  ['package', 'id'],
  ['id', 'name'],
] as const;

function ofManifest(app: App, key: 'name' | 'version'): readonly Said[] {
  const { source, manifest } = manifestOf(app);
  const value = manifest.kind === 'read' ? manifest[key] : undefined;
  if (source === undefined || value === undefined) return [];
  return [{ value, where: 'app.manifest', at: spanOf(source, value) }];
}

/** Where a JSON text says a string; the whole file where it is spelt with escapes. */
function spanOf(source: SourceText, value: string): Span {
  const start = source.text.indexOf(JSON.stringify(value));
  return start === -1 ? startOf(source) : { source, start, end: start + JSON.stringify(value).length };
}

const INSTALL_ON = ['is_configured', 'state_change_requires_restart'];
const INSTALL_ANY = ['install_source_checksum', 'install_source_local_checksum'];

export const APP_CONF_POINTS: readonly Point[] = [
  point('app-check/no-app-conf', ['check_that_extracted_splunk_app_contains_default_app_conf_file'], (app) =>
    app.byPath.has('default/app.conf') ? [] : [[app.shownAs, {}]],
  ),
  point('app-check/manifest', [], (app) => {
    const { source, manifest } = manifestOf(app);
    if (source === undefined || manifest.kind === 'read') return [];
    return [[startOf(source), { problem: manifest.problem }]];
  }),
  point('app-check/version', ['check_version_is_valid_semver'], (app) => {
    const conf = appConf(app);
    if (conf === undefined) return [];
    const missing = VERSIONS.filter(([stanza, name]) => setting(app, stanza, name) === undefined).map(
      ([stanza]): Found<'app-check/version'> => [
        placeOf(conf, stanza),
        { where: `[${stanza}] in app.conf`, found: '' },
      ],
    );
    const wrong = [...saidOf(app, VERSIONS), ...ofManifest(app, 'version')]
      .filter(({ value }) => !isSemanticVersion(value))
      .map(({ value, where, at }): Found<'app-check/version'> => [at, { where, found: value }]);
    return [...missing, ...wrong];
  }),
  point('app-check/versions-differ', ['check_version_is_valid_semver'], (app) =>
    differing([...saidOf(app, VERSIONS), ...ofManifest(app, 'version')], (versions) => ({ versions })),
  ),
  point(
    'app-check/package-id',
    ['check_for_valid_package_id', 'check_that_app_name_config_is_valid', 'check_for_default_splunk_app'],
    (app) => {
      const conf = appConf(app);
      const id = setting(app, 'package', 'id');
      if (conf === undefined) return [];
      const place = id?.valueSpan ?? placeOf(conf, 'package');
      const value = id?.value ?? '';
      const problem = idProblem(value);
      return problem === undefined ? [] : [[place, { id: value, problem }]];
    },
  ),
  point('app-check/ids-differ', ['check_for_valid_package_id'], (app) => {
    const conf = appConf(app);
    if (conf === undefined) return [];
    const folder = { value: app.name, where: 'the folder', at: startOf(conf.source) };
    return differing([...saidOf(app, IDS), ...ofManifest(app, 'name'), folder], (ids) => ({ ids }));
  }),
  point('app-check/ui-label', ['check_for_valid_ui_label'], (app) => {
    const conf = appConf(app);
    if (conf === undefined) return [];
    const label = setting(app, 'ui', 'label');
    const length = [...(label?.value ?? '')].length;
    if (length >= 5 && length <= 80) return [];
    return [[label?.valueSpan ?? placeOf(conf, 'ui'), { found: label?.value ?? '' }]];
  }),
  point('app-check/updates', ['check_for_updates_disabled'], (app) => {
    const conf = appConf(app);
    const found = setting(app, 'package', 'check_for_updates');
    if (conf === undefined || (found !== undefined && !isTrue(found))) return [];
    return [[found?.span ?? placeOf(conf, 'package'), {}]];
  }),
  point('app-check/reload-trigger', ['check_for_trigger_stanza'], (app) =>
    (stanzaOf(appConf(app), 'triggers')?.settings ?? [])
      .filter(({ name }) => name.startsWith('reload.') && SPLUNK_CONFS.has(name.slice('reload.'.length)))
      .map(({ name, span }) => [span, { setting: name }]),
  ),
  point(
    'app-check/install-setting',
    [
      'check_that_setup_has_not_been_performed',
      'check_state_change_requires_restart',
      'check_no_install_source_checksum',
      'check_no_install_source_local_checksum',
    ],
    (app) =>
      (stanzaOf(appConf(app), 'install')?.settings ?? [])
        .filter(
          (one) =>
            (INSTALL_ON.includes(one.name) && isTrue(one)) ||
            (INSTALL_ANY.includes(one.name) && one.value !== ''),
        )
        .map(({ name, span }) => [span, { setting: name }]),
  ),
  point('app-check/write-access', ['check_meta_default_write_access', 'check_metadata_allow_list'], (app) => {
    const meta = app.confs.get('default.meta');
    if (meta === undefined) return [[app.shown('metadata/default.meta'), { problem: 'is not there' }]];
    const access = meta.stanzas
      .filter(({ name }) => name === '' || name === 'default')
      .flatMap((stanza) => settingOf(stanza, 'access') ?? [])
      .at(-1);
    if (access === undefined)
      return [[startOf(meta.source), { problem: 'does not say in a stanza [] who may write' }]];
    const roles = rolesOf(access.value);
    if (roles === undefined) return [[access.valueSpan, { problem: 'does not say who may read and write' }]];
    return roles.write.includes('*') ? [[access.valueSpan, { problem: 'lets everybody write' }]] : [];
  }),
  point('app-check/sc-admin', ['check_kos_are_accessible'], (app) =>
    (app.confs.get('default.meta')?.stanzas ?? []).flatMap((stanza) => {
      const access = settingOf(stanza, 'access');
      const roles = access === undefined ? undefined : rolesOf(access.value);
      if (access === undefined || roles === undefined) return [];
      const lacks = [roles.read, roles.write].some(
        (names) => names.includes('admin') && !names.includes('sc_admin'),
      );
      return lacks ? [[access.valueSpan, { stanza: stanza.name }] as const] : [];
    }),
  ),
];

function differing<A extends object>(
  said: readonly Said[],
  args: (all: readonly string[]) => A,
): readonly (readonly [Span, A])[] {
  const [first] = said;
  const other = said.find(({ value }) => value !== first?.value);
  if (first === undefined || other === undefined) return [];
  return [
    [
      other.where === 'the folder' ? first.at : other.at,
      args(said.map(({ value, where }) => `"${value}" in ${where}`)),
    ],
  ];
}

function rolesOf(
  access: string,
): { readonly read: readonly string[]; readonly write: readonly string[] } | undefined {
  const found = /^read:\[([^\]\s]+)\],write:\[([^\]\s]+)\]/.exec(access.replaceAll(' ', ''));
  if (found === null) return undefined;
  return { read: (found[1] ?? '').split(','), write: (found[2] ?? '').split(',') };
}
