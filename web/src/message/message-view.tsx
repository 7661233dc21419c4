import { Tabs } from '@base-ui/react/tabs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, ChevronDown, ChevronUp, Download, Link2, MailX, Maximize2, Star, Trash2, X } from 'lucide-react';
import { useEffect } from 'react';
import { ApiError, apiPath } from '../api/client.ts';
import { contentQuery, emailQuery, queryClient } from '../api/queries.ts';
import type { EmailDetail, Schemas } from '../api/types.ts';
import { isPendingDelete, markEmails } from '../inbox/mail-list.ts';
import { text } from '../strings.ts';
import { IconButton } from '../ui/button.tsx';
import { copyText } from '../ui/copy-button.tsx';
import { Empty, Failure, Skeleton } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { CalendarTab } from './calendar-tab.tsx';
import { HeadersTab } from './headers-tab.tsx';
import { HtmlTab } from './html-tab.tsx';
import { LinksTab } from './links-tab.tsx';
import { MessageHead } from './message-head.tsx';
import { PartsTab } from './parts-tab.tsx';
import { RawTab } from './raw-tab.tsx';
import { type MessageTab, messageTabs } from './tabs.ts';
import { TextTab } from './text-tab.tsx';
import { TransportTab } from './transport-tab.tsx';
import type { Neighbours } from './use-neighbours.ts';

interface Props {
  readonly id: string;
  readonly tab: MessageTab | undefined;
  readonly onTab: (tab: MessageTab) => void;
  readonly onClose: () => void;
  readonly neighbours: Neighbours;
  readonly onStep: (by: 1 | -1) => void;
  readonly onDelete: () => void;
  /** The whole page instead of a pane beside the list. */
  readonly page?: boolean;
}

export function MessageView({ id, tab, onTab, onClose, neighbours, onStep, onDelete, page = false }: Props) {
  const email = useQuery(emailQuery(id));
  const content = useQuery(contentQuery(id));
  const detail = email.data;
  useReadWhenOpened(detail);

  if (email.isError) {
    const gone = email.error instanceof ApiError && email.error.status === 404;
    return (
      <article className="message-pane" aria-label={text.message.label}>
        <div className="message-tools">
          <IconButton label={text.message.back} icon={<ArrowLeft size={16} aria-hidden />} onClick={onClose} />
        </div>
        {gone ? (
          <Empty icon={<MailX size={24} aria-hidden className="muted" />} title={text.message.deletedTitle}>
            {text.message.deletedText}
          </Empty>
        ) : (
          <Failure error={email.error} onRetry={() => void email.refetch()} />
        )}
      </article>
    );
  }
  return (
    <article className="message-pane" aria-label={detail?.subject || text.message.label} data-testid="message">
      <div className="message-tools">
        <IconButton
          label={page ? text.message.back : text.message.closePane}
          icon={page ? <ArrowLeft size={16} aria-hidden /> : <CloseIcon />}
          onClick={onClose}
        />
        <IconButton
          label={text.message.previous}
          icon={<ChevronUp size={16} aria-hidden />}
          disabled={!neighbours.previous}
          onClick={() => onStep(-1)}
        />
        <IconButton
          label={text.message.next}
          icon={<ChevronDown size={16} aria-hidden />}
          disabled={!neighbours.next}
          onClick={() => onStep(1)}
        />
        <span className="grow" />
        {detail && <Tools detail={detail} page={page} onDelete={onDelete} />}
      </div>
      {detail ? (
        <>
          <MessageHead detail={detail} />
          <MessageTabs detail={detail} content={content.data} tab={tab} onTab={onTab} error={content.error} />
        </>
      ) : (
        <Skeleton />
      )}
    </article>
  );
}

