// The little of jsdom that sanitising uses: its own types would bring the whole of lib.dom into a program that has no DOM.
declare module 'jsdom' {
  export class JSDOM {
    constructor(html?: string, options?: Record<string, unknown>);
    readonly window: { close(): void };
  }
}
