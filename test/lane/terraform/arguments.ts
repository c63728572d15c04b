/**
 * Arguments of the resources and data sources that the stack uses, of Terraform's AWS provider (its documentation, "Argument
 * Reference" of each; compared with the schema of the version below): which must be given, which may, and their blocks.
 * Blocks that the stack has no use for are left out, so that one in a file would be a fault.
 *
 * Owns: the table. Must not: check.
 */
export interface Block {
  /** Names, with blanks between. */
  readonly required?: string;
  readonly optional?: string;
  readonly blocks?: Readonly<Record<string, Block>>;
}

/** The provider that the table was compared with. */
export const PROVIDER_VERSION = '5.100.0';

export const RESOURCES: Readonly<Record<string, Block>> = {
  aws_athena_named_query: { required: 'database name query', optional: 'description workgroup' },
  aws_athena_prepared_statement: { required: 'name query_statement workgroup', optional: 'description' },
  aws_athena_workgroup: {
    required: 'name',
    optional: 'description force_destroy state tags',
    blocks: {
      configuration: {
        optional:
          'bytes_scanned_cutoff_per_query enforce_workgroup_configuration execution_role publish_cloudwatch_metrics_enabled requester_pays_enabled',
        blocks: {
          engine_version: { optional: 'selected_engine_version' },
          result_configuration: {
            optional: 'expected_bucket_owner output_location',
            blocks: { encryption_configuration: { optional: 'encryption_option kms_key_arn' } },
          },
        },
      },
    },
  },
  aws_glue_catalog_table: {
    required: 'database_name name',
    optional:
      'catalog_id description owner parameters retention table_type view_expanded_text view_original_text',
    blocks: {
      storage_descriptor: {
        optional:
          'additional_locations bucket_columns compressed input_format location number_of_buckets output_format parameters stored_as_sub_directories',
        blocks: {
          columns: { required: 'name', optional: 'comment parameters type' },
          ser_de_info: { optional: 'name parameters serialization_library' },
        },
      },
    },
  },
  aws_iam_role: {
    required: 'assume_role_policy',
    optional:
      'description force_detach_policies managed_policy_arns max_session_duration name name_prefix path permissions_boundary tags',
  },
  aws_iam_role_policy: { required: 'policy role', optional: 'name name_prefix' },
  aws_scheduler_schedule: {
    required: 'schedule_expression',
    optional:
      'description end_date group_name kms_key_arn name name_prefix schedule_expression_timezone start_date state',
    blocks: {
      flexible_time_window: { required: 'mode', optional: 'maximum_window_in_minutes' },
      target: { required: 'arn role_arn', optional: 'input' },
    },
  },
  aws_scheduler_schedule_group: { optional: 'name name_prefix tags' },
  aws_sfn_state_machine: {
    required: 'definition role_arn',
    optional: 'name name_prefix publish tags type',
    blocks: { encryption_configuration: { optional: 'kms_data_key_reuse_period_seconds kms_key_id type' } },
  },
  aws_sns_topic: {
    optional:
      'application_failure_feedback_role_arn application_success_feedback_role_arn application_success_feedback_sample_rate archive_policy content_based_deduplication delivery_policy display_name fifo_throughput_scope fifo_topic firehose_failure_feedback_role_arn firehose_success_feedback_role_arn firehose_success_feedback_sample_rate http_failure_feedback_role_arn http_success_feedback_role_arn http_success_feedback_sample_rate kms_master_key_id lambda_failure_feedback_role_arn lambda_success_feedback_role_arn lambda_success_feedback_sample_rate name name_prefix policy signature_version sqs_failure_feedback_role_arn sqs_success_feedback_role_arn sqs_success_feedback_sample_rate tags tracing_config',
  },
  aws_sns_topic_policy: { required: 'arn policy' },
  aws_sns_topic_subscription: {
    required: 'endpoint protocol topic_arn',
    optional:
      'confirmation_timeout_in_minutes delivery_policy endpoint_auto_confirms filter_policy filter_policy_scope raw_message_delivery redrive_policy replay_policy subscription_role_arn',
  },
};

export const DATA_SOURCES: Readonly<Record<string, Block>> = {
  aws_caller_identity: {},
  aws_iam_policy_document: {
    optional: 'override_json override_policy_documents policy_id source_json source_policy_documents version',
    blocks: {
      statement: {
        optional: 'actions effect not_actions not_resources resources sid',
        blocks: {
          condition: { required: 'test values variable' },
          principals: { required: 'identifiers type' },
        },
      },
    },
  },
  aws_partition: {},
  aws_region: { optional: 'endpoint name' },
};
