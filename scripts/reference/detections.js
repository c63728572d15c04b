// docs/reference/detections.md: every shipped rule. Owns: that page.
import { compileRule } from '../../dist/compile.js';
import { TARGET_NAMES } from '../../dist/targets/index.js';
import { code, plain, table } from './markdown.js';

/** The parts of the page. */
export function detectionsPage(content) {
  const rules = [...content.rules].sort((one, other) => (one.stem < other.stem ? -1 : 1));
  return [
    '# Detections',
    'Generated from `detections/` by `npm run generate`. Answers are those for the environment `example`, each target with the profile it is shipped with; what each rests on stands in the compiled files.',
    table(
      ['rule', 'title', 'level', 'status', 'tests', ...TARGET_NAMES],
      rules.map((rule) => [
        `[${code(rule.stem)}](#${rule.stem})`,
        plain(rule.title.value),
        rule.level,
        rule.status,
        String(rule.tests.length),
        ...TARGET_NAMES.map((target) => shown(answerOf(rule, content, target))),
      ]),
    ),
    ...rules.flatMap((rule) => detection(rule, content)),
  ];
}

function detection(rule, content) {
  const matching = rule.tests.filter(({ expect }) => expect === 'match').length;
  const rests = TARGET_NAMES.map((target) => {
    const answer = answerOf(rule, content, target);
    const names = (answer.assumptions ?? []).map(({ name }) => code(name)).join(', ');
    const why = (answer.reasons ?? []).map(({ clause, why }) => `${code(clause)}: ${why}`).join(' ');
    return [target, shown(answer), [names, why].filter((text) => text !== '').join('. ')];
  });
  return [
    `## ${rule.stem}`,
    `**${plain(rule.title.value)}** (${rule.level}). ${plain(firstSentence(rule.description))}`,
    `[Rule](../../${rule.path}), version ${rule.version}, ${rule.tests.length} tests, ${matching} of which match. ${tags(rule)}`,
    ...(rule.params.length === 0
      ? []
      : [
          table(
            ['param', 'type', 'example', 'meaning'],
            rule.params.map(({ name, type, example, description }) => [
              code(name),
              code(type),
              example.map(code).join(', '),
              description,
            ]),
          ),
        ]),
    table(['target', 'answer', 'given, or why not'], rests),
  ];
}

function answerOf(rule, content, target) {
  const [environment] = content.config.environments;
  const { value, diagnostics } = compileRule(rule, content, { environment, targets: [target] });
  const [result] = value ?? [];
  if (result === undefined) throw new Error(`${rule.stem}: ${diagnostics.map(({ what }) => what).join(' ')}`);
  return result.compiled.answer;
}

const SHOWN = { exact: 'exact', 'exact-given': 'exact given', unsupported: 'unsupported' };
const shown = (answer) => SHOWN[answer.kind] ?? answer.direction;

const tags = ({ tags: names }) => (names.length === 0 ? '' : `Tags: ${names.map(code).join(', ')}.`);

/** Up to the first full stop that ends a sentence. */
function firstSentence(text) {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/);
  const joined = paragraph.replace(/\s+/g, ' ');
  return /^.*?[.!?](?=\s+[A-Z]|$)/.exec(joined)?.[0] ?? joined;
}
