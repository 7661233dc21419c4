import { useQuery } from '@tanstack/react-query';
import { configQuery } from '../api/queries.ts';

/** Where applications can reach the SMTP port, as seen from this browser. */
export function useSmtpAddress(): { readonly host: string; readonly port: number } | undefined {
  const { data } = useQuery(configQuery);
  if (!data) return undefined;
  return { host: reachable(data.smtp.host, location.hostname), port: data.smtp.port };
}

/** A server that listens on every address is reached by the name that the page was opened with; IPv6 without the brackets of a URL. */
export function reachable(host: string, pageHost: string): string {
  return /^(0\.0\.0\.0|\[?::\]?)$/.test(host) ? pageHost.replace(/^\[|\]$/g, '') : host;
}
