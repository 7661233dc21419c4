import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { ApiError, change } from '../api/client.ts';
import { configQuery, queryClient, subdomainsQuery } from '../api/queries.ts';
import type { ChaosAddress, Schemas } from '../api/types.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Dialogue } from '../ui/dialogue.tsx';
import { Field } from '../ui/field.tsx';
import { Fault } from '../ui/states.tsx';
import { useAction } from '../ui/use-action.ts';
import { type BehaviourForm, newForm, toBehaviour, toForm, usualReplies, withCode } from './behaviour-form.ts';
import { previewDialogue } from './preview-dialogue.ts';
import { Sentence } from './sentence.tsx';

const c = text.chaos;

/** Choices on the left; on the right the sentence and the dialogue that they mean. */
export function ChaosBuilder({ chaos, onClose }: { readonly chaos?: ChaosAddress; readonly onClose: () => void }) {
  const subdomains = useQuery(subdomainsQuery({ limit: 500 }));
  const names = subdomains.data?.items.map((each) => each.name) ?? [];
  const [local, setLocal] = useState('no');
  const [chosen, setChosen] = useState<string>();
  const [form, setForm] = useState<BehaviourForm>(chaos ? toForm(chaos.behaviour) : newForm);
  const { busy, failure, run } = useAction();
  const set = (part: Partial<BehaviourForm>) => setForm((before) => ({ ...before, ...part }));
  const subdomain = chosen ?? names[0];
  const address = chaos?.address ?? `${local.trim()}@${subdomain ?? 'example.test'}`;
  const behaviour = toBehaviour(form);

  const save = async (enable: boolean) => {
    const saved = await run(async () => {
      if (chaos) await change('PATCH', `/chaos-addresses/${chaos.id}`, { behaviour });
      else {
        const { id } = await change<ChaosAddress>('POST', '/chaos-addresses', { address, behaviour });
        if (enable) await change('POST', `/chaos-addresses/${id}/enable`);
      }
      await queryClient.invalidateQueries({ queryKey: ['directory', 'chaos'] });
    });
    if (saved) onClose();
  };

  const footer = chaos ? (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button kind="primary" busy={busy} onClick={() => void save(false)}>
        {text.common.save}
      </Button>
    </>
  ) : (
    <>
      <Button busy={busy} disabled={!subdomain} onClick={() => void save(false)}>
        {c.createOff}
      </Button>
      <Button kind="primary" busy={busy} disabled={!subdomain} onClick={() => void save(true)}>
        {c.create2}
      </Button>
    </>
  );
  return (
    <Dialog open wide onClose={onClose} title={chaos ? c.editTitle(chaos.address) : c.dialogTitle} footer={footer}>
      <Fault reason={failure} />
      {!chaos && subdomains.data && names.length === 0 && <p className="note note-amber">{c.needsSubdomain}</p>}
      <div className="builder">
        <div className="fields">
          {!chaos && (
            <Field label={c.address} hint={c.addressHint}>
              {(control) => (
                <span className="row">
                  <input
                    {...control}
                    className="input"
                    value={local}
                    onChange={({ target }) => setLocal(target.value)}
                  />
                  <span className="muted">@</span>
                  <select
                    className="select"
                    aria-label={c.addressHint}
                    value={subdomain ?? ''}
                    onChange={({ target }) => setChosen(target.value)}
                  >
                    {names.map((name) => (
                      <option key={name}>{name}</option>
                    ))}
                  </select>
                </span>
              )}
            </Field>
          )}
          <WhatItDoes form={form} set={set} onCode={(code) => setForm(withCode(form, code))} />
          <HowOften form={form} set={set} />
        </div>
        <Preview address={address} behaviour={behaviour} />
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly form: BehaviourForm;
  readonly set: (part: Partial<BehaviourForm>) => void;
}

function WhatItDoes({ form, set, onCode }: PartProps & { readonly onCode: (code: number) => void }) {
  const config = useQuery(configQuery);
  const codes = config.data?.chaosReplyCodes ?? Object.keys(usualReplies).map(Number);
  return (
    <>
      <Choices
        legend={c.what}
        value={form.drop ? 'drop' : 'reply'}
        options={[
          ['reply', c.reply],
          ['drop', c.drop],
        ]}
        onChange={(what) => set({ drop: what === 'drop' })}
      />
      {!form.drop && (
        <>
          <Field label={c.replyCode}>
            {(control) => (
              <select
                {...control}
                className="select"
                value={form.code}
                onChange={({ target }) => onCode(Number(target.value))}
              >
                {codes.map((code) => (
                  <option key={code} value={code}>
                    {code} · {c.replies[code] ?? ''}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <div className="builder-reply">
            <Field label={c.enhanced}>
              {(control) => (
                <input
                  {...control}
                  className="input mono"
                  value={form.enhanced}
                  onChange={({ target }) => set({ enhanced: target.value })}
                />
              )}
            </Field>
            <Field label={c.replyText}>
              {(control) => (
                <input
                  {...control}
                  className="input"
                  value={form.text}
                  onChange={({ target }) => set({ text: target.value })}
                />
              )}
            </Field>
          </div>
        </>
      )}
      <Choices
        legend={c.stage}
        value={form.stage}
        options={[
          ['data', c.stageData],
          ['rcpt', c.stageRcpt],
        ]}
        onChange={(stage) => set({ stage })}
      />
    </>
  );
}

function HowOften({ form, set }: PartProps) {
  return (
    <>
      <Choices
        legend={c.how}
        value={form.how}
        options={[
          ['always', c.always],
          ['first', c.failFirst],
          ['chance', c.probability],
        ]}
        onChange={(how) => set({ how })}
      />
      <div className="fields fields-2">
        {form.how === 'first' && (
          <Numeric
            label={c.failFirstCount}
            value={form.failFirst}
            min={1}
            onChange={(failFirst) => set({ failFirst })}
          />
        )}
        {form.how === 'chance' && (
          <>
            <Numeric
              label={c.percent}
              value={form.percent}
              min={0}
              max={100}
              onChange={(percent) => set({ percent })}
            />
            <Numeric label={c.seed} hint={c.seedHint} value={form.seed} min={0} onChange={(seed) => set({ seed })} />
          </>
        )}
        <Numeric label={c.delay} value={form.delayMs} min={0} max={600_000} onChange={(delayMs) => set({ delayMs })} />
      </div>
    </>
  );
}

function Preview({ address, behaviour }: { readonly address: string; readonly behaviour: Schemas['ChaosBehaviour'] }) {
  const body = useDeferredValue(JSON.stringify({ address, behaviour }));
  const sentence = useQuery({
    queryKey: ['chaos-sentence', body],
    queryFn: () => change<Schemas['ChaosSentence']>('POST', '/chaos-addresses/preview', JSON.parse(body)),
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const problem = sentence.error instanceof ApiError ? sentence.error.message : undefined;
  return (
    <section className="builder-preview" aria-label={c.preview}>
      <h3>{c.preview}</h3>
      {problem ? (
        <p className="note note-amber">{problem}</p>
      ) : (
        <p className="builder-sentence" aria-live="polite" data-testid="sentence">
          {sentence.data && <Sentence sentence={sentence.data.sentence} address={address} reply={behaviour.reply} />}
        </p>
      )}
      <Dialogue lines={previewDialogue(address, behaviour)} />
    </section>
  );
}

interface NumericProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly min: number;
  readonly max?: number;
  readonly onChange: (value: string) => void;
}

function Numeric({ label, hint, value, min, max, onChange }: NumericProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="number"
          min={min}
          max={max}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
