-- CloudTrail records of cloudtrail with the fields that trailc derives.
-- environment example, table profile extended-projection
-- Name a partition in every query: the view reads what the table would. No rule reads the view.
CREATE OR REPLACE VIEW "security"."cloudtrail_events" AS
SELECT
  eventid AS "eventid",
  eventtime AS "eventtime",
  coalesce(CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END, useridentity.username, useridentity.arn, useridentity.onbehalfof.userid, useridentity.principalid, useridentity.invokedby, useridentity.accountid) AS "actor",
  (CASE WHEN substr(eventsource, -14) = '.amazonaws.com' THEN substr(eventsource, 1, length(eventsource) - 14) ELSE eventsource END || ':' || eventname) AS "action",
  CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/[^/]+/([^/]+)\z', 1) END AS "session_name",
  CASE WHEN useridentity.type = 'AssumedRole' THEN regexp_extract(useridentity.arn, '\Aarn:[^:]+:sts::[0-9]*:assumed-role/([^/]+)/[^/]+\z', 1) END AS "session_role_name",
  useridentity.sessioncontext.sessionissuer.arn AS "session_role_arn",
  json_extract_scalar(requestparameters, '$.roleSessionName') AS "requested_session_name",
  useridentity.sessioncontext.sourceidentity AS "source_identity",
  eventsource AS "eventsource",
  eventname AS "eventname",
  recipientaccountid AS "recipientaccountid",
  awsregion AS "awsregion",
  sourceipaddress AS "sourceipaddress",
  useragent AS "useragent",
  errorcode AS "errorcode",
  readonly AS "readonly",
  "timestamp" AS "timestamp"
FROM "security"."cloudtrail"
