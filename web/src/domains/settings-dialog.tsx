import { useState } from 'react';
import { change, reasonOf } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import type { Subdomain } from '../api/types.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { toast } from '../ui/toasts.tsx';
import { type SettingsForm, toSettings, toSettingsForm } from './settings-form.ts';

const d = text.domains;

export function SettingsDialog({
  subdomain,
  onClose,
}: {
  readonly subdomain: Subdomain;
  readonly onClose: () => void;
}) {
  const [form, setForm] = useState(toSettingsForm(subdomain.settings));
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<SettingsForm>) => setForm((before) => ({ ...before, ...part }));
  const save = async () => {
    setBusy(true);
    try {
      await change('PUT', `/subdomains/${subdomain.id}/settings`, toSettings(form, toSettingsForm(subdomain.settings)));
      await queryClient.invalidateQueries({ queryKey: ['directory'] });
      toast({ text: d.saved });
      onClose();
    } catch (error) {
      setFailure(reasonOf(error));
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button kind="primary" busy={busy} onClick={() => void save()}>
        {text.common.save}
      </Button>
    </>
  );
  const number = (key: keyof SettingsForm, label: string) => (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="number"
          min={0}
          step="any"
          placeholder={d.unlimited}
          value={String(form[key])}
          onChange={({ target }) => set({ [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog open onClose={onClose} title={d.settingsTitle(subdomain.name)} footer={footer}>
      {failure && (
        <p role="alert" className="note note-red">
          {failure}
        </p>
      )}
      <Field label={d.priority}>
        {(control) => (
          <select
            {...control}
            className="select"
            value={form.priority}
            onChange={({ target }) => set({ priority: target.value as SettingsForm['priority'] })}
          >
            {(['high', 'normal', 'low'] as const).map((each) => (
              <option key={each} value={each}>
                {d.priorities[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset className="choices">
        <legend className="field-label">{d.rateLimit}</legend>
        <div className="fields settings-three">
          {number('messagesPerSecond', d.messagesPerSecond)}
          {number('bytesPerSecond', d.bytesPerSecond)}
          {number('burst', d.burst)}
        </div>
      </fieldset>
      <fieldset className="choices">
        <legend className="field-label">{d.retention}</legend>
        <div className="fields settings-three">
          {number('maxAgeDays', d.maxAgeDays)}
          {number('maxCount', d.maxCount)}
          {number('maxBytes', d.maxBytes)}
        </div>
        <p className="hint">{d.retentionHint}</p>
      </fieldset>
      <Field label={d.campaignHeaders} hint={d.campaignHeadersHint}>
        {(control) => (
          <textarea
            {...control}
            className="textarea mono settings-headers"
            value={form.campaignHeaders}
            onChange={({ target }) => set({ campaignHeaders: target.value })}
          />
        )}
      </Field>
      <label className="check">
        <input type="checkbox" checked={form.keepAll} onChange={({ target }) => set({ keepAll: target.checked })} />
        {d.keepAll}
      </label>
    </Dialog>
  );
}
