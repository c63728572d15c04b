/** An environment for tests that compile without a repository. */
import type { EnvironmentDocument } from '../../src/content/document.ts';

export const ENVIRONMENT: EnvironmentDocument = {
  name: 'test',
  span: { source: { path: 'trailc.config.yml', text: '' }, start: 0, end: 0 },
  params: new Map(),
  lists: new Map(),
  spl: { profile: 'raw', index: 'cloudtrail', sourcetype: 'aws:cloudtrail' },
  athena: { profile: 'documented', database: 'default', table: 'cloudtrail_logs' },
  sigma: { profile: 'sigma-2.1' },
};
