// The sanitiser's thread from its sources: a worker thread of Node 20 does not inherit tsx.
import { tsImport } from 'tsx/esm/api';

await tsImport('../../src/viewing/sanitize-worker.ts', import.meta.url);
