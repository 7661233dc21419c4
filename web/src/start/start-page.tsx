import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { configQuery } from '../api/queries.ts';
import { text } from '../strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { useTitle } from '../ui/use-title.ts';
import { FirstMail } from './first-mail.tsx';
import { useSmtpAddress } from './smtp-address.ts';
import { waitSnippet } from './snippets.ts';

const s = text.start;

export function StartPage() {
  useTitle(s.title);
  const config = useQuery(configQuery);
  const address = useSmtpAddress();
  if (config.isError) return <Failure error={config.error} onRetry={() => void config.refetch()} />;
  if (!config.data || !address) return <Skeleton />;
  const { smtp } = config.data;
  const wait = waitSnippet(location.origin, 'you@example.test');
  return (
    <div className="page start">
      <div className="page-inner">
        <header className="page-head">
          <h1>{s.title}</h1>
        </header>
        <p className="lead">{s.lead}</p>
        <dl className="start-facts">
          <Fact label={s.host}>
            <span className="mono">{address.host}</span>
            <CopyButton value={address.host} label={text.common.copy(s.host)} />
          </Fact>
          <Fact label={s.port}>
            <span className="mono">{address.port}</span>
            <CopyButton value={String(address.port)} label={text.common.copy(s.port)} />
          </Fact>
          <Fact label={s.encryption}>{s.encryptionValue[smtp.tls]}</Fact>
          <Fact label={s.login}>{smtp.anyCredentials ? s.loginAny : s.loginNeeded}</Fact>
        </dl>
        {smtp.tls !== 'off' && <p className="muted">{s.encryptionText}</p>}
        <FirstMail />
        <section className="fields">
          <h2>{s.api}</h2>
          <p className="lead">{s.apiText}</p>
          <div className="snippet">
            <pre className="code start-wait">{wait}</pre>
            <span className="snippet-copy">
              <CopyButton value={wait} label={text.common.copy(s.api)} />
            </span>
          </div>
        </section>
        <section className="fields">
          <h2>{s.next}</h2>
          <ul className="start-next">
            {s.nextItems.map(([to, title, what]) => (
              <li key={to}>
                <Link to={to} className="card">
                  <strong>{title}</strong>
                  <span className="muted">{what}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="start-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
