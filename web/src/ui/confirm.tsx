import { FormDialog } from './form-dialog.tsx';

interface Props {
  readonly title: string;
  readonly body: string;
  readonly action: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** For what cannot be undone. */
export function Confirm({ title, body, action, onConfirm, onClose }: Props) {
  return (
    <FormDialog title={title} action={action} danger onSubmit={onConfirm} onClose={onClose}>
      <p>{body}</p>
    </FormDialog>
  );
}
