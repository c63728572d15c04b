/**
 * An environment as it holds, from what it says itself and what its ancestors say.
 *
 * Owns: what is inherited and how, the defaults of the targets, the origin of every value. Must not: read YAML or report.
 */
import type {
  AthenaSettings,
  EnvironmentDocument,
  EnvironmentOrigins,
  EnvironmentValue,
  ListOverlay,
  SettingName,
  SigmaSettings,
  Spanned,
  SplSettings,
  Written,
} from './document.ts';
import { SETTING_NAMES } from './environment.ts';
import type { Chain } from './environment-chain.ts';

/** What an environment has where nobody says anything. */
const TARGET_DEFAULTS: {
  readonly spl: SplSettings;
  readonly athena: AthenaSettings;
  readonly sigma: SigmaSettings;
} = {
  // The sourcetype that the Splunk Add-on for AWS gives to CloudTrail.
  spl: { profile: 'raw', index: 'cloudtrail', sourcetype: 'aws:cloudtrail' },
  // The table name in the Athena User Guide, "Query AWS CloudTrail logs".
  athena: { profile: 'documented', database: 'default', table: 'cloudtrail_logs' },
  sigma: { profile: 'sigma-2.1' },
};

/**
 * Params and settings: the nearest that says one wins, whole. Changes to lists: all of them, the furthest ancestor's
 * first. The description is the environment's own.
 */
export function resolveEnvironment(chain: Chain): EnvironmentDocument {
  const [own] = chain;
  const origins = originsOf(chain);
  const params = [...origins.params].flatMap(
    ([name, [nearest]]): readonly (readonly [string, EnvironmentValue])[] =>
      nearest === undefined ? [] : [[name, nearest.value]],
  );
  const setting = (name: SettingName) => origins.settings.get(name)?.[0]?.value;
  const location = setting('athena.location');
  const { spl, athena, sigma } = TARGET_DEFAULTS;
  return {
    name: own.name,
    span: own.span,
    ...(own.description === undefined ? {} : { description: own.description }),
    params: new Map(params),
    lists: overlaysOf(chain),
    spl: {
      profile: setting('spl.profile') ?? spl.profile,
      index: setting('spl.index') ?? spl.index,
      sourcetype: setting('spl.sourcetype') ?? spl.sourcetype,
    },
    athena: {
      profile: setting('athena.profile') ?? athena.profile,
      database: setting('athena.database') ?? athena.database,
      table: setting('athena.table') ?? athena.table,
      ...(location === undefined ? {} : { location }),
    },
    sigma: { profile: setting('sigma.profile') ?? sigma.profile },
    origins,
  };
}

function originsOf(chain: Chain): EnvironmentOrigins {
  // From the furthest down, so that what a child adds to its parent's params stands behind them.
  const names = new Set(chain.toReversed().flatMap(({ params }) => [...params.keys()]));
  const params = [...names].map((name) => {
    const written = chain.flatMap(
      ({ name: environment, params: own }): readonly Written<EnvironmentValue>[] => {
        const value = own.get(name);
        return value === undefined ? [] : [{ environment, value, span: value.span }];
      },
    );
    return [name, written] as const;
  });
  const settings = SETTING_NAMES.flatMap((name) => {
    const written = chain.flatMap(({ name: environment, settings: own }): readonly Written<string>[] => {
      const value = own.get(name);
      return value === undefined ? [] : [{ environment, ...value }];
    });
    return written.length === 0 ? [] : [[name, written] as const];
  });
  const links = chain.map(({ name, span }): Spanned<string> => ({ value: name, span }));
  return { chain: links, params: new Map(params), settings: new Map(settings) };
}

function overlaysOf(chain: Chain): ReadonlyMap<string, readonly ListOverlay[]> {
  const overlays = new Map<string, ListOverlay[]>();
  for (const { lists } of chain.toReversed()) {
    for (const [list, overlay] of lists) overlays.set(list, [...(overlays.get(list) ?? []), overlay]);
  }
  return overlays;
}
