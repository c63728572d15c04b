"""Writes src/cloudtrail/known-calls.txt: the pairs of event source and event name that AWS has published.

    pip install botocore==1.44.5
    python3 scripts/known-calls.py > src/cloudtrail/known-calls.txt

Source: the operation names of the API models in botocore (Apache-2.0, https://github.com/boto/botocore), which are
those of the AWS API. A model says where a service is reached, not what CloudTrail calls it, so the tables below say
where the two differ. The output depends on the version of botocore and on this file alone; review its diff by line,
one line a source.
"""

import re
import sys
from collections import defaultdict

import botocore
import botocore.loaders

# CloudTrail's source is the endpoint prefix, or the name requests are signed with where that is another word; both
# are kept where nothing better is known. These are known better, mostly from the column "CloudTrail event source" of
# https://docs.aws.amazon.com/eventbridge/latest/ref/events.html, else from the log examples in the guide of the service.
EVENT_SOURCES = {
    'application-autoscaling': 'autoscaling application-autoscaling',
    'appstream': 'appstream',
    'autoscaling-plans': 'autoscaling autoscaling-plans',
    'bedrock-agentcore-control': 'bedrock-agentcore',
    'bedrock-runtime': 'bedrock',
    'chime-sdk-identity': 'chime',
    'chime-sdk-media-pipelines': 'chime-sdk-media-pipelines chime',
    'chime-sdk-meetings': 'chime',
    'chime-sdk-messaging': 'chime',
    'chime-sdk-voice': 'chime-sdk-voice chime',
    'cloudfront-keyvaluestore': 'edgekeyvaluestore cloudfront-keyvaluestore',
    'cloudhsmv2': 'cloudhsm',
    # That table has no CloudTrail source for aws.cloudwatch: the calls of CloudWatch are at monitoring.
    'cloudwatchomni': 'cloudwatch-omni',
    'connectparticipant': 'participant-connect',
    'detective': 'detective',
    'dynamodbstreams': 'dynamodb',
    'ecr': 'ecr',
    'ecr-public': 'ecr-public',
    'iot-data': 'iot iotdata',
    'iot-jobs-data': 'iot iot-jobs-data',
    'iot-managed-integrations': 'iotmanagedintegrations',
    'iotdeviceadvisor': 'iotdeviceadvisor',
    'iotsecuretunneling': 'iotsecuredtunneling',
    'iotwireless': 'iotwireless',
    'lex-models': 'lex',
    'lex-runtime': 'lex',
    'lexv2-models': 'lex',
    'lexv2-runtime': 'lex',
    'mailmanager': 'ses',
    'marketplace-catalog': 'marketplacecatalog aws-marketplace',
    'marketplace-entitlement': 'entitlement-marketplace',
    'marketplacecommerceanalytics': 'marketplace-commerce-analytics marketplacecommerceanalytics',
    'mediastore-data': 'mediastore',
    'mediatailor': 'mediatailor',
    'memorydb': 'memorydb',
    'meteringmarketplace': 'metering-marketplace',
    'mgh': 'mgh migrationhub',
    'mpa': 'multi-party-approval mpa',
    'mq': 'amazonmq',
    'payment-cryptography': 'payment-cryptography',
    'payment-cryptography-data': 'payment-cryptography',
    'pinpoint': 'pinpoint',
    'pinpoint-email': 'ses',
    'pinpoint-sms-voice': 'sms-voice',
    'pricing': 'pricing pricelist',
    'qapps': 'qapps',
    'qconnect': 'qconnect wisdom',
    'rds-data': 'rdsdata rdsdataapi rds-data',
    's3control': 's3',
    'sagemaker': 'sagemaker',
    'sagemaker-a2i-runtime': 'sagemaker',
    'sagemaker-edge': 'sagemaker',
    'sagemaker-featurestore-runtime': 'sagemaker',
    'sagemaker-inference-router-runtime': 'sagemaker',
    'sagemaker-metrics': 'sagemaker metrics-sagemaker',
    'sagemaker-runtime': 'sagemaker',
    'sagemakerjobruntime': 'sagemaker',
    'sagemakertrainingsessionruntime': 'sagemaker',
    'ses': 'ses',
    'sesv2': 'ses',
    'sms-voice': 'sms-voice',
    'sso': 'sso',
    'sso-oidc': 'sso sso-oauth',
    'timestream-query': 'timestream',
    'timestream-write': 'timestream',
    'wickr': 'wickr',
}

# Sources whose names nobody publishes in full, or whose console writes names that no model has: a name that is not
# listed may be right.
OPEN = """
    billingconsole cloudshell discovery-marketplace macie networkmanager-chat payments s3 signin ssm-guiconnect sso
    sso-directory trustedadvisor
"""

# Further sources of that table, of which there is no model; open too.
OPEN_BY_TABLE = """
    amazonq ams-k8s application-insights application-transformation apptest aps-workspaces aws-payment-encryption
    bugbust codewhisperer consoleapp customer-verification deepracer elastictranscoder elb emrwal enterpriseq evidently
    expertq fabric finspace finspace-api iotfleethub kafka-cluster lookoutvision managedservices monitron one
    opensearchservice panorama qldb robomaker s3-banner s3express sdkmetrics signup simspaceweaver sqlworkbench
    support-console taxconsole tnb transcribestreaming transform user-subscriptions vendor-insights
"""

