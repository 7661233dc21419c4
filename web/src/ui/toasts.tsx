import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { text } from '../strings.ts';

interface ToastData {
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly kind?: 'error' | 'plain';
}

const manager = Toast.createToastManager<ToastData>();

/** A line at the bottom. Errors are read out at once and stay longer. @returns its id, for `closeToast`. */
export function toast(options: {
  readonly text: string;
  readonly kind?: 'error' | 'plain';
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly forMs?: number;
}): string {
  const error = options.kind === 'error';
  return manager.add({
    description: options.text,
    priority: error ? 'high' : 'low',
    timeout: options.forMs ?? (error ? 10_000 : 4000),
    data: { kind: options.kind ?? 'plain', ...(options.action ? { action: options.action } : {}) },
  });
}

export function closeToast(id: string): void {
  manager.close(id);
}

export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts" aria-label={text.common.notifications}>
          <Lines />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Lines() {
  const { toasts } = Toast.useToastManager<ToastData>();
  return toasts.map((each) => (
    <Toast.Root
      key={each.id}
      toast={each}
      className={`toast toast-${each.data?.kind ?? 'plain'}`}
      swipeDirection={[]}
      aria-label={typeof each.description === 'string' ? each.description : text.common.notifications}
    >
      <Toast.Description className="toast-text" />
      {each.data?.action && (
        <button
          type="button"
          className="toast-action"
          onClick={() => {
            each.data?.action?.run();
            manager.close(each.id);
          }}
        >
          {each.data.action.label}
        </button>
      )}
      <Toast.Close className="icon-button icon-button-small" aria-label={text.common.close}>
        <X size={14} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ));
}
