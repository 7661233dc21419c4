import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { configQuery } from '../api/queries.ts';
import type { Subdomain } from '../api/types.ts';
import { text } from '../strings.ts';
import { Choices } from '../ui/choices.tsx';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { toast } from '../ui/toasts.tsx';
import { changeDirectory } from './change-directory.ts';
import { type LimitField, type SettingsForm, toChanges, toSettingsForm } from './settings-form.ts';

const d = text.domains;

interface Props {
  readonly subdomain: Subdomain;
  readonly onClose: () => void;
}

export function SettingsDialog({ subdomain, onClose }: Props) {
  const [before] = useState(() => toSettingsForm(subdomain.settings));
  const [form, setForm] = useState(before);
  const [description, setDescription] = useState(subdomain.description);
  const set = (part: Partial<SettingsForm>) => setForm((now) => ({ ...now, ...part }));
  const save = async () => {
    const path = `/subdomains/${encodeURIComponent(subdomain.id)}`;
    const changes = toChanges(form, before);
    const described = description.trim() !== subdomain.description;
    if (described) await changeDirectory('PATCH', path, { description: description.trim() });
    if (Object.keys(changes).length > 0) await changeDirectory('PUT', `${path}/settings`, changes);
    else if (!described) return;
    toast({ text: d.saved });
  };
  const limit = (key: LimitField, label: string) => (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="number"
          min={0}
          step="any"
          placeholder={d.unlimited}
          value={form[key]}
          onChange={({ target }) => set({ [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <FormDialog title={d.settingsTitle(subdomain.name)} onSubmit={save} onClose={onClose}>
      <Field label={d.description}>
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
          {limit('messagesPerSecond', d.messagesPerSecond)}
          {limit('bytesPerSecond', d.bytesPerSecond)}
          {limit('burst', d.burst)}
        </div>
      </fieldset>
      <fieldset className="choices">
        <legend className="field-label">{d.retention}</legend>
        <div className="fields settings-three">
          {limit('maxAgeDays', d.maxAgeDays)}
          {limit('maxCount', d.maxCount)}
          {limit('maxBytes', d.maxBytes)}
        </div>
        <p className="hint">{d.retentionHint}</p>
      </fieldset>
      <CampaignHeaders form={form} set={set} />
      <label className="check">
        <input type="checkbox" checked={form.keepAll} onChange={({ target }) => set({ keepAll: target.checked })} />
        {d.keepAll}
      </label>
    </FormDialog>
  );
}

function CampaignHeaders({ form, set }: { form: SettingsForm; set: (part: Partial<SettingsForm>) => void }) {
  const configured = useQuery(configQuery).data?.campaignHeaders.join(', ') ?? '';
  return (
    <>
      <Choices
        legend={d.campaignHeaders}
        value={form.campaigns}
        options={[
          ['configured', d.campaignsConfigured(configured)],
          ['own', d.campaignsOwn],
          ['none', d.campaignsNone],
        ]}
        onChange={(campaigns) => set({ campaigns })}
      />
      {form.campaigns === 'own' && (
        <Field label={d.campaignHeaderNames} hint={d.campaignHeadersHint}>
          {(control) => (
            <textarea
              {...control}
              className="textarea mono settings-headers"
              required
              value={form.campaignHeaders}
              onChange={({ target }) => set({ campaignHeaders: target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
