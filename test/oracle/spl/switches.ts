/**
 * What Splunk's documentation leaves open, or what trailc assumes against a possible other reading, each as a switch.
 *
 * Owns: the table of switches (the first value of each is the one we expect), and walking through every combination
 * that can make a difference. Must not: know what reads a switch.
 */
import type { AssumptionName } from '../../../src/targets/shared/assumptions.ts';
import { OPEN } from './open.ts';

export type SwitchName = keyof typeof OPEN;
export type SwitchValue<N extends SwitchName> = (typeof OPEN)[N]['values'][number];
/** Values by name; a name that is not here has its first value. */
export type Switches = { readonly [N in SwitchName]?: SwitchValue<N> };

/** How evaluation asks for a switch: only where its values would give different results. */
export interface Reader {
  read<N extends SwitchName>(name: N): SwitchValue<N>;
}

/** Every open behaviour with its documentation: `open.ts`, typed alike for all rows. */
export interface OpenBehaviour {
  /** The first is the expected one. */
  readonly values: readonly string[];
  readonly sentence: string;
  /** Page of Splunk's documentation, by its title. */
  readonly page: string;
  /** An answer that names one of these has settled the switch on its first value. */
  readonly settledBy: readonly AssumptionName[];
  /** The heading in docs/splunk.md whose canary tells the values apart; or why none is needed. */
  readonly canary: string;
  /** A search that tells them apart, where docs/splunk.md has none yet. */
  readonly proposed?: string;
}

export const SWITCH_NAMES = Object.keys(OPEN) as readonly SwitchName[];

export const behaviour = (name: SwitchName): OpenBehaviour => OPEN[name];

/** A reader with fixed values. */
export function reader(switches: Switches): Reader {
  return { read: (name) => (switches[name] ?? OPEN[name].values[0]) as never };
}

/** The switches that stay open under an answer with these assumptions. */
export function openUnder(assumptions: Iterable<string>): ReadonlySet<SwitchName> {
  const named = new Set(assumptions);
  return new Set(SWITCH_NAMES.filter((name) => !behaviour(name).settledBy.some((one) => named.has(one))));
}

/**
 * Runs once for every combination of the open switches that the run can tell apart, expected values first: a switch is
 * varied only where the run has asked for it. Ends early where `visit` gives true.
 */
export function explore<T>(
  open: ReadonlySet<SwitchName>,
  run: (reader: Reader) => T,
  visit: (result: T, switches: Switches) => boolean,
): void {
  const waiting: Partial<Record<SwitchName, string>>[] = [{}];
  for (let fixed = waiting.pop(); fixed !== undefined; fixed = waiting.pop()) {
    const chosen = fixed;
    const met = new Map<SwitchName, string>();
    const result = run({
      read: (name) => {
        const known = chosen[name];
        if (known !== undefined) return known as never;
        const expected = OPEN[name].values[0];
        if (open.has(name)) met.set(name, expected);
        return expected as never;
      },
    });
    if (visit(result, { ...chosen } as Switches)) return;
    let before: Partial<Record<SwitchName, string>> = chosen;
    for (const [name, expected] of met) {
      for (const other of behaviour(name).values.slice(1)) waiting.push({ ...before, [name]: other });
      before = { ...before, [name]: expected };
    }
  }
}
