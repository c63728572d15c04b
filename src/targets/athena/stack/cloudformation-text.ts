/**
 * Texts with references in CloudFormation's terms.
 *
 * Owns: Fn::Sub. Must not: put a text of a rule into one: those stand in strings of their own.
 */
import type { Json } from './json.ts';
import type { Pieces, Reference } from './text.ts';

const NAMES: { readonly [R in Reference]: string } = {
  partition: 'AWS::Partition',
  region: 'AWS::Region',
  account: 'AWS::AccountId',
  resultsBucket: 'ResultsBucket',
  resultsPrefix: 'ResultsPrefix',
  resultsKey: 'ResultsKeyArn',
  trailBucket: 'TrailBucket',
  trailPrefix: 'TrailPrefix',
  trailKey: 'TrailKeyArn',
  topic: 'Topic',
  topicKey: 'TopicKeyArn',
  stateMachine: 'StateMachine',
  workgroup: 'WorkGroup',
};

/** CloudFormation, "Fn::Sub": `${!Literal}` stands for `${Literal}`. */
export function cloudFormationText({ pieces }: Pieces): Json {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined)
    return typeof first === 'string' ? first : { Ref: NAMES[first.ref] };
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('');
  const text = pieces.map((piece) =>
    typeof piece === 'string' ? piece.replaceAll('${', '${!') : `\${${NAMES[piece.ref]}}`,
  );
  return { 'Fn::Sub': text.join('') };
}
