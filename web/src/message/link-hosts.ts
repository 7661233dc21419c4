/** The mark of a phishing mail, or of a tracking link: the text names one host, the link opens another. */
export function showsAnotherHost(link: { readonly url: string; readonly text: string }): boolean {
  const shown = /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#]|$)/i.exec(link.text.trim())?.[1];
  if (!shown || !URL.canParse(link.url)) return false;
  const opened = new URL(link.url).hostname;
  const bare = (host: string) => host.toLowerCase().replace(/^www\./, '');
  return bare(shown) !== bare(opened);
}
