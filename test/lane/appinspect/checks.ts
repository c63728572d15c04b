/**
 * What Splunk AppInspect proves of our apps, and of our own check of them.
 *
 * Owns: the temporary folder, and what happens where AppInspect cannot be had: the checks then say so. Must not: check.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content } from '../../../src/content/document.ts';
import type { Check } from '../check.ts';
import { EngineMissing } from '../executor.ts';
import { appsCheck } from './apps.ts';
import { appInspect } from './engine.ts';
import { mutatedAppsCheck } from './mutated.ts';

/** `isNeeded`: that AppInspect is missing is a finding, not a remark. */
export async function appInspectChecks(
  content: Content,
  report: (what: string) => void,
  isNeeded: boolean,
): Promise<readonly Check[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trailc-apps-'));
  try {
    const python = await appInspect(report);
    report('Splunk apps in AppInspect');
    return [await appsCheck(python, content, folder), await mutatedAppsCheck(python, folder)];
  } catch (error) {
    if (!(error instanceof EngineMissing)) throw error;
    const { message } = error;
    const findings = isNeeded ? [{ name: 'AppInspect', ok: false, detail: message }] : [];
    const by = 'splunk-appinspect 4.3.1';
    return [{ name: 'the Splunk app passes AppInspect', by, findings, notes: [`Not run: ${message}`] }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
