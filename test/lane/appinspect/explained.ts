/**
 * The warnings that AppInspect gives for our app and that stay.
 *
 * Owns: which, and why each is none of our faults. docs/appinspect.md has the same sentences; a test holds them together.
 * Must not: ask AppInspect. An entry for a warning that is not given is a finding of the lane, so that none outlives its
 * reason.
 */
export const EXPLAINED: Readonly<Record<string, string>> = {
  check_for_gratuitous_cron_scheduling:
    'A rule whose schedule says every minute runs every minute: that is what its author wants, and the shipped rules want it nowhere.',
  check_hostnames_and_ips:
    'A rule that asks about an address holds the address; AppInspect warns of any address in a file, since others leave those of their own network behind.',
};
