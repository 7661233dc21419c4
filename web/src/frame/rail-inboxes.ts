interface Counted {
  readonly inbox: string;
  readonly inboxName: string;
  readonly unread: number;
}

interface RailInbox {
  readonly name: string;
  /** The part of the name before the domain; the whole for the domain itself. */
  readonly label: string;
  readonly unread: number;
}

/** Inboxes by domain for the rail, at most `most` of them: those with unread mail first, then by name. */
export function railInboxes(
  counted: readonly Counted[],
  domains: readonly { readonly id: string; readonly name: string }[],
  subdomains: readonly { readonly id: string; readonly name: string; readonly domainId: string }[],
  most: number,
): { groups: { domain: string; inboxes: RailInbox[] }[]; unread: number; more: number } {
  const unreadOf = new Map(counted.map((each) => [each.inbox, each.unread]));
  const names = new Map(subdomains.map((each) => [each.id, each.name]));
  for (const each of counted) if (each.inbox !== 'catch-all') names.set(each.inbox, each.inboxName);
  const all = [...names].map(([id, name]) => ({ name, unread: unreadOf.get(id) ?? 0 }));
  const shown = all
    .sort((a, b) => Number(b.unread > 0) - Number(a.unread > 0) || a.name.localeCompare(b.name))
    .slice(0, most)
    .sort((a, b) => a.name.localeCompare(b.name));
  const domainNames = domains.map((each) => each.name).sort((a, b) => b.length - a.length);
  const groups = new Map<string, RailInbox[]>();
  for (const { name, unread } of shown) {
    const domain = domainNames.find((each) => name === each || name.endsWith(`.${each}`)) ?? name;
    const label = name === domain ? name : name.slice(0, -domain.length - 1);
    groups.set(domain, [...(groups.get(domain) ?? []), { name, label, unread }]);
  }
  return {
    groups: [...groups]
      .map(([domain, inboxes]) => ({ domain, inboxes }))
      .sort((a, b) => a.domain.localeCompare(b.domain)),
    unread: counted.reduce((sum, each) => sum + each.unread, 0),
    more: all.length - shown.length,
  };
}
