import { useQuery } from '@tanstack/react-query';
import { Calendar, Download, Eye, EyeOff, File, FileImage, FileText, Folder, Mail } from 'lucide-react';
import { useState } from 'react';
import { apiPath } from '../api/client.ts';
import { partsQuery } from '../api/queries.ts';
import type { EmailPart } from '../api/types.ts';
import { formatBytes } from '../format/numbers.ts';
import { text } from '../strings.ts';
import { Failure, Skeleton } from '../ui/states.tsx';
import { PartPreview } from './part-preview.tsx';
import { previewOf } from './previews.ts';

export function PartsTab({ id, sizeBytes }: { readonly id: string; readonly sizeBytes: number }) {
  const parts = useQuery(partsQuery(id));
  if (parts.isError) return <Failure error={parts.error} onRetry={() => void parts.refetch()} />;
  if (!parts.data) return <Skeleton />;
  return (
    <ul className="parts tab-content" aria-label={text.message.tabs.parts}>
      {parts.data.items.map((part) => (
        <Part key={part.number} id={id} part={part} sizeBytes={sizeBytes} />
      ))}
    </ul>
  );
}

function Part({ id, part, sizeBytes }: { readonly id: string; readonly part: EmailPart; readonly sizeBytes: number }) {
  const [open, setOpen] = useState(false);
  const multipart = part.contentType.startsWith('multipart/');
  const preview = previewOf(part);
  const share = sizeBytes > 0 ? Math.min(1, part.sizeBytes / sizeBytes) : 0;
  return (
    <li className="part" style={{ marginLeft: Math.min(part.depth, 8) * 20 }}>
      <div className="part-line">
        <PartIcon type={part.contentType} />
        <div className="part-names">
          <span className="ellipsis part-name" dir="auto">
            {part.filename ?? part.contentType}
          </span>
          <span className="muted ellipsis">
            {[
              part.filename ? part.contentType : undefined,
              part.charset,
              part.encoding,
              part.disposition === 'none' ? undefined : text.message[part.disposition],
              part.contentId ? `cid:${part.contentId}` : undefined,
            ]
              .filter((each) => each !== undefined && each !== '')
              .join(' · ')}
          </span>
        </div>
        <span className="part-size number" title={text.message.share(share)}>
          {formatBytes(part.sizeBytes)}
          <span className="part-bar" aria-hidden>
            <span style={{ width: `${share * 100}%` }} />
          </span>
        </span>
        {!multipart && (
          <span className="part-actions">
            {preview && (
              <button
                type="button"
                className="icon-button icon-button-small"
                aria-expanded={open}
                aria-label={`${open ? text.message.hidePreview : text.message.preview}: ${part.filename ?? part.contentType}`}
                onClick={() => setOpen(!open)}
              >
                {open ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
              </button>
            )}
            <a
              className="icon-button icon-button-small"
              href={apiPath(`/emails/${encodeURIComponent(id)}/parts/${part.number}`)}
              download={part.filename ?? ''}
              aria-label={`${text.common.download}: ${part.filename ?? part.contentType}`}
            >
              <Download size={14} aria-hidden />
            </a>
          </span>
        )}
      </div>
      {part.sha256 && (
        <p className="part-hash mono muted ellipsis" title={part.sha256}>
          {text.message.partHash} {part.sha256}
        </p>
      )}
      {open && preview && <PartPreview id={id} part={part} kind={preview} />}
    </li>
  );
}

function PartIcon({ type }: { readonly type: string }) {
  const props = { size: 16, 'aria-hidden': true, className: 'muted part-icon' } as const;
  if (type.startsWith('multipart/')) return <Folder {...props} />;
  if (type.startsWith('image/')) return <FileImage {...props} />;
  if (type === 'text/calendar') return <Calendar {...props} />;
  if (type.startsWith('text/')) return <FileText {...props} />;
  if (type === 'message/rfc822') return <Mail {...props} />;
  return <File {...props} />;
}
