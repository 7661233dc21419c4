/*
 * Headers of what comes out of messages: bytes that strangers wrote, on the same origin as the pages.
 */

/** RFC 6266 and RFC 8187: an ASCII name for old clients, the real one beside it. No quote, path or line end gets through. */
export function attachmentDisposition(filename: string): string {
  const name = filename.replace(/[\u0000-\u001f\u007f-\u009f/\\:*?"<>|]/g, '_').slice(0, 200);
  const ascii = name.replace(/[^ -~]/g, '_').replace(/[%;]/g, '_') || 'file';
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return ascii === name
    ? `attachment; filename="${ascii}"`
    : `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,80}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}$/;
/** Types in which a browser would run something if it showed them: they go out as bytes. */
const active = /html|xml|svg|javascript|ecmascript|pdf|flash|multipart|message/;

export function downloadHeaders(contentType: string, filename: string): Record<string, string> {
  const bare = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const type = mediaType.test(bare) && !active.test(bare) ? bare : 'application/octet-stream';
  return {
    'content-type': type,
    'content-disposition': attachmentDisposition(filename),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    // A sandboxed frame has an origin of its own, and its inline pictures come from here.
    'cross-origin-resource-policy': type.startsWith('image/') ? 'cross-origin' : 'same-origin',
  };
}

/**
 * For the HTML of a message. `'self'` is no use in a sandbox without same-origin in every browser, so the pictures' host is named.
 * `sandbox` without allow-scripts: nothing runs even when the frame's own attribute is missing.
 */
export function htmlPolicy(host: string): string {
  return (
    `default-src 'none'; img-src data: http://${host} https://${host}; style-src 'unsafe-inline'; font-src data:; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
  );
}
