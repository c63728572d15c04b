/** No template prints into a context that nothing reads back. */
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONTEXTS } from './contexts.ts';

const templates = readdirSync('templates', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.hbs'))
  .sort();

describe('contexts', () => {
  it('name every template, and no other', () => {
    expect([...new Set(CONTEXTS.flatMap((context) => context.templates))].sort()).toEqual(templates);
  });

  it('are read back by a test that is there, or have not come yet', () => {
    for (const { context, readBy, folder } of CONTEXTS) {
      if (readBy === 'pending') expect([context, existsSync(folder ?? '.')]).toEqual([context, false]);
      else expect([context, existsSync(readBy)]).toEqual([context, true]);
    }
  });
});
