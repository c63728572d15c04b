# The sample stack of test/targets/athena/stack-sample.ts on a provider that only pretends, so that every expression of the
# file is computed: `terraform test` needs no account. An ARN that the provider checks has to look like one.
mock_provider "aws" {
  mock_data "aws_iam_policy_document" { defaults = { json = "{}" } }
  mock_data "aws_caller_identity" { defaults = { account_id = "111122223333" } }
  mock_data "aws_partition" { defaults = { partition = "aws-us-gov" } }
  mock_data "aws_region" { defaults = { id = "us-gov-west-1" } }
  mock_resource "aws_iam_role" { defaults = { arn = "arn:aws:iam::111122223333:role/mock" } }
  mock_resource "aws_sns_topic" { defaults = { arn = "arn:aws:sns:eu-central-1:111122223333:mock" } }
  mock_resource "aws_sfn_state_machine" { defaults = { arn = "arn:aws:states:eu-central-1:111122223333:stateMachine:mock" } }
}
variables {
  results_bucket = "acme-results"
}

run "off_by_default" {
  assert {
    condition     = length(aws_scheduler_schedule.rule) == 0 && length(aws_sfn_state_machine.rules) == 0 && length(aws_iam_role.scheduler) == 0
    error_message = "Something of the optional part is there by default."
  }
  assert {
    condition     = length(aws_athena_named_query.rule) == 2 && length(aws_athena_prepared_statement.rule) == 2
    error_message = "A rule has no query or no statement."
  }
}

run "on" {
  variables {
    create_schedules   = true
    notification_email = "soc@example.com"
    trail_key_arn      = "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/x"
  }
  assert {
    condition     = length(aws_scheduler_schedule.rule) == 2 && aws_scheduler_schedule.rule["root-login"].state == "DISABLED"
    error_message = "There is no schedule for each rule, or it runs at once."
  }
  assert {
    condition     = jsondecode(aws_scheduler_schedule.rule["root-login"].target[0].input).namedQueryId == aws_athena_named_query.rule["root-login"].id
    error_message = "The schedule does not pass on the id of its query."
  }
  assert {
    condition     = jsondecode(aws_scheduler_schedule.rule["session-name-bypass"].target[0].input).rule.level == "critical"
    error_message = "The schedule does not pass on the facts of its rule."
  }
  assert {
    condition     = aws_scheduler_schedule.rule["root-login"].flexible_time_window[0].mode == "OFF" && aws_scheduler_schedule.rule["session-name-bypass"].flexible_time_window[0].maximum_window_in_minutes == 5
    error_message = "The windows of the schedules are others."
  }
  assert {
    condition     = aws_sns_topic.alerts[0].kms_master_key_id == "alias/aws/sns" && length(aws_sns_topic_subscription.email) == 1
    error_message = "The topic is not encrypted, or nobody is subscribed."
  }
  assert {
    condition     = jsondecode(aws_sfn_state_machine.rules[0].definition).States.RunQuery.Resource == "arn:aws-us-gov:states:::athena:startQueryExecution.sync"
    error_message = "The state machine calls another partition."
  }
}

run "bad_key" {
  command = plan
  variables { results_key_arn = "x" }
  expect_failures = [var.results_key_arn]
}

run "bad_state" {
  command = plan
  variables { schedule_state = "on" }
  expect_failures = [var.schedule_state]
}
