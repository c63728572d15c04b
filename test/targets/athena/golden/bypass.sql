-- bypass
-- rule id-of-bypass, version 1.0.0; environment example, table profile documented
-- condition 9d4cd67af7a3d9cecda1ccdd5dc042ccb2a05698ecdd900f169aa7e6e32ff2bc
-- params 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
-- This query gives the rule's verdict on each record: exact, given that
--   no-object-here: No object and no array stands at a path that is read as text, and no array on the way to it.
--   one-key-case: Every key of a record that has a column of its own is written in one case: Athena ignores the case of columns.
--   json-is-whole: Where an object such as requestParameters came as text, the text is a whole JSON value or none at all: Athena would read the keys before a fault.
SELECT
  eventid AS "eventID",
  eventtime AS "eventTime",
  coalesce(CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END, useridentity.username, useridentity.arn, useridentity.onbehalfof.userid, useridentity.principalid, useridentity.invokedby, useridentity.accountid) AS "actor",
  (CASE WHEN substr(eventsource, -14) = '.amazonaws.com' THEN substr(eventsource, 1, length(eventsource) - 14) ELSE eventsource END || ':' || eventname) AS "action",
  recipientaccountid AS "account",
  awsregion AS "region",
  'id-of-bypass' AS "ruleId",
  coalesce(CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END, '(absent)') || ' became ' || coalesce(json_extract_scalar(requestparameters, '$.roleSessionName'), '(absent)') AS "alertTitle"
FROM "security"."cloudtrail"
WHERE
  year BETWEEN date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%Y') AND date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%Y')
  AND month IN (date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%m'), date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%m'))
  AND year || '-' || month || '-' || day BETWEEN date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%Y-%m-%d') AND date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%Y-%m-%d')
  AND eventtime >= date_format((current_timestamp - INTERVAL '75' MINUTE) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ')
  AND eventtime <= date_format(current_timestamp AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ')
  AND (
    coalesce(eventsource = 'sts.amazonaws.com', false)
    AND coalesce(eventname = 'AssumeRole', false)
    AND coalesce(substr(translate(CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), -12) IN ('@example.com', '@example.org'), false)
    AND coalesce(json_extract_scalar(requestparameters, '$.roleSessionName') <> CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END, false)
    AND NOT coalesce(json_extract_scalar(requestparameters, '$.roleArn') = 'arn:aws:iam::111122223333:role/Deploy', false)
  )
