-- x */ SELECT 1; {{id}}
-- rule id-of-rule, version 1.0.0; environment example, table profile documented
-- condition 73ccd8f99c67bd9106706fd20d534d692552ae4ae7f070aa54d56b6f5a3ea178
-- params 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
-- This query gives the rule's verdict on each record: exact, given that
--   no-object-here: No object and no array stands at a path that is read as text, and no array on the way to it.
--   one-key-case: Every key of a record that has a column of its own is written in one case: Athena ignores the case of columns.
SELECT
  eventid AS "eventID",
  eventtime AS "eventTime",
  coalesce(CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END, useridentity.username, useridentity.arn, useridentity.onbehalfof.userid, useridentity.principalid, useridentity.invokedby, useridentity.accountid) AS "actor",
  (CASE WHEN substr(eventsource, -14) = '.amazonaws.com' THEN substr(eventsource, 1, length(eventsource) - 14) ELSE eventsource END || ':' || eventname) AS "action",
  recipientaccountid AS "account",
  awsregion AS "region",
  'id-of-rule' AS "ruleId",
  ('''; -- ' || chr(10) || '{{id}}') AS "alertTitle"
FROM "security"."cloudtrail"
WHERE
  year BETWEEN date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%Y') AND date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%Y')
  AND month IN (date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%m'), date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%m'))
  AND year || '-' || month || '-' || day BETWEEN date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%Y-%m-%d') AND date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%Y-%m-%d')
  AND eventtime >= date_format((current_timestamp - INTERVAL '75' MINUTE) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ')
  AND eventtime <= date_format(current_timestamp AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ')
  AND coalesce(errorcode IS NOT NULL, false)
