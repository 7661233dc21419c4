import { useQuery } from '@tanstack/react-query';
import { Code, ImageOff, Monitor, Moon, Smartphone, Sun, Tablet } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { apiPath, getText } from '../api/client.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { HtmlSource } from './html-source.tsx';

const widths = [
  { name: 'phone', px: 390, label: text.message.phone, icon: <Smartphone size={14} aria-hidden /> },
  { name: 'tablet', px: 768, label: text.message.tablet, icon: <Tablet size={14} aria-hidden /> },
  { name: 'desktop', px: undefined, label: text.message.desktop, icon: <Monitor size={14} aria-hidden /> },
] as const;

/**
 * The HTML in a frame that may run nothing and has no origin, from a route whose policy says the same. Dark paper asks mails that
 * know dark mode for it, and turns the colours of those that do not, as mail programs do.
 */
export function HtmlTab({ id, remote }: { readonly id: string; readonly remote: readonly string[] }) {
  const [width, setWidth] = useState<(typeof widths)[number]['name']>('desktop');
  const [dark, setDark] = useState(false);
  const [allowed, setAllowed] = useState(false);
  const [listing, setListing] = useState(false);
  const [showSource, setShowSource] = useState(false);
  const path = `/emails/${encodeURIComponent(id)}/html`;
  const source = useQuery({
    queryKey: ['email', id, 'html'],
    queryFn: ({ signal }) => getText(path, { signal }),
    enabled: dark,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const knowsDark = source.data !== undefined && /prefers-color-scheme|color-scheme\s*:/.test(source.data);
  const paper = dark ? (knowsDark ? 'paper-dark' : 'paper-turned') : 'paper-light';
  const px = widths.find((each) => each.name === width)?.px;
  return (
    <div className="html-tab">
      {remote.length > 0 && (
        <div className={`note note-thin ${allowed ? '' : 'note-amber'}`} data-testid="remote">
          <ImageOff size={14} aria-hidden />
          <span className="grow">
            {allowed ? text.message.remoteAllowed : text.message.remoteBlocked(remote.length)}
          </span>
          <Button kind="quiet" aria-expanded={listing} onClick={() => setListing(!listing)}>
            {text.message.remoteList}
          </Button>
          {!allowed && <Button onClick={() => setAllowed(true)}>{text.message.remoteAllow}</Button>}
        </div>
      )}
      {listing && (
        <ul className="remote-list mono">
          {remote.map((url) => (
            <li key={url} className="ellipsis" title={url}>
              {url}
            </li>
          ))}
        </ul>
      )}
      {showSource && <HtmlSource id={id} />}
      <div className="html-desk" data-width={width} hidden={showSource} onPointerLeave={releaseKeys}>
        <iframe
          key={String(allowed)}
          className={`html-frame ${paper}`}
          title={text.message.frameTitle}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          src={apiPath(path, { remote: allowed || undefined })}
          style={px === undefined ? undefined : { width: px }}
        />
      </div>
      <div className="html-bar">
        <fieldset className="segmented" aria-label={text.message.widths}>
          {widths.map(({ name, label, icon }) => (
            <Choice key={name} label={label} icon={icon} on={width === name} onClick={() => setWidth(name)} />
          ))}
        </fieldset>
        <fieldset className="segmented" aria-label={text.message.source}>
          <Choice
            label={text.message.source}
            icon={<Code size={14} aria-hidden />}
            on={showSource}
            onClick={() => setShowSource(!showSource)}
          />
        </fieldset>
        <fieldset className="segmented" aria-label={text.message.paper}>
          <Choice
            label={text.message.paperLight}
            icon={<Sun size={14} aria-hidden />}
            on={!dark}
            onClick={() => setDark(false)}
          />
          <Choice
            label={text.message.paperDark}
            icon={<Moon size={14} aria-hidden />}
            on={dark}
            onClick={() => setDark(true)}
          />
        </fieldset>
      </div>
    </div>
  );
}

/** A click into the frame takes the keys with it; they come back when the pointer leaves. */
function releaseKeys(): void {
  if (document.activeElement instanceof HTMLIFrameElement) document.activeElement.blur();
}

function Choice({ label, icon, on, onClick }: { label: string; icon: ReactNode; on: boolean; onClick: () => void }) {
  return (
    <button type="button" aria-label={label} title={label} aria-pressed={on} onClick={onClick}>
      {icon}
    </button>
  );
}
