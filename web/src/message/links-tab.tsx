import { TriangleAlert } from 'lucide-react';
import type { Schemas } from '../api/types.ts';
import { text } from '../strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { showsAnotherHost } from './link-hosts.ts';

export function LinksTab({ links }: { readonly links: Schemas['EmailContent']['links'] }) {
  return (
    <div className="tab-content">
      <table className="table">
        <thead>
          <tr>
            <th>{text.message.linkText}</th>
            <th>{text.message.linkUrl}</th>
            <th aria-label={text.common.copied} />
          </tr>
        </thead>
        <tbody>
          {links.map((link, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: links may repeat, and never change
            <tr key={at}>
              <td dir="auto">
                {link.text || <span className="muted">–</span>}{' '}
                {showsAnotherHost(link) && (
                  <span className="badge badge-amber" title={text.message.linkDiffers}>
                    <TriangleAlert size={12} aria-hidden />
                    <span className="visually-hidden">{text.message.linkDiffers}</span>
                  </span>
                )}
              </td>
              <td className="mono link-url">
                <a href={safe(link.url)} target="_blank" rel="noopener noreferrer">
                  {link.url}
                </a>
              </td>
              <td>
                <CopyButton value={link.url} label={text.common.copy(text.message.linkUrl)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Only addresses that open something; a `javascript:` link stays text. */
function safe(url: string): string | undefined {
  return /^(https?|mailto|tel):/i.test(url) ? url : undefined;
}
