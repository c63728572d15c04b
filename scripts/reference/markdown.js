// Markdown for the generated pages: that of trailc itself, compiled.
export { code, codeBlock, plain, table } from '../../dist/base/markdown.js';
