-- CloudTrail records of one account for Athena. Table profile extended: The documented table and the fields it lacks, the source identity first among them.
-- Days are folders of delivery; each is made a partition by hand or by a job, once a region and day:
--   ALTER TABLE `security`.`cloudtrail` ADD IF NOT EXISTS
--     PARTITION (region = 'us-east-1', year = '2026', month = '01', day = '31')
--     LOCATION 's3://my-trail/AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/31/';
-- Columns beyond AWS's documented table are read by name from the record; see docs/athena.md for a query that shows them filled.
CREATE EXTERNAL TABLE `security`.`cloudtrail` (
  eventversion STRING,
  useridentity STRUCT<
    type: STRING,
    principalid: STRING,
    arn: STRING,
    accountid: STRING,
    invokedby: STRING,
    accesskeyid: STRING,
    username: STRING,
    onbehalfof: STRUCT<
      userid: STRING,
      identitystorearn: STRING>,
    sessioncontext: STRUCT<
      attributes: STRUCT<
        mfaauthenticated: STRING,
        creationdate: STRING>,
      sessionissuer: STRUCT<
        type: STRING,
        principalid: STRING,
        arn: STRING,
        accountid: STRING,
        username: STRING>,
      ec2roledelivery: STRING,
      webidfederationdata: STRUCT<
        federatedprovider: STRING,
        attributes: STRING>,
      sourceidentity: STRING,
      assumedroot: STRING>,
    identityprovider: STRING,
    credentialid: STRING,
    inscopeof: STRUCT<
      sourcearn: STRING,
      sourceaccount: STRING,
      issuertype: STRING,
      credentialsissuedto: STRING>,
    invokedbydelegate: STRUCT<
      accountid: STRING>>,
  eventtime STRING,
  eventsource STRING,
  eventname STRING,
  awsregion STRING,
  sourceipaddress STRING,
  useragent STRING,
  errorcode STRING,
  errormessage STRING,
  requestparameters STRING,
  responseelements STRING,
  additionaleventdata STRING,
  requestid STRING,
  eventid STRING,
  readonly STRING,
  resources ARRAY<STRUCT<
    arn: STRING,
    accountid: STRING,
    type: STRING>>,
  eventtype STRING,
  apiversion STRING,
  recipientaccountid STRING,
  serviceeventdetails STRING,
  sharedeventid STRING,
  vpcendpointid STRING,
  vpcendpointaccountid STRING,
  eventcategory STRING,
  addendum STRUCT<
    reason: STRING,
    updatedfields: STRING,
    originalrequestid: STRING,
    originaleventid: STRING>,
  sessioncredentialfromconsole STRING,
  edgedevicedetails STRING,
  tlsdetails STRUCT<
    tlsversion: STRING,
    ciphersuite: STRING,
    clientprovidedhostheader: STRING,
    keyexchange: STRING>,
  managementevent STRING,
  eventcontext STRING
)
PARTITIONED BY (`region` STRING, `year` STRING, `month` STRING, `day` STRING)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://my-trail/AWSLogs/111122223333/CloudTrail/';
