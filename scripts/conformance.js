// npm run conformance: bundles test/lane/main.ts, since Node 20 reads no TypeScript, and runs it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

// As deep as src/bundle/, from where templates/ is found.
const folder = join('dist', 'lane');
rmSync(folder, { recursive: true, force: true });
const bundle = await rolldown({
  input: 'test/lane/main.ts',
  platform: 'node',
  external: (id) => !id.startsWith('.') && !id.startsWith('/'),
});
await bundle.write({
  dir: folder,
  format: 'esm',
  entryFileNames: 'main.mjs',
  chunkFileNames: '[name]-[hash].mjs',
});
await bundle.close();

const { status, signal } = spawnSync(
  process.execPath,
  ['--max-old-space-size=4096', join(folder, 'main.mjs'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exitCode = status ?? (signal === null ? 1 : 70);
