import { describe, expect, test } from 'vitest';
import { configOptions, resolveConfig } from './config.ts';

const from = (values: Record<string, unknown>) => resolveConfig([{ name: 'option', values }]);

describe('defaults', () => {
  test('without any source everything has a value', () => {
    const config = resolveConfig([]);
    expect(config.smtp).toEqual({ host: '127.0.0.1', port: 1025 });
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8025 });
    expect(config.store).toBe('segments');
    expect(config.hostname).not.toBe('');
  });

  test('on loopback unknown recipients are caught and domains need no proof; elsewhere neither', () => {
    expect(resolveConfig([])).toMatchObject({ unknownRecipients: 'catch-all', verificationWaived: true });
    expect(from({ smtp: '0.0.0.0:25' })).toMatchObject({ unknownRecipients: 'reject', verificationWaived: false });
    expect(from({ smtp: '0.0.0.0:25', unknownRecipients: 'catch-all' }).unknownRecipients).toBe('catch-all');
  });
});

describe('sources', () => {
  test('a later source wins leaf by leaf', () => {
    const config = resolveConfig([
      { name: 'file', values: { spool: { drainMs: 1, fullWaitMs: 2 } } },
      { name: 'option', values: { spool: { drainMs: '3s' } } },
    ]);
    expect(config.spool).toMatchObject({ drainMs: 3000, fullWaitMs: 2 });
  });

  test('text is read as the kind of the setting', () => {
    const config = from({
      smtp: '[::1]:0',
      insecureNoAuth: 'true',
      campaignHeaders: 'X-A, X-B',
      spool: { segmentBytes: '16MiB' },
      retention: { maxAgeDays: '0.5' },
    });
    expect(config.smtp).toEqual({ host: '::1', port: 0 });
    expect(config.insecureNoAuth).toBe(true);
    expect(config.campaignHeaders).toEqual(['X-A', 'X-B']);
    expect(config.spool.segmentBytes).toBe(16 * 1024 * 1024);
    expect(config.retention.maxAgeDays).toBe(0.5);
  });
});

describe('what is refused, in one sentence that names setting and source', () => {
  test.each([
    [{ foo: 1 }, 'There is no setting "foo" (option).'],
    [{ spool: { foo: 1 } }, 'There is no setting "spool.foo" (option).'],
    [{ smtp: 'nowhere' }, /^The setting smtp is wrong: it must be HOST:PORT/],
    [{ smtp: '127.0.0.1:70000' }, /^The setting smtp is wrong/],
    [{ store: 'tape' }, 'The setting store is wrong: it must be one of segments, eml (option).'],
    [{ spool: { drainMs: 'soon' } }, /^The setting spool.drainMs is wrong: .*\(option\)\.$/],
    [{ http: '0.0.0.0:80' }, /--insecure-no-auth/],
    [{ tls: { key: 'k.pem' } }, /together/],
    [{ auth: { users: 'bob' } }, /user:password/],
  ])('%j', (values, message) => {
    expect(() => from(values)).toThrow(message);
  });

  test('an address that is not loopback is allowed for HTTP when asked for', () => {
    expect(from({ http: '0.0.0.0:80', insecureNoAuth: true }).http.host).toBe('0.0.0.0');
  });
});

test('every setting has a flag, a variable and a description', () => {
  const options = configOptions();
  expect(options.find((option) => option.path === 'spool.fullWaitMs')).toMatchObject({
    flag: '--spool-full-wait-ms',
    variable: 'MILLRACE_SPOOL_FULL_WAIT_MS',
    defaultText: '10s',
  });
  for (const option of options) expect(option.description, option.path).toMatch(/\.$/);
});
