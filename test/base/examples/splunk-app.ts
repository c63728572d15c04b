/** Examples of the diagnostics of src/base/diagnostics/splunk-app.ts: one for each code. */

export const SPLUNK_APP_EXAMPLES = {} as const;
