import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Pencil, Play, Plus, Trash2, Zap } from 'lucide-react';
import { useState } from 'react';
import { change, reasonOf } from '../api/client.ts';
import { chaosQuery, queryClient } from '../api/queries.ts';
import type { ChaosAddress } from '../api/types.ts';
import { formatCount } from '../format/numbers.ts';
import { text } from '../strings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty, Failure, Skeleton } from '../ui/states.tsx';
import { Switch } from '../ui/switch.tsx';
import { Time } from '../ui/time.tsx';
import { toast } from '../ui/toasts.tsx';
import { useTitle } from '../ui/use-title.ts';
import './chaos.css';
import { ChaosBuilder } from './chaos-builder.tsx';
import { Sentence } from './sentence.tsx';
import { TryIt } from './try-it.tsx';

const c = text.chaos;

type Open =
  | { readonly what: 'create' }
  | { readonly what: 'edit' | 'try' | 'delete'; readonly chaos: ChaosAddress }
  | undefined;

export function ChaosPage() {
  useTitle(c.title);
  const { search = '' } = useSearch({ from: '/chaos' });
  const navigate = useNavigate({ from: '/chaos' });
  const addresses = useInfiniteQuery(chaosQuery(search));
  const [open, setOpen] = useState<Open>();
  const items = addresses.data?.pages.flatMap((page) => page.items) ?? [];
  const close = () => setOpen(undefined);
  return (
    <div className="page">
      <div className="page-inner">
        <header className="page-head">
          <h1>{c.title}</h1>
          <span className="grow" />
          {(items.length > 0 || search !== '') && (
            <SearchField
              label={c.search}
              value={search}
              onChange={(words) => void navigate({ search: words ? { search: words } : {}, replace: true })}
            />
          )}
          <Button kind="primary" onClick={() => setOpen({ what: 'create' })}>
            <Plus size={14} aria-hidden /> {c.create}
          </Button>
        </header>
        <p className="lead">{c.lead}</p>
        {addresses.isError && <Failure error={addresses.error} onRetry={() => void addresses.refetch()} />}
        {addresses.isPending && <Skeleton />}
        {addresses.data &&
          items.length === 0 &&
          (search ? (
            <Empty title={c.noMatch} />
          ) : (
            <Empty icon={<Zap size={24} aria-hidden className="muted" />} title={c.emptyTitle}>
              {c.emptyText}
            </Empty>
          ))}
        {items.length > 0 && (
          <ul className="chaos-list" data-testid="chaos-list">
            {items.map((chaos) => (
              <Row key={chaos.id} chaos={chaos} onOpen={setOpen} />
            ))}
          </ul>
        )}
        {addresses.hasNextPage && (
          <Button busy={addresses.isFetchingNextPage} onClick={() => void addresses.fetchNextPage()}>
            {text.common.loadMore}
          </Button>
        )}
      </div>
      {open?.what === 'create' && <ChaosBuilder onClose={close} />}
      {open?.what === 'edit' && <ChaosBuilder chaos={open.chaos} onClose={close} />}
      {open?.what === 'try' && <TryIt chaos={open.chaos} onClose={close} />}
      {open?.what === 'delete' && (
        <Confirm
          title={c.deleteTitle}
          body={c.deleteBody(open.chaos.address)}
          action={c.delete}
          onConfirm={async () => {
            await change('DELETE', `/chaos-addresses/${open.chaos.id}`);
            await refresh();
          }}
          onClose={close}
        />
      )}
    </div>
  );
}

function Row({ chaos, onOpen }: { readonly chaos: ChaosAddress; readonly onOpen: (open: Open) => void }) {
  const used = chaos.received > 0;
  const turn = async (on: boolean) => {
    try {
      await change('POST', `/chaos-addresses/${chaos.id}/${on ? 'enable' : 'disable'}`);
      await refresh();
    } catch (error) {
      toast({ text: reasonOf(error), kind: 'error' });
    }
  };
  return (
    <li className="chaos-row" data-testid="chaos-row">
      <Switch label={c.enable(chaos.address)} checked={chaos.enabled} onChange={(on) => void turn(on)} />
      <div className="chaos-what">
        <span className="mono chaos-address">{chaos.address}</span>
        <span className={chaos.enabled ? '' : 'muted'}>
          <Sentence sentence={chaos.sentence} address={chaos.address} reply={chaos.behaviour.reply} />
        </span>
      </div>
      <div className="chaos-count">
        <span className="row">
          <span className="number">{formatCount(chaos.received)}</span> <span className="muted">{c.received}</span>
        </span>
        {chaos.lastReceivedAt && (
          <span className="muted">
            {c.last} <Time at={chaos.lastReceivedAt} form="list" />
          </span>
        )}
      </div>
      <span className="row chaos-actions">
        <Button onClick={() => onOpen({ what: 'try', chaos })}>
          <Play size={14} aria-hidden /> {c.tryIt}
        </Button>
        <IconButton
          label={used ? c.used : c.edit}
          icon={<Pencil size={16} aria-hidden />}
          disabled={used}
          onClick={() => onOpen({ what: 'edit', chaos })}
        />
        <IconButton
          label={used ? c.used : c.delete}
          icon={<Trash2 size={16} aria-hidden />}
          disabled={used}
          onClick={() => onOpen({ what: 'delete', chaos })}
        />
      </span>
    </li>
  );
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['directory', 'chaos'] });
