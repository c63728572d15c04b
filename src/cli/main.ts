/**
 * The command line: names, arguments, help, and the one place where exit codes are decided.
 *
 * Owns: commander (its only importer) and the table of commands; each command's code is loaded only when it runs, to
 * keep start-up short. Must not: do a command's work.
 */
import { Command, CommanderError, Option } from 'commander';
import { EXIT, type Io, UsageError } from './io.ts';
import { processIo } from './process-io.ts';
import { CHECK_FORMATS, collected, TEST_FORMATS } from './report/formats.ts';
import { trailcVersion } from './version.ts';

const TARGET_CHOICES = ['spl', 'athena', 'sigma', 'all'];

/** Runs trailc with the words after its name; resolves to the exit code. Never throws. */
export async function run(args: readonly string[], io: Io = processIo()): Promise<number> {
  let code: number = EXIT.ok;
  const program = describeProgram(io, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return report(error, io);
  }
}

function report(error: unknown, io: Io): number {
  // commander throws for --help and --version too; it has printed them by then.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    io.err(`trailc: ${error.message}\n${error.hint === '' ? '' : `  ${error.hint}\n`}`);
    return EXIT.usage;
  }
  const reason = error instanceof Error ? error.message : String(error);
  io.err(
    `trailc: internal error: ${reason}\n  This is a fault of trailc; please report it with the command you ran.\n`,
  );
  if (process.env.TRAILC_DEBUG !== undefined && error instanceof Error) io.err(`${error.stack ?? ''}\n`);
  return EXIT.internal;
}

