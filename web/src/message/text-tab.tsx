import { Fragment } from 'react';
import { text } from '../strings.ts';
import { Empty } from '../ui/states.tsx';

export function TextTab({ content }: { readonly content: string | undefined }) {
  if (!content) return <Empty title={text.message.noText} />;
  return (
    <pre className="plain-text" dir="auto">
      {withLinks(content)}
    </pre>
  );
}

/** Addresses of the web become links; nothing else of the text is interpreted. */
function withLinks(content: string) {
  return content.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one unchanging text
      <a key={at} href={part} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={at}>{part}</Fragment>
    ),
  );
}
