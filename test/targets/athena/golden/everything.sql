-- everything
-- rule id-of-everything, version 1.0.0; environment example, table profile extended
-- condition d63e9f69ca5634d6331c4acb30b8eef9e626a3b243cff3dea126c2b3b52f1fa7
-- params 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
-- This query gives the rule's verdict on each record: exact, given that
--   no-object-here: No object and no array stands at a path that is read as text, and no array on the way to it.
--   objects-in-array: Where a column holds several objects (resources), an array of objects stands there, or one object that is not empty: Athena cannot read most records that have a text or a number there, and takes an object for an array of one.
--   one-key-case: Every key of a record that has a column of its own is written in one case: Athena ignores the case of columns.
--   json-is-whole: Where an object such as requestParameters came as text, the text is a whole JSON value or none at all: Athena would read the keys before a fault.
SELECT
  eventid AS "eventID",
  eventtime AS "eventTime",
  coalesce(CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END, useridentity.username, useridentity.arn, useridentity.onbehalfof.userid, useridentity.principalid, useridentity.invokedby, useridentity.accountid) AS "actor",
  (CASE WHEN substr(eventsource, -14) = '.amazonaws.com' THEN substr(eventsource, 1, length(eventsource) - 14) ELSE eventsource END || ':' || eventname) AS "action",
  recipientaccountid AS "account",
  awsregion AS "region",
  'id-of-everything' AS "ruleId",
  '' AS "alertTitle"
FROM "security"."cloudtrail"
WHERE
  year BETWEEN date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%Y') AND date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%Y')
  AND month IN (date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%m'), date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%m'))
  AND year || '-' || month || '-' || day BETWEEN date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%Y-%m-%d') AND date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%Y-%m-%d')
  AND eventtime >= date_format((current_timestamp - INTERVAL '75' MINUTE) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ')
  AND eventtime <= date_format(current_timestamp AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ')
  AND (
    (
      coalesce(eventname IN ('A', 'B''', ('c' || chr(10) || 'd')), false)
      AND coalesce(starts_with(useragent, 'aws-cli/'), false)
    )
    OR coalesce(strpos(translate(json_extract_scalar(requestparameters, '$["x-amz-acl"]'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'public') > 0, false)
    OR coalesce(json_format(json_extract(requestparameters, '$.tags')) NOT IN ('null', '{}', '[]'), false)
    OR coalesce(cardinality(resources) > 0, false)
    OR NOT (CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END IS NOT NULL)
    OR coalesce((translate(eventsource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') || '|' || translate(eventname, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) IN ('a|b', 'c|d'), false)
    OR coalesce((eventsource = 'x.amazonaws.com' AND eventname IN (
      'Do0',
      'Do1',
      'Do2',
      'Do3',
      'Do4',
      'Do5',
      'Do6',
      'Do7')), false)
    OR false
    OR true
    OR false
  )
