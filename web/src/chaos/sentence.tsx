import type { ChaosAddress } from '../api/types.ts';
import { sentenceParts } from './sentence-parts.ts';

interface Props {
  readonly sentence: string;
  readonly address: string;
  readonly reply: ChaosAddress['behaviour']['reply'];
}

/** What a sender sees, with the address and the reply set apart: "gets `451 4.7.1 Try later` after DATA". */
export function Sentence({ sentence, address, reply }: Props) {
  return sentenceParts(sentence, address, reply).map(({ kind, words }) => {
    if (kind === 'reply') return <code key={kind}>{words}</code>;
    return kind === 'address' ? <em key={kind}>{words}</em> : words;
  });
}
