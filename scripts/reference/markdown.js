// Markdown for the generated pages: that of trailc itself, compiled.
export { code, plain, table } from '../../dist/base/markdown.js';
