/**
 * Builds `dist/`: compiles the sources, writes the JSON Schemas for editors, generates the validators and bundles the
 * command.
 *
 *   node scripts/build.js                  build
 *   node scripts/build.js --if-possible    the same; does nothing where TypeScript is not installed (`prepare`)
 *
 * The validators are standalone code, so that no command pays for compiling schemas. They are written beside the
 * sources too, for the tests. Types are not checked here (`npm test` does), which halves the time of `npm ci`. The scanner
 * of log records is compiled from AssemblyScript to WebAssembly, and stands in a module as base64.
 * Files that are no longer made are removed last, so `dist/` can be used while it is rebuilt. `dist/bundles`, where
 * `trailc build` writes, is left alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const DIST = join(ROOT, 'dist');
const VALIDATORS = join('content', 'validators.generated.js');
const SCANNER = join('logs', 'raw', 'scan.generated.js');
const require = createRequire(import.meta.url);

function compilerPath() {
  try {
    const manifest = require.resolve('typescript/package.json');
    return join(dirname(manifest), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

/**
 * Compiles `src` to `dist` and returns the files written. What the compiler minds is printed and makes the build
 * fail at its end; until then it goes on, so that one unfinished file does not keep the rest from being tried.
 */
function compile(compiler) {
  const flags = ['-p', 'tsconfig.build.json', '--noCheck', '--listEmittedFiles'];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [compiler, ...flags], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const emitted = [...(stdout ?? '').matchAll(/^TSFILE: *(.*)$/gm)].map((match) => join(match[1].trim()));
  if (error !== undefined || status !== 0) {
    process.stderr.write((stdout ?? '').replace(/^TSFILE:.*\n/gm, '') + (stderr ?? ''));
    process.exitCode = 1;
  }
  return emitted;
}

/** Writes through a rename, and only what changed, so that a reader never sees half a file. */
function write(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

const load = (path) => import(pathToFileURL(join(DIST, path)).href);

async function writeSchemas({ editorSchemas }) {
  const { allFields } = await load('language/fields.js');
  const { manifestSchema } = await load('bundle/manifest-schema.js');
  const { lockSchema } = await load('bundle/lock/schema.js');
  const { OUTPUT_SCHEMAS, published } = await load('cli/output/index.js');
  const outputs = Object.entries(OUTPUT_SCHEMAS).map(([name, schema]) => [
    `output/${name}`,
    published(schema),
  ]);
  const schemas = {
    ...editorSchemas(allFields()),
    manifest: manifestSchema(),
    lock: lockSchema(),
    ...Object.fromEntries(outputs),
  };
  return Object.entries(schemas).map(([kind, schema]) => {
    const path = join(DIST, 'schema', `${kind}.schema.json`);
    write(path, `${JSON.stringify(schema, null, 2)}\n`);
    return path;
  });
}

/** A schema without its annotations: they would only make the generated code longer. */
function bare(schema) {
  if (Array.isArray(schema) || typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key]) => !['description', 'title', 'examples', 'default', '$schema'].includes(key),
  );
  return Object.fromEntries(
    kept.map(([key, value]) =>
      key === 'properties' || key === 'definitions'
        ? [key, Object.fromEntries(Object.entries(value).map(([name, child]) => [name, bare(child)]))]
        : [key, bare(value)],
    ),
  );
}

/** The keys each closed mapping allows, by the pointer that validation errors carry: for did-you-mean. */
function allowedKeys(schema, pointer = '#') {
  if (typeof schema !== 'object' || schema === null) return {};
  const own = schema.properties === undefined ? {} : { [pointer]: Object.keys(schema.properties) };
  const children = Object.entries(schema.properties ?? {}).map(([key, child]) =>
    allowedKeys(child, `${pointer}/properties/${key}`),
  );
  const inner = ['items', 'additionalProperties', 'if', 'then', 'else', 'not'].map((key) =>
    allowedKeys(schema[key], `${pointer}/${key}`),
  );
  return Object.assign(own, ...children, ...inner);
}

