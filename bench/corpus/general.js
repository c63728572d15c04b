// What a call without a form of its own asks and is answered, by its verb, and texts that are escaped in one way or another.
// Must not: know who calls, or any call by name.

export const TEXTS = [
  'Zürich office',
  'São Paulo – backup',
  '東京リージョン',
  'déjà vu',
  'owner: Łukasz',
  'plain',
  'prod/eu',
];
export const tags = (rng) => [
  { key: 'team', value: rng.pick(TEXTS) },
  { key: 'cost-center', value: `CC-${rng.below(400)}` },
  { key: 'note', value: `<a href="https://wiki.corp.example/?id=${rng.below(900)}&v=1">it's "here"</a>` },
];

/** Of a call that has no form of its own. */
export function general(rng, { region, account }, { name, service, subject, readOnly }) {
  const value = `${rng.pick(['web', 'api', 'etl', 'jobs', 'core'])}-${rng.pick(['blue', 'green', 'main'])}-${rng.below(500)}`;
  if (readOnly) {
    if (rng.chance(0.25)) return { request: null, response: null };
    return {
      request: {
        [subject]: value,
        maxResults: 100,
        ...(rng.chance(0.3) ? { nextToken: rng.base64(88) } : {}),
        ...(rng.chance(0.3) ? { filters: [{ name: 'status', values: ['ACTIVE', 'CREATING'] }] } : {}),
      },
      response: null,
    };
  }
  const arn = `arn:aws:${service}:${region}:${account}:${subject.slice(0, -4)}/${value}`;
  const nested = Array.from({ length: rng.below(rng.chance(0.1) ? 14 : 2) }, (_, at) => ({
    id: at,
    name: `${value}-${at}`,
    settings: {
      enabled: rng.chance(0.5),
      retention: rng.below(365),
      description: rng.pick(TEXTS),
      owner: null,
    },
    arn: `${arn}/${rng.hex(8)}`,
  }));
  return {
    request: {
      [subject]: value,
      ...(/^(?:Put|Update|Create)/.test(name) && rng.chance(0.2)
        ? {
            eventPattern:
              '{"source":["aws.iam"],"detail":{"eventName":["CreateUser","DeleteTrail"],"eventSource":["iam.amazonaws.com"]}}',
          }
        : {}),
      clientToken: rng.uuid(),
      tags: tags(rng),
      configuration: nested,
    },
    response: rng.chance(0.7)
      ? {
          [subject.slice(0, -4)]: {
            arn,
            status: 'PENDING',
            createdAt: 'Jan 1, 2026 10:00:00 AM',
            error: null,
          },
        }
      : null,
  };
}
