import { Switch as Base } from '@base-ui/react/switch';

interface Props {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, checked, disabled = false, onChange }: Props) {
  return (
    <Base.Root
      className="switch"
      aria-label={label}
      title={label}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
    >
      <Base.Thumb className="switch-thumb" />
    </Base.Root>
  );
}
