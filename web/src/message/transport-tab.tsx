import type { EmailDetail } from '../api/types.ts';
import { formatDuration, formatExactBytes } from '../format/numbers.ts';
import { formatPreciseTime } from '../format/times.ts';
import { text } from '../strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialogue } from '../ui/dialogue.tsx';
import { dialogueOf, listedAfterMs } from './timings.ts';

const t = text.message;

export function TransportTab({ detail }: { readonly detail: EmailDetail }) {
  const { transport, envelope } = detail;
  return (
    <div className="tab-content transport">
      <section className="grow">
        <h3>{t.dialogue}</h3>
        <Dialogue lines={dialogueOf(detail)} />
      </section>
      <section>
        <h3>{t.timings}</h3>
        <Timings detail={detail} />
        <h3>{t.connection}</h3>
        <dl className="definition">
          <dt>{t.peer}</dt>
          <dd className="mono">{transport.peer}</dd>
          <dt>{t.helo}</dt>
          <dd className="mono">{transport.helo}</dd>
          <dt>{t.protocol}</dt>
          <dd>
            {transport.esmtp ? 'ESMTP' : 'SMTP'}, {transport.via}
          </dd>
          <dt>{t.encryption}</dt>
          <dd>{transport.tls ? `${transport.tls.protocol}, ${transport.tls.cipher}` : t.none}</dd>
          <dt>{t.authentication}</dt>
          <dd>{transport.auth ? `${transport.auth.mechanism}, ${transport.auth.user}` : t.none}</dd>
        </dl>
        <h3>{t.envelope}</h3>
        <dl className="definition">
          <dt>{t.mailFrom}</dt>
          <dd className="mono">{envelope.from === '' ? t.nullSender : envelope.from}</dd>
          <dt>{t.rcptTo}</dt>
          <dd>
            <ul>
              {envelope.recipients.map((each) => (
                <li key={`${each.address} ${each.inbox}`}>
                  <span className="mono">{each.address}</span>
                  {each.inbox !== detail.inbox && (
                    <span className="muted">
                      {' '}
                      {t.inOtherInboxes} {each.inboxName}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </dd>
          <dt>{t.size}</dt>
          <dd className="number">{formatExactBytes(detail.sizeBytes)}</dd>
          <dt>{t.messageId}</dt>
          <dd className="mono">
            {detail.messageId} <CopyButton value={detail.messageId} label={text.common.copy(t.messageId)} />
          </dd>
          <dt>{t.stored}</dt>
          <dd className="mono">{detail.reference}</dd>
        </dl>
      </section>
    </div>
  );
}

function Timings({ detail }: { readonly detail: EmailDetail }) {
  const { transport } = detail;
  const steps = [
    [t.transportTimes.connected, transport.connectedAt],
    [t.transportTimes.mail, transport.mailAt],
    [t.transportTimes.data, transport.dataAt],
    [t.transportTimes.end, transport.endAt],
    [t.transportTimes.listed, detail.listedAt],
  ] as const;
  return (
    <dl className="definition number">
      {steps.map(([name, at], index) => {
        const before = steps[index - 1]?.[1];
        return (
          <div key={name} className="shortcut">
            <dt>{name}</dt>
            <dd>
              {formatPreciseTime(Date.parse(at))}
              {before && (
                <span className="muted"> +{formatDuration(Math.max(0, Date.parse(at) - Date.parse(before)))}</span>
              )}
            </dd>
          </div>
        );
      })}
      <div className="shortcut">
        <dt>{t.dataDuration}</dt>
        <dd>
          {formatDuration(Math.max(0, Date.parse(transport.endAt) - Date.parse(transport.dataAt)))},{' '}
          {t.toReply(listedAfterMs(detail))}
        </dd>
      </div>
    </dl>
  );
}
