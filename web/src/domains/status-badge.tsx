import { CircleAlert, CircleCheck, CirclePause } from 'lucide-react';
import { text } from '../strings.ts';

const looks = {
  pending: { tone: 'amber', Icon: CircleAlert },
  active: { tone: 'green', Icon: CircleCheck },
  suspended: { tone: 'red', Icon: CirclePause },
} as const;

export function StatusBadge({ status }: { readonly status: keyof typeof looks }) {
  const { tone, Icon } = looks[status];
  return (
    <span className={`badge badge-${tone}`}>
      <Icon size={12} aria-hidden /> {text.domains.status[status]}
    </span>
  );
}
