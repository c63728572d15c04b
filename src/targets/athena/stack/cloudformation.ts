/**
 * The stack in CloudFormation's terms: what is always created, and the texts of references.
 *
 * Owns: parameters, conditions and the resources without which no rule runs. Must not: split templates (stack/split.ts)
 * or print JSON (a template does).
 */

import { type Reach, scheduleResource } from './cloudformation-alerts.ts';
import { cloudFormationText } from './cloudformation-text.ts';
import type { Json, Resource, Resources } from './json.ts';
import { logicalId } from './names.ts';
import { DEFAULTS, type PlannedRule, type StackPlan } from './plan.ts';
import { pieces, ref } from './text.ts';
import { VIEW_EXPANDED_TEXT, VIEW_PARAMETERS, viewText } from './view.ts';

export const WORKGROUP = 'WorkGroup' as const;

/** What one rule adds; all of it stands in one template. */
export function ruleResources(
  { rule, name, description, schedule }: PlannedRule,
  { input }: StackPlan,
  workgroup: Json,
  reach: Reach,
): Resources {
  const query = logicalId('Query', rule.stem);
  const named: Resource = {
    Type: 'AWS::Athena::NamedQuery',
    Properties: {
      Name: name,
      Description: description,
      Database: input.database,
      WorkGroup: workgroup,
      QueryString: rule.namedQuery,
    },
  };
  const prepared: Resource = {
    Type: 'AWS::Athena::PreparedStatement',
    Properties: {
      StatementName: rule.preparedName,
      Description: description,
      WorkGroup: workgroup,
      QueryStatement: rule.prepared,
    },
  };
  const scheduled =
    schedule === undefined
      ? []
      : [{ id: logicalId('Schedule', rule.stem), body: scheduleResource(schedule, query, reach) }];
  return [
    { id: query, body: named },
    { id: logicalId('Statement', rule.stem), body: prepared },
    ...scheduled,
  ];
}

export function workgroupResource({ name, description }: StackPlan): Resource {
  return {
    Type: 'AWS::Athena::WorkGroup',
    Properties: {
      Name: name,
      Description: description,
      State: 'ENABLED',
      RecursiveDeleteOption: false,
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        RequesterPaysEnabled: false,
        BytesScannedCutoffPerQuery: { Ref: 'BytesScannedCutoff' },
        EngineVersion: { SelectedEngineVersion: DEFAULTS.engine },
        ResultConfiguration: {
          OutputLocation: cloudFormationText(
            pieces('s3://', ref('resultsBucket'), '/', ref('resultsPrefix'), '/'),
          ),
          ExpectedBucketOwner: { Ref: 'AWS::AccountId' },
          EncryptionConfiguration: {
            EncryptionOption: { 'Fn::If': ['HasResultsKey', 'SSE_KMS', 'SSE_S3'] },
            KmsKey: { 'Fn::If': ['HasResultsKey', { Ref: 'ResultsKeyArn' }, { Ref: 'AWS::NoValue' }] },
          },
        },
      },
    },
  };
}

export function viewResources({ input }: StackPlan): readonly Resources[] {
  return input.views.map((view) => {
    const body: Resource = {
      Type: 'AWS::Glue::Table',
      Properties: {
        CatalogId: { Ref: 'AWS::AccountId' },
        DatabaseName: input.database.toLowerCase(),
        TableInput: {
          Name: view.name,
          Description: view.comment,
          TableType: 'VIRTUAL_VIEW',
          Parameters: VIEW_PARAMETERS,
          PartitionKeys: [],
          StorageDescriptor: {
            Columns: view.columns.map(({ name, hive }) => ({ Name: name, Type: hive })),
            SerdeInfo: { Name: '-', SerializationLibrary: '-' },
          },
          ViewOriginalText: viewText(view, input.database),
          ViewExpandedText: VIEW_EXPANDED_TEXT,
        },
      },
    };
    return [{ id: logicalId('View', view.name), body }];
  });
}
