-- Brings a table as AWS documents it to the columns of trailc's profile extended.
-- Athena runs one statement at a time. Only the catalogue changes, no record; making a new table beside the old one
-- (trailc ddl without --patch) is as cheap and touches nothing that others use.
-- Every partition keeps the columns it was made with, and Athena refuses to read one whose columns do not fit the
-- table (HIVE_PARTITION_SCHEMA_MISMATCH): drop the partitions and add them again afterwards.
ALTER TABLE `security`.`cloudtrail` CHANGE COLUMN useridentity useridentity STRUCT<
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
      accountid: STRING>>;
ALTER TABLE `security`.`cloudtrail` CHANGE COLUMN tlsdetails tlsdetails STRUCT<
    tlsversion: STRING,
    ciphersuite: STRING,
    clientprovidedhostheader: STRING,
    keyexchange: STRING>;
ALTER TABLE `security`.`cloudtrail` ADD COLUMNS (
  managementevent STRING,
  eventcontext STRING
);