function Tools({ detail, page, onDelete }: { detail: EmailDetail; page: boolean; onDelete: () => void }) {
  const { id, favorite } = detail;
  const copyLink = async () => {
    if (await copyText(`${location.origin}/mail/${id}`)) toast({ text: text.common.copied });
  };
  return (
    <>
      <IconButton
        label={favorite ? text.inbox.unfavorite : text.inbox.favorite}
        icon={
          <Star size={16} aria-hidden fill={favorite ? 'currentColor' : 'none'} className={favorite ? 'amber' : ''} />
        }
        onClick={() => void markEmails([id], favorite ? 'unfavorite' : 'favorite').then(() => refresh(id))}
      />
      <IconButton
        label={text.message.copyLink}
        icon={<Link2 size={16} aria-hidden />}
        onClick={() => void copyLink()}
      />
      <a
        className="icon-button"
        href={apiPath(`/emails/${encodeURIComponent(id)}/raw`, { download: true })}
        download
        aria-label={text.message.download}
        title={text.message.download}
      >
        <Download size={16} aria-hidden />
      </a>
      {!page && (
        <Link
          to="/mail/$id"
          params={{ id }}
          className="icon-button wide-only"
          aria-label={text.message.openPage}
          title={text.message.openPage}
        >
          <Maximize2 size={16} aria-hidden />
        </Link>
      )}
      <IconButton label={text.inbox.delete} icon={<Trash2 size={16} aria-hidden />} onClick={onDelete} />
    </>
  );
}

interface TabsProps {
  readonly detail: EmailDetail;
  readonly content: Schemas['EmailContent'] | undefined;
  readonly error: unknown;
  readonly tab: MessageTab | undefined;
  readonly onTab: (tab: MessageTab) => void;
}

function MessageTabs({ detail, content, error, tab, onTab }: TabsProps) {
  const { id } = detail;
  const shown = messageTabs.filter((each) => {
    if (each === 'html') return !content || content.hasHtml;
    if (each === 'links') return content !== undefined && content.links.length > 0;
    if (each === 'calendar') return content !== undefined && content.calendar.length > 0;
    return true;
  });
  const wanted = tab ?? (content && !content.hasHtml ? 'text' : 'html');
  const value = shown.includes(wanted) ? wanted : content ? 'text' : wanted;
  const waiting = error ? <Failure error={error} /> : <Skeleton />;
  return (
    <Tabs.Root className="tabs" value={value} onValueChange={(next, { reason }) => reason === 'none' && onTab(next)}>
      <Tabs.List className="tab-list" aria-label={text.message.tabList} activateOnFocus>
        {shown.map((each) => (
          <Tabs.Tab key={each} value={each} className="tab">
            {text.message.tabs[each]}
            {each === 'links' && <span className="tab-count number">{content?.links.length}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={value} className="tab-panel" tabIndex={-1}>
        {value === 'html' && (content ? <HtmlTab id={id} remote={content.remote} /> : waiting)}
        {value === 'text' && (content ? <TextTab content={content.text} /> : waiting)}
        {value === 'headers' && <HeadersTab id={id} />}
        {value === 'parts' && <PartsTab id={id} sizeBytes={detail.sizeBytes} />}
        {value === 'raw' && <RawTab id={id} sizeBytes={detail.sizeBytes} />}
        {value === 'transport' && <TransportTab detail={detail} />}
        {value === 'links' && content && <LinksTab links={content.links} />}
        {value === 'calendar' && content && <CalendarTab events={content.calendar} />}
      </Tabs.Panel>
    </Tabs.Root>
  );
}

/** Opening is reading. Only when it arrives unread: marking it unread again by hand stays. */
function useReadWhenOpened(detail: EmailDetail | undefined): void {
  const id = detail?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a mail, not at each change of it
  useEffect(() => {
    if (!detail?.unread || isPendingDelete(detail.id)) return;
    void markEmails([detail.id], 'read').then(() => refresh(detail.id));
  }, [id]);
}

function refresh(id: string): void {
  void queryClient.invalidateQueries({ queryKey: ['email', id], exact: true });
}

/** An arrow where the message took the list's place, a cross where it stands beside it. */
function CloseIcon() {
  return (
    <>
      <X size={16} aria-hidden className="icon-beside" />
      <ArrowLeft size={16} aria-hidden className="icon-instead" />
    </>
  );
}
