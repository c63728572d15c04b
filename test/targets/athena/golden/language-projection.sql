-- language
-- rule id-of-language, version 1.0.0; environment example, table profile projection
-- condition 9047f20f970937a995196ded986e2124f5bb321df34cd6b39fab5b94959da6aa
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
  'id-of-language' AS "ruleId",
  '' AS "alertTitle"
FROM "security"."cloudtrail"
WHERE
  "timestamp" BETWEEN date_format((current_timestamp - INTERVAL '1515' MINUTE) AT TIME ZONE 'UTC', '%Y/%m/%d') AND date_format((current_timestamp + INTERVAL '1' DAY) AT TIME ZONE 'UTC', '%Y/%m/%d')
  AND eventtime >= date_format((current_timestamp - INTERVAL '75' MINUTE) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ')
  AND eventtime <= date_format(current_timestamp AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ')
  AND (
    coalesce(regexp_like(useragent, '\Aaws-cli/[0-9]{1,9}') OR regexp_like(useragent, '\[o''[^\n]\z'), false)
    AND NOT coalesce(regexp_like(eventname, '[Gg][Ee][Tt]'), false)
    AND coalesce(try_cast(CASE WHEN regexp_like(json_extract_scalar(requestparameters, '$.durationSeconds'), '\A(?:0|-?[1-9][0-9]{0,14})\z') THEN json_extract_scalar(requestparameters, '$.durationSeconds') END AS bigint) > 3600, false)
    AND coalesce(CASE WHEN regexp_like(eventtime, '\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\z') THEN eventtime END < '2027-01-01T00:00:00Z', false)
    AND coalesce(try_cast(split_part(CASE WHEN regexp_like(eventversion, '\A[0-9]{1,4}[.][0-9]{1,4}\z') THEN eventversion END, '.', 1) AS bigint) * 10000 + try_cast(split_part(eventversion, '.', 2) AS bigint) >= 10008, false)
    AND coalesce(try_cast(CASE WHEN regexp_like(sourceipaddress, '\A(?:[0-9A-Fa-f:]*:)?(?:[0-9A-Fa-f]{0,4}|(?:0|[1-9][0-9]{0,2})(?:[.](?:0|[1-9][0-9]{0,2})){3})\z') THEN sourceipaddress END AS ipaddress) BETWEEN IPADDRESS '10.0.0.0' AND IPADDRESS '10.255.255.255', false)
    AND NOT coalesce(cardinality(filter(ARRAY[try_cast(CASE WHEN regexp_like(sourceipaddress, '\A(?:[0-9A-Fa-f:]*:)?(?:[0-9A-Fa-f]{0,4}|(?:0|[1-9][0-9]{0,2})(?:[.](?:0|[1-9][0-9]{0,2})){3})\z') THEN sourceipaddress END AS ipaddress)], ip -> (ip BETWEEN IPADDRESS '192.168.0.0' AND IPADDRESS '192.168.255.255' OR ip BETWEEN IPADDRESS '2001:db8:0:0:0:0:0:0' AND IPADDRESS '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff' OR ip BETWEEN IPADDRESS '0:0:0:0:0:0:0:0' AND IPADDRESS '0:0:0:0:0:fffe:ffff:ffff' OR ip BETWEEN IPADDRESS '0:0:0:0:1:0:0:0' AND IPADDRESS 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'))) > 0, false)
    AND coalesce(cardinality(filter(resources, e1 -> ((coalesce(e1.type = 'AWS::IAM::Role', false) AND NOT coalesce(e1.arn IS NOT NULL, false))))) > 0, false)
    AND coalesce(cardinality(filter(CASE WHEN starts_with(json_format(json_extract(requestparameters, '$.ipPermissions.items')), '[') THEN try_cast(json_extract(requestparameters, '$.ipPermissions.items') AS array(json)) WHEN json_format(json_extract(requestparameters, '$.ipPermissions.items')) <> 'null' THEN ARRAY[json_extract(requestparameters, '$.ipPermissions.items')] END, e1 -> ((coalesce(json_extract_scalar(e1, '$.ipProtocol') = 'tcp', false) AND coalesce(cardinality(filter(CASE WHEN starts_with(json_format(json_extract(e1, '$.ipRanges.items')), '[') THEN try_cast(json_extract(e1, '$.ipRanges.items') AS array(json)) WHEN json_format(json_extract(e1, '$.ipRanges.items')) <> 'null' THEN ARRAY[json_extract(e1, '$.ipRanges.items')] END, e2 -> (coalesce(json_extract_scalar(e2, '$.cidrIp') = '0.0.0.0/0', false)))) > 0, false))))) > 0, false)
    AND NOT coalesce(cardinality(filter(CASE WHEN eventname IS NOT NULL THEN ARRAY[eventname] END, e1 -> (coalesce(e1 = 'x', false)))) > 0, false)
  )
