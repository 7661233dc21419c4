// Workers do not inherit tsx on Node 20: it is registered here, then the thread's part of paced-load.ts runs.
import { register } from 'tsx/esm/api';

register();
await import('./paced-load.ts');
