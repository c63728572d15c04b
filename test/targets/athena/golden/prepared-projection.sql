-- A rule made for a test
-- rule 7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10, version 1.0.0; environment example, table profile projection
-- condition SHA-256
-- params SHA-256
-- This query gives the rule's verdict on each record: exact, given that
--   no-object-here: No object and no array stands at a path that is read as text, and no array on the way to it.
--   one-key-case: Every key of a record that has a column of its own is written in one case: Athena ignores the case of columns.
-- A prepared statement belongs to a workgroup. Its two values are times in ISO 8601: records whose eventTime is the
-- first or later, and earlier than the second.
--   EXECUTE trailc_made_for_a_test USING '2026-01-31T12:00:00Z', '2026-01-31T13:00:00Z'
PREPARE trailc_made_for_a_test FROM
SELECT
  eventid AS "eventID",
  eventtime AS "eventTime",
  coalesce(CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END, useridentity.username, useridentity.arn, useridentity.onbehalfof.userid, useridentity.principalid, useridentity.invokedby, useridentity.accountid) AS "actor",
  (CASE WHEN substr(eventsource, -14) = '.amazonaws.com' THEN substr(eventsource, 1, length(eventsource) - 14) ELSE eventsource END || ':' || eventname) AS "action",
  recipientaccountid AS "account",
  awsregion AS "region",
  '7d3cb1f2-0f0e-4d5c-9f7e-2a3a4f0a9b10' AS "ruleId",
  'Who? ' || coalesce(coalesce(CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END, useridentity.username, useridentity.arn, useridentity.onbehalfof.userid, useridentity.principalid, useridentity.invokedby, useridentity.accountid), '(absent)') || ' -- ?' AS "alertTitle"
FROM "security"."cloudtrail"
WHERE
  coalesce(eventtime >= nullif(least(date_format(from_iso8601_timestamp(?) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ'), CAST(try_cast(replace("timestamp", '/', '-') AS date) + INTERVAL '2' DAY AS varchar)), CAST(try_cast(replace("timestamp", '/', '-') AS date) + INTERVAL '2' DAY AS varchar)), false)
  AND coalesce(eventtime < nullif(greatest(date_format(from_iso8601_timestamp(?) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ'), CAST(try_cast(replace("timestamp", '/', '-') AS date) - INTERVAL '1' DAY AS varchar)), CAST(try_cast(replace("timestamp", '/', '-') AS date) - INTERVAL '1' DAY AS varchar)), false)
  AND (
    coalesce(eventname IN ('Why?', 'it''s ? or ''?'''), false)
    AND coalesce(regexp_like(useragent, '\A(?:a|b)?\?-- ?\z'), false)
    AND NOT coalesce(errorcode = '?', false)
  )