# Further sources that only the CloudTrail guide, or the CloudTrail page of the service's own guide, names; open too.
OPEN_BY_GUIDE = """
    ec2messages identitystore-scim q s3-object-lambda ssmmessages
"""

# Names that CloudTrail writes and no model has: events that a service writes of itself, calls of a console. A line says
# where they were seen: `guide` is the CloudTrail page of the service's guide, `record` a public record, `list` is
# lists/ignored-actions.yml, which says where its entries come from.
ADDED = {
    'acm-pca': 'IssueCertificateDetails',  # guide
    'appstream': 'CreateImage',  # guide
    'bedrock': 'PutFoundationModelEntitlement',  # record
    'billingconsole': """
        AWSPaymentPortalService.DescribePaymentsDashboard AWSPaymentPortalService.GetAccountPreferences
        AWSPaymentPortalService.GetPaymentsDue AWSPaymentPreferenceGateway.Get FindPaymentInstruments
        GetAllowedPaymentMethods GetAlternateContact GetBillingNotifications GetContactInformation GetPaymentInstrument
        GetPaymentPreference GetTaxInvoicesMetadata ListCostAllocationTags
    """,  # record, list
    'ce': 'CreateReport',  # list
    'cloudshell': """
        CreateEnvironment CreateSession DeleteSession GetEnvironmentStatus GetFileDownloadUrls GetFileUploadUrls GetLayout
        PutCredentials RedeemCode SendHeartBeat StartEnvironment UpdateLayout
    """,  # record
    'cloudtrail': 'CreateServiceLinkedChannel',  # guide
    'codecommit': 'GitPull GitPush',  # guide
    'controltower': """
        CreateManagedAccount DeregisterOrganizationalUnit DisableGuardrail EnableGuardrail PrecheckOrganizationalUnit
        RegisterOrganizationalUnit SetupLandingZone UpdateManagedAccount
    """,  # guide
    'discovery-marketplace': 'GetSearchFacets',  # record
    'ec2': 'BidEvictedEvent GetCapacityReservationAccountAttribute SharedSnapshotVolumeCreated',  # guide, record
    'ecr': 'PolicyExecutionEvent',  # guide
    'elasticfilesystem': 'NewClientConnection',  # guide
    'events': 'TestScheduleExpression',  # list
    'kms': 'DeleteExpiredKeyMaterial DeleteKey RotateKey SynchronizeMultiRegionKey',  # guide
    'logs': 'StopLiveTail',  # list
    'macie': 'UpdateMacieSession',  # record
    'networkmanager-chat': 'CreateConversation SendConversationMessage',  # list
    'organizations': 'CloseAccountResult CreateAccountResult',  # guide
    'payments': """
        PaymentPortal_GetAccountIssuerDetails Preferences_GetBackupPaymentMethodPreference
        Preferences_GetBalanceApplicationPreference Preferences_GetDefaultPaymentProfile Preferences_GetPaymentTerms
        Preferences_GetPreferredCurrency
    """,  # list
    'route53': 'DisableDomainTransferLock TransferDomainToAnotherAwsAccount',  # published detection rules
    's3': """
        DeleteAccountPublicAccessBlock DeleteBucketPublicAccessBlock GetAccelerateConfiguration
        GetAccountPublicAccessBlock GetBucketObjectLockConfiguration GetBucketPublicAccessBlock
        GetStorageLensDashboardDataInternal JobCreated PutAccelerateConfiguration PutAccountPublicAccessBlock
        PutBucketObjectLockConfiguration PutBucketPublicAccessBlock
    """,  # guide, record
    'secretsmanager': """
        CancelSecretVersionDelete EndSecretVersionDelete ReplicationFailed ReplicationStarted ReplicationSucceeded
        RotationAbandoned RotationFailed RotationStarted RotationSucceeded SecretVersionDeletion
        StartSecretVersionDelete TestRotationFailed TestRotationStarted TestRotationSucceeded
    """,  # guide
    'securityhub': 'GetControlFindingSummary GetUsage',  # record, list
    'servicequotas': 'UpdateServiceQuotaIncreaseRequestStatus',  # guide
    'signin': """
        CheckMfa ConsoleLogin CredentialChallenge CredentialVerification ExternalIdPDirectoryLogin GetSigninToken
        PasswordUpdated SwitchRole UserAuthentication
    """,  # record, list, guide
    'ssm': 'RegisterManagedInstance',  # a published detection rule
    'ssm-guiconnect': 'CancelConnection GetConnection StartConnection',  # record
    'sso': 'Authenticate Federate ListDirectoryAssociations ListProfilesForApplication UpdateSsoConfiguration',  # record, list
    'sso-directory': 'AddMemberToGroup CreateUser SearchGroups SearchUsers',  # record, list
    'trustedadvisor': """
        CreateExcelReport DescribeAccount DescribeAccountAccess DescribeCheckItems DescribeCheckRefreshStatuses
        DescribeCheckSummaries DescribeChecks DescribeOrganization DescribeReports DescribeRisk DescribeRiskResources
        DescribeRisks GetExcelReport RefreshCheck
    """,  # list
}

