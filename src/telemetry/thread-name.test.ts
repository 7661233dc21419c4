import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nameThread } from './thread-name.ts';

describe.runIf(process.platform === 'linux')('nameThread', () => {
  it('names the calling thread, and no other', () => {
    const ownComm = () => readFileSync('/proc/thread-self/comm', 'utf8').trim();
    const before = ownComm();
    try {
      nameThread('testing-names');
      expect(ownComm()).toBe('testing-names');
    } finally {
      nameThread(before);
    }
    expect(ownComm()).toBe(before);
  });
});