async function writeValidators({ validatorSchemas }) {
  const { Ajv } = require('ajv');
  const standalone = require('ajv/dist/standalone').default;
  const schemas = Object.fromEntries(
    Object.entries(validatorSchemas()).map(([kind, schema]) => [kind, bare(schema)]),
  );
  const ajv = new Ajv({
    schemas,
    allErrors: true,
    allowUnionTypes: true,
    strict: true,
    strictTypes: false,
    messages: false,
    loopEnum: Number.POSITIVE_INFINITY,
    code: { source: true, esm: true, optimize: 2 },
  });
  const code = standalone(ajv, Object.fromEntries(Object.keys(schemas).map((kind) => [kind, kind])));
  if (/\brequire\(|\bimport\b/.test(code)) {
    throw new Error('the generated validators need a helper at run time: see language/schema-parts.ts');
  }
  const keys = Object.fromEntries(Object.entries(schemas).map(([kind, item]) => [kind, allowedKeys(item)]));
  const header = '// Generated by scripts/build.js from src/language/schema.ts. Do not edit.\n';
  for (const folder of ['dist', 'src'])
    write(
      join(ROOT, folder, VALIDATORS),
      `${header}${code}\nexport const allowedKeys = ${JSON.stringify(keys)};\n`,
    );
}

/**
 * Writes the command again as a few files, without the libraries: finding, reading and linking 150 small modules one by
 * one is a third of the time a command takes. A command's own code stays in a file that is loaded when it runs.
 * `dist/command` is as deep as `dist/cli`, for the paths that start at `import.meta.url`.
 */
async function bundleCommand() {
  const { rolldown } = await import('rolldown');
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const bundle = await rolldown({
    // A worker thread is started by the path of a file beside the code that starts it.
    input: { main: join(DIST, 'cli', 'main.js'), worker: join(DIST, 'logs', 'backtest', 'worker.js') },
    platform: 'node',
    external: Object.keys(dependencies),
  });
  const { output } = await bundle.generate({
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  });
  await bundle.close();
  // The entry comes last, so that what it names is there.
  return output
    .toSorted((a, b) => Number(a.isEntry) - Number(b.isEntry))
    .map(({ fileName, code }) => {
      const path = join(DIST, 'command', fileName);
      write(path, code);
      return path;
    });
}

/** Compiles the scanner, unless it is there already, made of the same source by the same compiler: that takes three seconds. */
async function writeScanner() {
  const folder = join(ROOT, 'src', 'logs', 'raw');
  const sources = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.as.ts'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  const { version } = require('assemblyscript/package.json');
  const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
  const of = createHash('sha256')
    .update([...[...sources].flat(), version, ...flags].join('\0'))
    .digest('hex');
  const beside = join(ROOT, 'src', SCANNER);
  let text = existsSync(beside) ? readFileSync(beside, 'utf8') : '';
  if (!text.includes(of)) {
    const { main } = await import('assemblyscript/asc');
    let wasm;
    const { error, stderr } = await main(['scan.as.ts', '-o', 'scan.wasm', ...flags], {
      // It adds .ts to whatever is imported.
      readFile: (name) => sources.get(name.replace(/\.ts\.ts$/, '.ts')) ?? null,
      writeFile: (name, bytes) => {
        if (name === 'scan.wasm') wasm = bytes;
      },
      listFiles: () => [],
    });
    if (error !== null || wasm === undefined)
      throw new Error(`scan.as.ts: ${error?.message}\n${stderr.toString()}`);
    const header = '// Generated by scripts/build.js from src/logs/raw/scan.as.ts. Do not edit.\n';
    text = `${header}// ${of}\nexport const SCANNER = '${Buffer.from(wasm).toString('base64')}';\n`;
  }
  for (const root of ['dist', 'src']) write(join(ROOT, root, SCANNER), text);
}

/** Removes what an earlier build made and this one did not. */
function sweep(folder, kept) {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (path === join(DIST, 'bundles')) continue;
    if (item.isDirectory()) {
      sweep(path, kept);
      if (readdirSync(path).length === 0) rmdirSync(path);
    } else if (!kept.has(path) && !path.endsWith('.tmp')) {
      rmSync(path, { force: true });
    }
  }
}

const compiler = compilerPath();
if (compiler === undefined) {
  if (process.argv.includes('--if-possible')) process.exit(0);
  process.stderr.write('trailc is built with TypeScript, which is not installed: run npm ci\n');
  process.exit(1);
}
const emitted = compile(compiler);
const schema = await load('language/schema.js');
const written = await writeSchemas(schema);
await writeValidators(schema);
await writeScanner();
const bundled = await bundleCommand();
const inside = emitted.filter((path) => path.startsWith(DIST + sep));
sweep(DIST, new Set([...inside, ...written, ...bundled, join(DIST, VALIDATORS), join(DIST, SCANNER)]));
