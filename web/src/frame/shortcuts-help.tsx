import { text } from '../strings.ts';
import { Dialog } from '../ui/dialog.tsx';

export function ShortcutsHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={text.shortcuts.title}>
      <dl className="definition shortcuts">
        {text.shortcuts.rows.map(([keys, what]) => (
          <div key={keys} className="shortcut">
            <dt>
              {keys.split(/\s+/).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{text.shortcuts.hint}</p>
    </Dialog>
  );
}
