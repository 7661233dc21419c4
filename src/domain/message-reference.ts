/**
 * Where the bytes of one stored message are. `segments`: the segment (by name), the offset of its record and the record's
 * length. `eml` and `s3`: a key, with offset 0 and the size of the message. Stored as text in the database: see
 * `formatReference`.
 */
export interface MessageReference {
  /** Name of the store that can open it. */
  readonly store: 'segments' | 'eml' | 'memory' | 's3';
  /** Segment name such as `normal/00000000000000000001`, or the file's key such as `2026/11/24/<id>.eml`. */
  readonly key: string;
  /** Byte offset of the record in the segment; 0 where the key names one message. */
  readonly offset: number;
  /** Length in bytes of the whole record in the segment, or of the message where the key names one. */
  readonly length: number;
}

export function formatReference(reference: MessageReference): string {
  return `${reference.store}:${reference.key}:${reference.offset}:${reference.length}`;
}

/** @throws RangeError when the text is not a reference. */
export function parseReference(text: string): MessageReference {
  const parts = /^(segments|eml|memory|s3):(.+):(\d+):(\d+)$/.exec(text);
  if (!parts) throw new RangeError(`not a message reference: ${text}`);
  return {
    store: parts[1] as MessageReference['store'],
    key: parts[2] as string,
    offset: Number(parts[3]),
    length: Number(parts[4]),
  };
}
