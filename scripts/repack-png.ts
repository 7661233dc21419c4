import { deflateSync, inflateSync } from 'node:zlib';
import { pngChunk } from '../test/support/png.ts';

/**
 * The same picture in fewer bytes. Browsers pack for speed and filter every line; flat areas, which pages are made of, deflate better
 * without filters (PNG 1.2, 9.6): a list of mails from 223 to 188 kB.
 * @param png 8 bits a channel, RGB or RGBA, not interlaced: what browsers write.
 */
export function repackPng(png: Buffer): Buffer {
  const kept: Buffer[] = [png.subarray(0, 8)];
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const end = at + 12 + png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') data.push(png.subarray(at + 8, end - 4));
    else if (type !== 'IEND') kept.push(png.subarray(at, end));
    at = end;
  }
  // The header is the first chunk: width and colour type (6: with alpha).
  const pixelBytes = png[25] === 6 ? 4 : 3;
  const lines = withoutFilters(inflateSync(Buffer.concat(data)), png.readUInt32BE(16) * pixelBytes, pixelBytes);
  return Buffer.concat([
    ...kept,
    pngChunk('IDAT', deflateSync(lines, { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function withoutFilters(filtered: Buffer, lineBytes: number, pixelBytes: number): Buffer {
  const plain = Buffer.alloc(filtered.length);
  const step = lineBytes + 1;
  for (let line = 0; line < filtered.length; line += step) {
    const filter = filtered[line] as number;
    for (let x = 1; x <= lineBytes; x += 1) {
      const left = x > pixelBytes ? (plain[line + x - pixelBytes] as number) : 0;
      const up = line > 0 ? (plain[line - step + x] as number) : 0;
      const upLeft = line > 0 && x > pixelBytes ? (plain[line - step + x - pixelBytes] as number) : 0;
      plain[line + x] = (filtered[line + x] as number) + predicted(filter, left, up, upLeft);
    }
  }
  return plain;
}

/** PNG 1.2, 6.2 to 6.6. */
function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [toLeft, toUp, toUpLeft] = [Math.abs(up - upLeft), Math.abs(left - upLeft), Math.abs(left + up - 2 * upLeft)];
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
