-- trailc selftest of rule golden, id-of-golden, version 1.0.0; 2 tests; environment example, table profile extended
-- Each row is one test: result is fail where the condition, run here, gives another verdict than the test expects.
-- It reads no table. Params have their example values, lists their entries without changes of an environment.
--   rests on no-object-here: No object and no array stands at a path that is read as text, and no array on the way to it.
--   rests on one-key-case: Every key of a record that has a column of its own is written in one case: Athena ignores the case of columns.
--   rests on json-is-whole: Where an object such as requestParameters came as text, the text is a whole JSON value or none at all: Athena would read the keys before a fault.
WITH tests AS (
  SELECT
    json_extract_scalar(line, '$.rule') AS test_rule,
    test_number,
    json_extract_scalar(line, '$.test') AS test_name,
    json_extract_scalar(line, '$.expected') AS test_expected,
    CAST(json_extract(line, '$.record') AS ROW(requestparameters VARCHAR, readonly VARCHAR)) AS test_record
  FROM UNNEST(ARRAY[
  '{"rule":"golden","test":"golden 0","expected":"match","record":{"requestparameters":"{\"roleName\":\"o''brien\"}","readonly":"false"}}',
  '{"rule":"golden","test":"golden 1","expected":"no-match","record":{"readonly":"true"}}'
  ]) WITH ORDINALITY AS lines (line, test_number)
),
records AS (
  SELECT
    test_rule, test_number, test_name, test_expected,
  test_record.requestparameters AS requestparameters,
  test_record.readonly AS readonly
  FROM tests
),
verdicts AS (
  SELECT
    test_rule, test_number, test_name, test_expected,
    CASE test_rule
      WHEN 'golden' THEN CASE ((
    coalesce(readonly = 'false', false)
    AND coalesce(json_format(json_extract(requestparameters, '$.roleName')) NOT IN ('null', '{}', '[]'), false)
  )) WHEN true THEN 'match' WHEN false THEN 'no-match' ELSE 'neither' END
    END AS test_got
  FROM records
)
SELECT
  test_rule AS "rule",
  CASE test_rule
    WHEN 'golden' THEN 'id-of-golden'
  END AS "ruleId",
  test_name AS "test",
  test_expected AS "expected",
  test_got AS "got",
  CASE WHEN test_got = test_expected THEN 'pass' ELSE 'fail' END AS "result"
FROM verdicts
ORDER BY "result", test_number
