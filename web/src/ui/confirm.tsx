import { useState } from 'react';
import { reasonOf } from '../api/client.ts';
import { text } from '../strings.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface Props {
  readonly title: string;
  readonly body: string;
  readonly action: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** For what cannot be undone. Stays open and says why when it fails. */
export function Confirm({ title, body, action, onConfirm, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFailure(reasonOf(error));
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button kind="danger" busy={busy} onClick={confirm}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={title} footer={footer}>
      <p>{body}</p>
      {failure && (
        <p role="alert" className="note note-red">
          {failure}
        </p>
      )}
    </Dialog>
  );
}
