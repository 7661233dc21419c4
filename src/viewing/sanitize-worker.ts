import { parentPort } from 'node:worker_threads';
import { type CleaningRequest, HtmlCleaner } from './html-cleaner.ts';

// One document at a time; HtmlSanitizer ends this thread when one takes too long.
const port = parentPort;
if (!port) throw new Error('not in a worker thread');
const cleaner = new HtmlCleaner();
port.on('message', (request: CleaningRequest) => {
  try {
    port.postMessage({ type: 'clean', clean: cleaner.clean(request) });
  } catch (error) {
    // Documents nested so deep that serialising them overflows the stack.
    port.postMessage({ type: 'failed', message: String(error) });
  }
});
port.postMessage({ type: 'ready' });
