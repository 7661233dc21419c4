interface Part {
  readonly kind: 'words' | 'address' | 'reply';
  readonly words: string;
}

interface Reply {
  readonly code: number;
  readonly enhanced?: string;
  readonly text?: string;
}

/** Takes apart the sentence that the server made of an address and a behaviour; the address stands before the reply. */
export function sentenceParts(sentence: string, address: string, { code, enhanced = '', text = '' }: Reply): Part[] {
  const reply = [code, enhanced, text].filter((part) => part !== '').join(' ');
  const parts: Part[] = [];
  let rest = sentence;
  for (const [kind, words] of [
    ['address', address],
    ['reply', reply],
  ] as const) {
    const at = words === '' ? -1 : rest.indexOf(words);
    if (at < 0) continue;
    parts.push({ kind: 'words', words: rest.slice(0, at) }, { kind, words });
    rest = rest.slice(at + words.length);
  }
  return [...parts, { kind: 'words', words: rest }];
}
