// One CloudTrail record as plain data, with the keys in CloudTrail's order, and its text as CloudTrail writes it. Owns: the
// record around its parameters. Must not: know the rules.
import { drawCall, guarded } from './calls.js';
import { drawCaller, iso, ofDeployment } from './identities.js';
import { parametersOf } from './parameters.js';

const FAULTS = [
  ['AccessDenied', 'is not authorized to perform'],
  ['ThrottlingException', 'Rate exceeded'],
  ['NoSuchEntityException', 'cannot be found.'],
  ['ValidationException', '1 validation error detected'],
];

/** A record nobody looks for. */
export function ordinary(rng, day, at) {
  const call = drawCall(rng);
  const caller = guarded.has(call.key) ? ofDeployment(rng, day) : drawCaller(rng, day, call);
  const event = record(rng, day, call, caller, at);
  if (rng.chance(0.03)) refuse(rng, event, call);
  return event;
}

/** A record of that call by that caller. */
export function record(rng, { account, region }, call, { identity, address, agent }, at) {
  const { request, response, beside } = parametersOf(rng, { account, region, seed: 7 }, call, at);
  const forwarded = identity.invokedBy !== undefined;
  return {
    eventVersion: '1.11',
    userIdentity: identity,
    eventTime: iso(at),
    eventSource: call.source,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: address,
    userAgent: agent,
    errorCode: undefined,
    errorMessage: undefined,
    requestParameters: request,
    responseElements: response,
    additionalEventData: beside?.additionalEventData,
    requestID: rng.uuid(),
    eventID: rng.uuid(),
    readOnly: call.readOnly,
    resources: beside?.resources,
    eventType: call.name === 'ConsoleLogin' ? 'AwsConsoleSignIn' : 'AwsApiCall',
    managementEvent: !call.data,
    recipientAccountId: account,
    sharedEventID: identity.type === 'AWSService' ? rng.uuid() : undefined,
    eventCategory: call.data ? 'Data' : 'Management',
    tlsDetails:
      forwarded || rng.chance(0.35)
        ? undefined
        : {
            tlsVersion: rng.chance(0.8) ? 'TLSv1.3' : 'TLSv1.2',
            cipherSuite: 'TLS_AES_128_GCM_SHA256',
            clientProvidedHostHeader: `${call.service}.${region}.amazonaws.com`,
          },
  };
}

/** The same call, refused. */
export function refuse(rng, event, call, [code, message] = rng.pick(FAULTS)) {
  const arn = event.userIdentity.arn ?? event.userIdentity.invokedBy ?? 'anonymous';
  event.errorCode = code;
  event.errorMessage =
    code === 'AccessDenied'
      ? `User: ${arn} ${message}: ${call.service}:${call.name} on resource: "arn:aws:${call.service}:*" because no identity-based policy allows the action`
      : message;
  event.responseElements = null;
}

const GSON = { '<': '\\u003c', '>': '\\u003e', '=': '\\u003d', '&': '\\u0026', "'": '\\u0027' };

/** JSON as the services spell it: some escape what need not be. In a few records even a letter of what decides. */
export function textOf(rng, event) {
  const text = JSON.stringify(event);
  const kind = rng.unit();
  if (kind < 0.12) return text.replace(/[<>=&']/g, (letter) => GSON[letter]);
  if (kind < 0.28) return text.replaceAll('/', '\\/');
  if (kind < 0.29) return text.replace(/[\u0080-\uffff]/g, escaped);
  if (kind < 0.2902)
    return text.replace(
      `"eventName":"${event.eventName}"`,
      (all) => `${all.slice(0, -2)}${escaped(all.at(-2))}"`,
    );
  if (kind < 0.2904)
    return text
      .replace('"eventName":', '"event\\u004eame":')
      .replace(
        `"eventSource":"${event.eventSource}`,
        `"eventSource":"${escaped(event.eventSource[0])}${event.eventSource.slice(1)}`,
      );
  return text;
}
const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
