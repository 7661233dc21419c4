// biome-ignore-all lint/a11y/noAutofocus: the dialog was opened to type this
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { configQuery } from '../api/queries.ts';
import type { Domain } from '../api/types.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { useAction } from '../ui/use-action.ts';
import { changeDirectory } from './change-directory.ts';
import { DnsRecords } from './dns-records.tsx';

const d = text.domains;
const w = d.wizard;

/** Name, records, first inbox: three steps, each of which can be left for later. */
export function DomainWizard({ onClose }: { readonly onClose: () => void }) {
  const [domain, setDomain] = useState<Domain>();
  const [step, setStep] = useState<'name' | 'records' | 'subdomain'>('name');
  const config = useQuery(configQuery);
  const navigate = useNavigate();
  const finish = () => {
    onClose();
    if (domain) void navigate({ to: '/domains/$name', params: { name: domain.name } });
  };
  const title = { name: w.stepName, records: w.stepRecords, subdomain: w.stepSubdomain }[step];
  return (
    <Dialog open wide={step === 'records'} onClose={finish} title={title}>
      {step === 'name' && (
        <NameStep
          onDone={(created) => {
            setDomain(created);
            setStep('records');
          }}
        />
      )}
      {step === 'records' && domain && (
        <>
          <p>{config.data?.verificationWaived ? d.waived : d.verifyText}</p>
          <DnsRecords domain={domain.name} />
          <div className="row wizard-foot">
            <Button kind="primary" onClick={() => setStep('subdomain')}>
              {w.next}
            </Button>
          </div>
        </>
      )}
      {step === 'subdomain' && domain && <SubdomainStep domain={domain.name} onDone={finish} />}
    </Dialog>
  );
}

function NameStep({ onDone }: { readonly onDone: (domain: Domain) => void }) {
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [description, setDescription] = useState('');
  const { busy, failure, run } = useSubmit(async () => {
    const body = {
      name: name.trim(),
      ...(contact.trim() ? { contact: contact.trim() } : {}),
      ...(description.trim() ? { description: description.trim() } : {}),
    };
    onDone(await changeDirectory<Domain>('POST', '/domains', body));
  });
  return (
    <form className="fields" onSubmit={run}>
      <Field label={d.name} hint={d.nameHint} error={failure}>
        {(control) => (
          <input
            {...control}
            className="input"
            autoFocus
            required
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Field label={`${d.contact} (${text.common.optional})`}>
        {(control) => (
          <input {...control} className="input" value={contact} onChange={({ target }) => setContact(target.value)} />
        )}
      </Field>
      <Field label={`${d.description} (${text.common.optional})`}>
        {(control) => (
          <input
            {...control}
            className="input"
            maxLength={1000}
            value={description}
            onChange={({ target }) => setDescription(target.value)}
          />
        )}
      </Field>
      <div className="row wizard-foot">
        <Button kind="primary" type="submit" busy={busy}>
          {w.next}
        </Button>
      </div>
    </form>
  );
}

/** Also used to add a subdomain to a domain that is there. */
export function SubdomainStep({ domain, onDone }: { readonly domain: string; readonly onDone: () => void }) {
  const [label, setLabel] = useState('');
  const { busy, failure, run } = useSubmit(async () => {
    const name = label.trim() === '' ? domain : `${label.trim().replace(/\.$/, '')}.${domain}`;
    await changeDirectory('POST', '/subdomains', { name });
    onDone();
  });
  return (
    <form className="fields" onSubmit={run}>
      <p>{w.firstInbox}</p>
      <Field label={d.subdomainName} hint={d.subdomainNameHint(domain)} error={failure}>
        {(control) => (
          <span className="row">
            <input
              {...control}
              className="input"
              autoFocus
              value={label}
              onChange={({ target }) => setLabel(target.value)}
            />
            <span className="muted mono">.{domain}</span>
          </span>
        )}
      </Field>
      <div className="row wizard-foot">
        <Button onClick={onDone}>{w.skip}</Button>
        <Button kind="primary" type="submit" busy={busy}>
          {d.addSubdomain}
        </Button>
      </div>
    </form>
  );
}

function useSubmit(action: () => Promise<void>) {
  const { busy, failure, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(action);
  };
  return { busy, failure, run: submit };
}
