/** Examples of the diagnostics of src/base/diagnostics/fmt.ts: one for each code. */

const PATH = 'detections/session-name-bypass.yml';

export const FMT_EXAMPLES = {
  'fmt/refused': { reason: 'Nested mappings are not allowed in compact mappings' },
  'fmt/other-value': {},
  'fmt/lost-comment': {},
  'fmt/unstable': {},
  'fmt/file-changed': { path: PATH },
  'fmt/write-failed': { path: PATH, reason: 'the disk is full' },
} as const;
