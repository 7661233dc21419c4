/**
 * What the verification of domains and the check of MX records ask of DNS. Names are A-labels. A name that does not exist, or has no
 * such record, gives an empty list; a resolver that does not answer rejects with MillraceError 'unavailable' (temporary), within ten
 * seconds.
 */
export interface DnsChecks {
  /** Values of the TXT records, the strings of each joined. */
  txt(name: string): Promise<readonly string[]>;
  /** Hosts of the MX records, lowest preference first, lower case, without the dot at the end. */
  mx(name: string): Promise<readonly string[]>;
}
