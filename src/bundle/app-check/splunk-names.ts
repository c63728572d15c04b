/**
 * Names that Splunk has taken, and the forms it wants names in.
 *
 * Owns: the lists. Must not: look at an app. Sources: app.conf.spec; the list of configuration files in Splunk's Admin
 * Manual; https://semver.org/spec/v2.0.0.html.
 */

/** Configuration files that a detection app could mean to reload; Splunk reloads them by itself. */
export const SPLUNK_CONFS: ReadonlySet<string> = new Set([
  'alert_actions',
  'app',
  'authorize',
  'collections',
  'commands',
  'datamodels',
  'distsearch',
  'eventtypes',
  'fields',
  'indexes',
  'inputs',
  'limits',
  'macros',
  'metric_alerts',
  'outputs',
  'props',
  'restmap',
  'savedsearches',
  'searchbnf',
  'server',
  'tags',
  'telemetry',
  'times',
  'transactiontypes',
  'transforms',
  'user-prefs',
  'visualizations',
  'web',
  'workflow_actions',
]);

const SEMANTIC_VERSION =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

export const isSemanticVersion = (text: string): boolean => text.length <= 200 && SEMANTIC_VERSION.test(text);

const DEVICE = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i;
/** Apps that come with Splunk, of which a bundle could be given the name. */
const SPLUNK_APPS = new Set([
  'alert_logevent',
  'alert_webhook',
  'appsbrowser',
  'audit_trail',
  'data_manager',
  'framework',
  'launcher',
  'learned',
  'legacy',
  'missioncontrol',
  'sample_app',
  'search',
  'splunk_gdi',
  'splunk_httpinput',
  'splunk_monitoring_console',
  'splunk_secure_gateway',
  'tos',
  'user-prefs',
]);

/** Why an app cannot have this id, to follow `the app id "…"`. */
export function idProblem(id: string): string | undefined {
  if (id === '') return 'is empty';
  if (/^[0-9]/.test(id)) return 'begins with a digit';
  if (!/^[A-Za-z0-9_.-]+$/.test(id)) return 'holds other characters than letters, digits, ".", "_" and "-"';
  if (/\.$|\.(?:tar|tgz|tar\.gz|spl)$/.test(id)) return 'ends with a dot, or as a package does';
  if (DEVICE.test(id)) return 'is the name of a device on Windows';
  return SPLUNK_APPS.has(id) ? 'is that of an app of Splunk itself' : undefined;
}
