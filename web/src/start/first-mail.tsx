import { Tabs } from '@base-ui/react/tabs';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Skeleton } from '../ui/states.tsx';
import './start.css';
import { sendTestMail } from './send-test-mail.ts';
import { useSmtpAddress } from './smtp-address.ts';
import { snippets } from './snippets.ts';

/** Snippets with the real host and port, and a button that sends one. */
export function FirstMail({ to = 'you@example.test' }: { readonly to?: string }) {
  const address = useSmtpAddress();
  const [language, setLanguage] = useState(snippets[0]?.id);
  const [busy, setBusy] = useState(false);
  if (!address) return <Skeleton lines={4} />;
  const send = async () => {
    setBusy(true);
    await sendTestMail(to);
    setBusy(false);
  };
  return (
    <section className="first-mail">
      <Tabs.Root value={language} onValueChange={setLanguage}>
        <div className="snippet-head">
          <Tabs.List className="tab-list snippet-tabs" aria-label={text.start.snippetTabs} activateOnFocus>
            {snippets.map(({ id, label }) => (
              <Tabs.Tab key={id} value={id} className="tab">
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Button kind="primary" busy={busy} onClick={() => void send()}>
            <Send size={14} aria-hidden /> {text.start.sendTest}
          </Button>
        </div>
        {snippets.map(({ id, code }) => (
          <Tabs.Panel key={id} value={id} className="snippet" tabIndex={-1}>
            <pre className="code">{code({ ...address, to })}</pre>
            <span className="snippet-copy">
              <CopyButton value={code({ ...address, to })} label={text.common.copy(id)} />
            </span>
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </section>
  );
}
