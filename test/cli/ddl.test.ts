/** `trailc ddl` as a real process. Needs `npm run build`. */
import { describe, expect, it } from 'vitest';
import { folder, trailc } from './support.ts';

const LOCATION = 's3://my-trail/AWSLogs/111122223333/CloudTrail/';

const repository = (athena: string) =>
  folder({
    'trailc.config.yml': `trailc: 1\nenvironments:\n  here:\n    athena: ${athena}\n`,
    // Faults of rules are no matter of the table.
    'detections/broken.yml': 'trailc: 1\n',
  });

describe('trailc ddl', () => {
  it('prints the table of the environment, and of another profile', () => {
    const cwd = repository(`{ database: security, table: trail, location: '${LOCATION}' }`);
    const { code, out, err } = trailc(['ddl'], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('CREATE EXTERNAL TABLE `security`.`trail` (\n  eventversion STRING,\n');
    expect(out).toContain(`\nLOCATION '${LOCATION}';\n`);
    expect(trailc(['ddl', '--profile', 'extended'], { cwd }).out).toContain('sourceidentity: STRING');
  });

  it('prints a patch, for which no location is wanted', () => {
    const cwd = repository('{ database: security, table: trail, profile: extended }');
    const { code, out, err } = trailc(['ddl', '--patch'], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('ALTER TABLE `security`.`trail` ADD COLUMNS (\n');
    expect(trailc(['ddl', '--patch', '--profile', 'projection'], { cwd })).toMatchObject({
      code: 1,
      out: '',
    });
  });

  it.each([
    ['no location', '{}', [], '[target/athena-no-location]'],
    ['a location that is none', "{ location: 's3:// x' }", [], '[config/s3-location]'],
    ['a location with a placeholder', "{ location: 's3://x/$y/' }", [], '[config/s3-location]'],
    ['an unknown profile', '{ profile: extendd }', [], 'Did you mean "extended"?'],
    ['an unknown --profile', '{}', ['--profile', 'extendd'], 'Did you mean "extended"?', 2],
  ] as const)('answers %s with an exit code', (_, athena, args, said, exit?: number) => {
    const { code, out, err } = trailc(['ddl', ...args], { cwd: repository(athena) });
    expect({ code, out }).toEqual({ code: exit ?? 1, out: '' });
    expect(err).toContain(said);
    expect(err).not.toContain('broken.yml');
  });

  it('warns of a location that is not the folder of a trail, and prints the table', () => {
    const { code, out, err } = trailc(['ddl'], { cwd: repository("{ location: 's3://my-trail/' }") });
    expect(code).toBe(0);
    expect(err).toContain('target/athena-location');
    expect(out).toContain("LOCATION 's3://my-trail/';");
  });
});
