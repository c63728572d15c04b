#!/usr/bin/env node
// Committed, so that npm links it before the build: see docs/architecture.md, "The command".
import { existsSync } from 'node:fs';

const main = new URL('../dist/command/main.js', import.meta.url);
if (existsSync(main)) {
  const { run } = await import(main.href);
  process.exitCode = await run(process.argv.slice(2));
} else {
  process.stderr.write('trailc is not built: run npm ci\n');
  process.exitCode = 70;
}
