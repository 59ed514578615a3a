import { failureOfError } from './failureOfError';
import { failureOfStatus } from './failureOfStatus';
import { parseRetryAfter } from './parseRetryAfter';
import { requestPolicy } from './requestPolicy';
import { StoreFailure } from './StoreFailure';
import { withRetries } from './withRetries';

describe('retries', () => {
  it('wait a random share of a bound that doubles up to its own bound', async () => {
    const waits: number[] = [];
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const timers = jest
      .spyOn(require('node:timers/promises'), 'setTimeout')
      .mockImplementation(async ms => {
        waits.push(ms as number);
      });
    const policy = requestPolicy({
      attempts: 6,
      backoffMs: 100,
      maxBackoffMs: 500,
    });
    await expect(
      withRetries('s3://a/b', policy, undefined, async () => {
        throw new StoreFailure('transient', 'the store answered 503', {
          status: 503,
        });
      }),
    ).rejects.toMatchObject({ attempts: 6, status: 503 });
    expect(waits).toEqual([50, 100, 200, 250, 250]);
    timers.mockRestore();
    jest.restoreAllMocks();
  });

  it('do not hide defects of our own', async () => {
    let tries = 0;
    await expect(
      withRetries('s3://a/b', requestPolicy(), undefined, async () => {
        tries++;
        throw new TypeError('a defect');
      }),
    ).rejects.toThrow('a defect');
    expect(tries).toBe(1);
  });

  it.each([
    [500, undefined, 'transient'],
    [502, undefined, 'transient'],
    [503, 'SlowDown', 'transient'],
    [504, undefined, 'transient'],
    [429, undefined, 'transient'],
    [408, undefined, 'transient'],
    [400, 'RequestTimeout', 'transient'],
    [501, 'NotImplemented', 'permanent'],
    [400, 'InvalidArgument', 'permanent'],
    [400, 'ExpiredToken', 'denied'],
    [403, 'SignatureDoesNotMatch', 'denied'],
    [401, undefined, 'denied'],
    [404, 'NoSuchKey', 'missing'],
    [404, 'NoSuchBucket', 'missing'],
    [416, 'InvalidRange', 'beyond-end'],
  ])('take %s %s for %s', (status, code, kind) => {
    expect(failureOfStatus(status, { code }).kind).toBe(kind);
  });

  it('understand errors of the network at any depth, and quote none', () => {
    const wrapped = Object.assign(new Error('GET https://h/?sig=s3cret'), {
      code: 'REQUEST_SEND_ERROR',
      cause: Object.assign(new Error(), { code: 'ECONNRESET' }),
    });
    expect(failureOfError(wrapped)).toMatchObject({
      kind: 'transient',
      code: 'ECONNRESET',
      message: 'the connection was reset (ECONNRESET)',
    });
    expect(failureOfError(new Error('s3cret'))).toMatchObject({
      kind: 'permanent',
      message: 'the client failed with Error',
    });
    expect(failureOfError('s3cret').message).not.toContain('s3cret');
    expect(
      failureOfError({ name: 'Error', code: 'CERT_HAS_EXPIRED' }).kind,
    ).toBe('permanent');
  });

  it('read Retry-After as seconds and as a date, and nothing else', () => {
    const now = Date.parse('Thu, 26 Nov 2026 12:00:00 GMT');
    expect(parseRetryAfter('7', now)).toBe(7000);
    expect(parseRetryAfter(' 0 ', now)).toBe(0);
    expect(parseRetryAfter('Thu, 26 Nov 2026 12:00:05 GMT', now)).toBe(5000);
    expect(parseRetryAfter('Thu, 26 Nov 2026 11:00:00 GMT', now)).toBe(0);
    for (const text of ['', 'soon', '-1', '1e9', '2026-11-26', undefined])
      expect(parseRetryAfter(text, now)).toBeUndefined();
  });

  it('refuse limits that make no sense', () => {
    for (const options of [
      { attempts: 0 },
      { attempts: 100 },
      { stallTimeoutMs: 0 },
      { attemptTimeoutMs: 2 ** 31 },
      { backoffMs: Number.NaN },
    ])
      expect(() => requestPolicy(options)).toThrow(
        expect.objectContaining({ name: 'StorageConfigError' }),
      );
  });
});
