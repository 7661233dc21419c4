import { type FormEvent, type ReactNode, useId } from 'react';
import { text } from '../strings.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Fault } from './states.tsx';
import { useAction } from './use-action.ts';

interface Props {
  readonly title: string;
  /** The word on the button; Save when absent. */
  readonly action?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSubmit: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The frame of every dialog that ends with one action: closes when it is done, stays open and says why when it fails. */
export function FormDialog({ title, action = text.common.save, danger, disabled, onSubmit, onClose, children }: Props) {
  const form = useId();
  const { busy, failure, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!disabled && (await run(onSubmit))) onClose();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button type="submit" form={form} kind={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={title} footer={footer}>
      <form id={form} className="fields" onSubmit={(event) => void submit(event)}>
        <Fault reason={failure} />
        {children}
      </form>
    </Dialog>
  );
}
