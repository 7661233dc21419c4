/** `settings.priority: normal -> high` */
export interface Difference {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Where what is there differs from what is wanted, looking only at the members that are wanted. */
export function differences(
  wanted: Readonly<Record<string, unknown>>,
  there: Readonly<Record<string, unknown>>,
  prefix = '',
): Difference[] {
  return Object.entries(wanted)
    .filter(([, value]) => value !== undefined)
    .filter(([field, value]) => canonical(value) !== canonical(there[field]))
    .map(([field, value]) => ({ field: prefix + field, from: there[field], to: value }));
}

export function describe({ field, from, to }: Difference): string {
  return `${field}: ${shown(from)} -> ${shown(to)}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : typeof value === 'string' ? value || '""' : JSON.stringify(value);
}

/** Order of members does not count, and limits that limit nothing are none. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  if (entries.length === 0) return 'null';
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${name}:${canonical(member)}`)
    .join()}}`;
}
