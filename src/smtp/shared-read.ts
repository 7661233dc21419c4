import type { Socket } from 'node:net';

/** Larger than what a socket holds as a rule: fewer reads of a message. */
const buffer = Buffer.allocUnsafeSlow(256 * 1024);

type Handle = { useUserBuffer?(buffer: Uint8Array): void };

/**
 * Has a socket that was accepted read into the one buffer of all sockets instead of an allocation of 64 KiB for every read, which Node
 * then shrinks, wraps and leaves to the garbage collector: a third of the engine's own time at 1 KiB. Node offers this (`onread`) for
 * sockets that connect, but not for those that a server accepts, so this sets what that option sets; where that is not as expected,
 * nothing is changed and false returned: listen to `data` then.
 * @param onRead bytes are valid during the call
 */
export function readIntoSharedBuffer(socket: Socket, onRead: (bytes: Buffer) => void): boolean {
  const fields = socket as unknown as Record<symbol, unknown> & { readonly _handle?: Handle | null };
  const symbols = new Map(Object.getOwnPropertySymbols(socket).map((symbol) => [symbol.description, symbol]));
  const [ofBuffer, ofCallback] = [symbols.get('kBuffer'), symbols.get('kBufferCb')];
  if (ofBuffer === undefined || ofCallback === undefined || typeof fields._handle?.useUserBuffer !== 'function')
    return false;
  fields[ofBuffer] = buffer;
  fields[ofCallback] = (length: number) => {
    onRead(buffer.subarray(0, length));
    return true;
  };
  fields._handle.useUserBuffer(buffer);
  return true;
}