# Sources whose CloudTrail names may end in the version of the API: ListFunctions20150331, CreateFunction2020_05_31.
DATED = ('cloudfront', 'lambda')

DATE = re.compile(r'\d{4}_?\d{2}_?\d{2}(v\d+)?$')
VERB = re.compile(r'[A-Z][a-z0-9]+(?=[A-Z]|$)')
WORD = re.compile(r'[A-Za-z0-9_.-]+\Z')

# The commonest first words of names have a letter: without, the file would be an eighth larger.
LETTERS = {
    'c': 'Create', 'd': 'Delete', 'e': 'Describe', 'g': 'Get', 'l': 'List',
    'p': 'Put', 's': 'Start', 't': 'Tag', 'u': 'Update', 'x': 'Untag',
}  # fmt: skip

HEADER = f"""\
# Calls of AWS as CloudTrail names them: one event source a line, less its ".amazonaws.com", then its event names.
# Names with the same first words stand together: "cd|Attach:Role User" are CreateRole, CreateUser, DeleteRole,
# DeleteUser, AttachRole and AttachUser; "-" is an empty rest. "*": this source has further names. "+date": names may end
# in the date of the API's version, as in ListFunctions20150331. "a = b": no source is called a, b is what it stands for.
# Generated by scripts/known-calls.py, do not edit. Names: the API models of botocore (Apache-2.0), and its tables.
version: botocore {botocore.__version__}
letters: {' '.join(f'{letter}={word}' for letter, word in LETTERS.items())}
"""


def event_sources(service, metadata):
    """The likeliest first."""
    if service in EVENT_SOURCES:
        return EVENT_SOURCES[service].split()
    # entitlement.marketplace is a host name; the event source has a hyphen.
    prefix = metadata['endpointPrefix'].lower().replace('.', '-')
    signed = metadata.get('signingName', prefix).lower()
    return [prefix] if signed == prefix else [prefix, signed]


def read_models():
    """The names of each source, and for other names of a service the source that is meant."""
    # The models that come with botocore, and none that this machine's user has added.
    builtin = botocore.loaders.Loader.BUILTIN_DATA_PATH
    loader = botocore.loaders.Loader(extra_search_paths=[builtin], include_default_search_paths=False)
    names, meant = defaultdict(set), ({}, {}, {})
    for service in loader.list_available_services('service-2'):
        for version in loader.list_api_versions(service, 'service-2'):
            model = loader.load_service_model(service, 'service-2', version)
            metadata = model['metadata']
            sources = event_sources(service, metadata)
            for source in sources:
                names[source].update(DATE.sub('', name) if source in DATED else name for name in model['operations'])
            # What people write in place of a source, the likeliest first: the name of the client, the host, the prefix
            # of the permissions.
            others = (service, metadata['endpointPrefix'], metadata.get('signingName', service))
            for other, sources_by_other in zip(others, meant):
                sources_by_other.setdefault(other.lower(), sources[0])
    by_client, by_host, by_permission = meant
    return names, by_permission | by_host | by_client


def add_names(names):
    for source, added in ADDED.items():
        new = set(added.split())
        already = sorted(new & names[source])
        if already:
            sys.exit(f'{source}: a model has {", ".join(already)} now; take it out of ADDED')
        names[source] |= new


def line_of(source, names, is_open):
    """Groups the rests of the names by the set of first words they are found with."""
    firsts = defaultdict(list)
    for name in sorted(names):
        if not WORD.match(name):
            sys.exit(f'{source}: the name {name!r} has characters that the file cannot hold')
        verb = VERB.match(name)
        first = verb.group() if verb else name
        firsts[name[len(first) :] or '-'].append(first)
    groups = defaultdict(list)
    for rest in sorted(firsts):
        groups[head_of(firsts[rest])].append(rest)
    words = [word for head in sorted(groups) for word in (f'{head}:{groups[head][0]}', *groups[head][1:])]
    return ' '.join([source, *(['*'] if is_open else []), *(['+date'] if source in DATED else []), *words])


def head_of(words):
    letters = ''.join(letter for letter, word in LETTERS.items() if word in words)
    return '|'.join([*([letters] if letters else []), *(word for word in words if word not in LETTERS.values())])


def main():
    names, meant = read_models()
    add_names(names)
    further = set(f'{OPEN_BY_TABLE} {OPEN_BY_GUIDE}'.split())
    stale = sorted(further & names.keys())
    if stale:
        sys.exit(f'there are models of {", ".join(stale)} now; take them out of the tables')
    unlisted = further | set(OPEN.split())
    lines = {source: line_of(source, names.get(source, ()), source in unlisted) for source in {*names, *unlisted}}
    lines |= {other: f'{other} = {source}' for other, source in meant.items() if other not in lines}
    sys.stdout.write(HEADER + ''.join(f'{lines[source]}\n' for source in sorted(lines)))


main()
