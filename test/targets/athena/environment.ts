/** An environment with Athena settings; the other targets' are not read here. */
import type { AthenaSettings, EnvironmentDocument } from '../../../src/content/document.ts';
import { span } from '../../evaluate/build.ts';

export function environment(athena: Partial<AthenaSettings>): EnvironmentDocument {
  return {
    name: 'example',
    span,
    params: new Map(),
    lists: new Map(),
    spl: { profile: 'raw', index: 'cloudtrail', sourcetype: 'aws:cloudtrail' },
    athena: { profile: 'documented', database: 'security', table: 'cloudtrail', ...athena },
    sigma: { profile: 'default' },
  };
}
