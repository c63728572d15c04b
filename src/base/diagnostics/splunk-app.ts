/** Diagnostics of what stands in the way of a Splunk app. See ../catalogue.ts. */

export const SPLUNK_APP_DIAGNOSTICS = {} as const;
