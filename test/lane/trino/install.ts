/**
 * Trino as jars of Maven, and the program that starts it.
 *
 * Owns: `node_modules/.cache/trailc/trino/<hash of pom.xml and Main.java>`, with the class path, the compiled program and
 * the log. The jars themselves are where Maven keeps them. Must not: start anything that stays.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { EngineMissing } from '../executor.ts';

const SOURCE = 'test/lane/trino';
const CACHE = 'node_modules/.cache/trailc/trino';
/** What is shown of a log, where a step fails. */
const TAIL = 2_000;

export interface Installed {
  readonly java: string;
  /** Trino's release: `411`. */
  readonly release: string;
  readonly classPath: string;
}

/** Resolves and compiles what is not there yet. Throws EngineMissing, which says what to do. */
export async function installTrino(report: (what: string) => void): Promise<Installed> {
  const pom = join(SOURCE, 'pom.xml');
  const program = join(SOURCE, 'Main.java');
  const release = /<trino\.version>(.*?)</.exec(readFileSync(pom, 'utf8'))?.[1] ?? '';
  const hash = createHash('sha256').update(readFileSync(pom)).update(readFileSync(program)).digest('hex');
  const folder = join(CACHE, hash.slice(0, 16));
  const done = join(folder, 'classpath.txt');
  if (!isWhole(done)) {
    mkdirSync(join(folder, 'classes'), { recursive: true });
    const log = join(folder, 'install.log');
    await checkJdk(log);
    report('resolving the jars of Trino with Maven (250 MB, once)');
    const resolved = join(folder, 'resolved.txt');
    const goal = [
      'dependency:build-classpath',
      `-Dmdep.outputFile=${resolve(resolved)}`,
      '-Dmdep.regenerateFile=true',
    ];
    await step({ command: 'mvn', args: ['-B', '-ntp', '-f', pom, ...goal], log, hint: MAVEN });
    const jars = readFileSync(resolved, 'utf8').trim();
    report('compiling the program that starts Trino');
    const flags = ['--release', '17', '-d', join(folder, 'classes'), '-cp', jars];
    await step({ command: tool('javac'), args: [...flags, program], log, hint: JDK });
    // The class path says that everything else is there, so it comes last.
    renameSync(resolved, done);
  }
  const jars = readFileSync(done, 'utf8').trim();
  return { java: tool('java'), release, classPath: [resolve(folder, 'classes'), jars].join(delimiter) };
}

const JDK = 'Install a JDK, version 17 (Debian: openjdk-17-jdk-headless), or set JAVA_HOME to one.';
const MAVEN = 'Install Maven 3.8 or later, and see that it reaches a mirror of Maven Central.';

/** Asked before anything is downloaded for it. */
async function checkJdk(log: string): Promise<void> {
  await step({ command: tool('javac'), args: ['-version'], log, hint: JDK });
  const said = tailOf(log);
  const major = Number(/^javac ([0-9]+)/.exec(said)?.[1]);
  if (!(major >= 17))
    throw new EngineMissing(`Trino needs a JDK of version 17, and this one is "${said}". ${JDK}`);
}

/** Maven's own folder may have been emptied since. */
function isWhole(classPath: string): boolean {
  if (!existsSync(classPath)) return false;
  return readFileSync(classPath, 'utf8')
    .trim()
    .split(delimiter)
    .every((jar) => existsSync(jar));
}

/** A tool of the JDK that JAVA_HOME names, as Maven does, or of the path. */
function tool(name: string): string {
  const { JAVA_HOME } = process.env;
  return JAVA_HOME ? join(JAVA_HOME, 'bin', name) : name;
}

interface Step {
  readonly command: string;
  readonly args: readonly string[];
  readonly log: string;
  readonly hint: string;
}

async function step({ command, args, log, hint }: Step): Promise<void> {
  const output = openSync(log, 'w');
  try {
    const code = await new Promise<number | string>((settle) => {
      const child = spawn(command, args, { stdio: ['ignore', output, output] });
      child.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
      child.on('close', (status, signal) => settle(status ?? signal ?? 'no exit code'));
    });
    if (code === 0) return;
    if (code === 'ENOENT') throw new EngineMissing(`There is no "${command}". ${hint}`);
    throw new EngineMissing(`"${command}" failed (${code}). ${hint} The end of ${log}:\n${tailOf(log)}`);
  } finally {
    closeSync(output);
  }
}

export function tailOf(log: string): string {
  return readFileSync(log, 'utf8').slice(-TAIL).trim();
}