function describeProgram(io: Io, end: (code: number) => void): Command {
  const program = new Command('trailc')
    .description(
      'Compile one CloudTrail detection to Splunk SPL, Sigma and Athena SQL with the same verdict on every event.',
    )
    .version(trailcVersion(), '-V, --version')
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride()
    .showHelpAfterError('(run with --help for the options)')
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 findings, 2 usage or configuration, 70 a fault of trailc.\n',
    );

  const command = (usage: string, summary: string, examples: readonly string[]) =>
    program
      .command(usage)
      .summary(summary)
      .description(summary)
      .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}\n`);
  const config = () =>
    new Option('--config <file>', 'configuration file (default: trailc.config.yml, found upwards)');
  const env = () => new Option('--env <name>', 'environment whose params and settings apply');
  const format = () =>
    new Option('--format <format>', 'how results are printed').choices(['pretty', 'json']).default('pretty');
  const formatOf = (formats: readonly string[]) =>
    new Option('--format <format>', 'how results are printed').choices(formats).default('pretty');
  const reports = (formats: readonly string[]) =>
    new Option('--report <format=file>', `also write a report to a file (repeatable): ${formats.join(', ')}`)
      .argParser(collected)
      .default([], 'none');

  const asOf = () =>
    new Option('--as-of <date>', 'leave out list entries that had expired by this day (YYYY-MM-DD)');

  command('build', 'Compile every rule for an environment into a bundle', [
    'trailc build',
    'trailc build --env production --out out/bundle',
  ])
    .addOption(env())
    .addOption(asOf())
    .option('--out <dir>', 'where the bundle goes (default: dist/bundles/<env>)')
    .option('--source-commit <hash>', 'commit of the rules, recorded in the manifest and in every file')
    .option('--locked', 'fail unless trailc.lock.json has every rule as it is (for CI)')
    .addOption(format())
    .addOption(config())
    .action(async (options) => end(await (await import('./commands/build.ts')).build(options, io)));

  command('bump [paths...]', 'Give changed rules their next version, and enter it in trailc.lock.json', [
    'trailc bump',
    'trailc bump --dry-run',
    'trailc bump session-name-bypass --date 2026-11-21',
  ])
    .option('--dry-run', 'show what would change and write nothing')
    .option('--date <date>', 'what "modified" of a changed rule becomes, YYYY-MM-DD (default: today, UTC)')
    .addOption(format())
    .addOption(config())
    .action(async (paths, options) =>
      end(await (await import('./commands/bump.ts')).bump(paths, options, io)),
    );

  command('check [paths...]', 'Report every fault of rules, lists, environments and configuration', [
    'trailc check',
    'trailc check detections/aws/cloudtrail/manual-action.yml --format json',
    'trailc check --format github --report sarif=trailc.sarif',
    'trailc check --bundle dist/bundles/production',
  ])
    .option('--bundle <dir>', 'check the Splunk apps of a bundle instead, or an app folder or .spl file')
    .addOption(formatOf(CHECK_FORMATS))
    .addOption(reports(CHECK_FORMATS))
    .addOption(config())
    .action(async (paths, options) =>
      end(await (await import('./commands/check.ts')).check(paths, options, io)),
    );

  command('test [paths...]', 'Run the tests inside the rules', [
    'trailc test',
    "trailc test -t 'change of case'",
    'trailc test manual-action --env example',
    'trailc test --format github --report junit=reports/trailc.xml',
    'trailc test --coverage',
  ])
    .option('-t, --test-name <text>', 'only tests whose name contains the text')
    .option('--coverage', 'also show the clauses, list entries, exclusions and params that no test exercises')
    .addOption(
      new Option('--env <name>', 'also rerun, with its params, the tests that declare this environment'),
    )
    .option('--verbose', 'also what passed: every rule and each of its tests')
    .addOption(formatOf(TEST_FORMATS))
    .addOption(reports(TEST_FORMATS))
    .addOption(config())
    .action(async (paths, options) =>
      end(await (await import('./commands/test.ts')).test(paths, options, io)),
    );

  command('mutate [paths...]', 'Change rules one clause at a time, and show what no test notices', [
    'trailc mutate',
    'trailc mutate session-name-bypass',
    'trailc mutate --threshold 90 --format json',
  ])
    .option('--threshold <percent>', 'end with 1 when a rule has fewer of its mutants killed (0 to 100)')
    .addOption(format())
    .addOption(config())
    .action(async (paths, options) =>
      end(await (await import('./commands/mutate.ts')).mutate(paths, options, io)),
    );

  command('verify [paths...]', 'Hold the compiled Athena SQL against the evaluator, on embedded DuckDB', [
    'trailc verify',
    'trailc verify session-name-bypass --profile documented',
    'trailc verify --env production --events logs/ --format json',
  ])
    .addOption(
      new Option('--env <name>', 'also the tests that declare this environment; logs run with its params'),
    )
    .option('--profile <name>', 'Athena profile of the table (default: the environment’s)')
    .option(
      '--events <paths...>',
      'logs (files, folders or -) whose events every rule is asked about as well',
    )
    .addOption(format())
    .addOption(config())
    .action(async (paths, options) =>
      end(await (await import('./commands/verify.ts')).verify(paths, options, io)),
    );

  command(
    'verify-bundle <path>',
    'Hold a bundle, or an archive out of it, against its manifest, and read every file',
    [
      'trailc verify-bundle dist/bundles/prod',
      'trailc verify-bundle acme-cloudtrail-1.0.0.spl --format json',
    ],
  )
    .option('--repair', 'first put back the bundle that an interrupted build left under another name')
    .addOption(format())
    .action(async (path, options) =>
      end((await import('./commands/verify-bundle.ts')).verifyBundleCommand(path, options, io)),
    );

  command('explain <rule> <event>', 'Show clause by clause why a rule matches an event or does not', [
    'trailc explain session-name-bypass event.json',
    'pbpaste | trailc explain manual-action -',
    'trailc explain manual-action logs.json.gz --event-id 3f5e…',
  ])
    .option('--event-id <id>', 'the eventID to pick from a log file')
    .addOption(env())
    .addOption(format())
    .addOption(config())
    .action(async (rule, event, options) =>
      end(await (await import('./commands/explain.ts')).explain(rule, event, options, io)),
    );

  command('compile <rules...>', 'Print the compiled query of rules', [
    'trailc compile session-name-bypass --target athena',
    'trailc compile manual-action --target spl --env production',
  ])
    .addOption(
      new Option('--target <target>', 'what to compile to').choices(TARGET_CHOICES).makeOptionMandatory(),
    )
    .addOption(env())
    .addOption(asOf())
    .option('--profile <name>', 'storage profile of the target (default: the environment’s)')
    .addOption(config())
    .action(async (rules, options) =>
      end(await (await import('./commands/compile.ts')).compile(rules, options, io)),
    );

  command('selftest [paths...]', 'Print the tests of rules as queries that Splunk or Athena runs itself', [
    'trailc selftest session-name-bypass --target spl',
    'trailc selftest --target athena --env production',
    'trailc selftest --target spl --out out/selftest',
    'trailc selftest --canaries',
  ])
    .addOption(new Option('--target <target>', 'who runs the tests').choices(['spl', 'athena']))
    .option('--canaries', 'the searches that show whether Splunk does what the rules rest on')
    .addOption(env())
    .option('--profile <name>', 'storage profile of the target (default: the environment’s)')
    .option('--out <dir>', 'write a file for each rule instead of printing')
    .addOption(format())
    .addOption(config())
    .action(async (paths, options) =>
      end(await (await import('./commands/selftest.ts')).selftest(paths, options, io)),
    );

  command('ddl', 'Print the statement that makes the Athena table of a profile', [
    'trailc ddl --env production',
    'trailc ddl --profile extended-projection',
    'trailc ddl --profile extended --patch',
  ])
    .addOption(env())
    .option('--profile <name>', 'profile of the table (default: the environment’s)')
    .option('--patch', 'statements that give an existing documented table the columns of an extended profile')
    .addOption(config())
    .action(async (options) => end(await (await import('./commands/ddl.ts')).ddl(options, io)));

  command('backtest <events...>', 'Show what rules would have matched in CloudTrail logs', [
    'trailc backtest logs/',
    'zcat logs/*.gz | trailc backtest - --rules detections/aws --format json',
  ])
    .option('--rules <paths...>', 'rules to run (default: all of the repository)')
    .addOption(env())
    .addOption(format())
    .addOption(config())
    .action(async (events, options) =>
      end(await (await import('./commands/backtest.ts')).backtestCommand(events, options, io)),
    );

  command('diff [against]', 'Show what changed since a commit or a bundle: meaning, queries, matches', [
    'trailc diff main',
    'trailc diff HEAD~1 --env production --events logs/ --format markdown',
    'trailc diff dist/bundles/production',
  ])
    .addOption(env())
    .option('--events <paths...>', 'logs whose events both states of every rule are asked about')
    .option('--exit-code', 'end with 1 where anything changed')
    .addOption(
      new Option('--format <format>', 'how results are printed')
        .choices(['pretty', 'json', 'markdown'])
        .default('pretty'),
    )
    .addOption(config())
    .action(async (against, options) =>
      end(await (await import('./commands/diff.ts')).diff(against ?? 'HEAD', options, io)),
    );

  command('docs [paths...]', 'Write a page for each rule, and a layer for the ATT&CK Navigator', [
    'trailc docs',
    'trailc docs --env production --out docs/detections',
  ])
    .addOption(env())
    .addOption(asOf())
    .option('--out <dir>', 'where the pages go (default: dist/docs/<env>)')
    .addOption(format())
    .addOption(config())
    .action(async (paths, options) =>
      end(await (await import('./commands/docs.ts')).docs(paths, options, io)),
    );

  command('doctor [paths...]', 'Say which rules are blind in an environment, and why', [
    'trailc doctor --env production',
    'trailc doctor --env production --events logs/2026/11/',
  ])
    .addOption(env())
    .option('--events <paths...>', 'a sample of logs (files, folders or -): clauses that nothing in it meets')
    .addOption(format())
    .addOption(config())
    .action(async (paths, options) =>
      end(await (await import('./commands/doctor.ts')).doctorCommand(paths, options, io)),
    );

  const envs = command('env', 'Show environments: which there are, what holds in one and why, what differs', [
    'trailc env list',
    'trailc env show production --why',
    'trailc env diff staging production --format json',
  ]);
  const below = (parent: Command, usage: string, summary: string, example: string) =>
    parent
      .command(usage)
      .summary(summary)
      .description(summary)
      .addHelpText('after', `\nExamples:\n  $ ${example}\n  $ ${example} --format json\n`)
      .addOption(format())
      .addOption(config());
  below(envs, 'list', 'Environments, and what each extends', 'trailc env list').action(async (options) =>
    end(await (await import('./commands/env.ts')).envList(options, io)),
  );
  below(
    envs,
    'show [name]',
    'Params, settings and list changes that hold in one',
    'trailc env show production',
  )
    .option('--why', 'also where each value was written, and what it overrides')
    .action(async (name, options) =>
      end(await (await import('./commands/env.ts')).envShow(name, options, io)),
    );
  below(
    envs,
    'diff <a> <b>',
    'Params, settings, lists, answers and queries that differ between two',
    'trailc env diff staging production',
  ).action(async (a, b, options) =>
    end(await (await import('./commands/env.ts')).envDiff(a, b, options, io)),
  );

  command('lists [name]', 'Show lists: sizes, rules, owners, and the entries that are due', [
    'trailc lists',
    'trailc lists renameAllowed --env production --due 60',
    'trailc lists --as-of 2027-01-01 --fail-on-expired --format json',
  ])
    .addOption(new Option('--env <name>', 'the lists as they hold in this environment'))
    .option('--as-of <date>', 'judge dates on this day (YYYY-MM-DD; default: today)')
    .option('--due <days>', 'also show entries that expire within so many days (default: 30)')
    .option('--fail-on-expired', 'end with 1 when an entry has expired')
    .addOption(format())
    .addOption(config())
    .action(async (name, options) =>
      end(await (await import('./commands/lists.ts')).lists(name, options, io)),
    );

  command('fmt [paths...]', 'Write rules, lists, fixtures and the configuration in one style', [
    'trailc fmt',
    'trailc fmt --check',
    'trailc fmt - < rule.yml',
  ])
    .option('--check', 'write nothing; show what would change as a diff, and end with 1 if anything would')
    .addOption(format())
    .addOption(config())
    .action(async (paths, options) => end(await (await import('./commands/fmt.ts')).fmt(paths, options, io)));

  command('init [dir]', 'Make a content repository that is valid at once', [
    'trailc init',
    'trailc init detections-repo',
  ]).action(async (dir) => end(await (await import('./commands/init.ts')).init(dir, io)));

  command('new <name>', 'Make a rule with tests that is valid at once', [
    'trailc new root-login',
    'trailc new detections/aws/root-login',
  ])
    .addOption(config())
    .action(async (name, options) =>
      end(await (await import('./commands/new.ts')).newRule(name, options, io)),
    );

  command('schema [kind]', 'Print the JSON Schema of a kind of file', [
    'trailc schema rule > rule.schema.json',
  ]).action(async (kind) => end(await (await import('./commands/schema.ts')).schema(kind, io)));

  command('fields [word]', 'Search the catalogue of CloudTrail fields', [
    'trailc fields session',
    'trailc fields --format json',
  ])
    .addOption(format())
    .action(async (word, options) =>
      end(await (await import('./commands/fields.ts')).fields(word, options, io)),
    );

  command('operators', 'List the operators of the language', ['trailc operators'])
    .addOption(format())
    .action(async (options) => end(await (await import('./commands/operators.ts')).operators(options, io)));

  return program;
}
