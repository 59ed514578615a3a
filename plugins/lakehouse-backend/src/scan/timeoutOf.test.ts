import { ScanTimeoutError } from './ScanTimeoutError';
import { timeoutOf } from './timeoutOf';

describe('timeoutOf', () => {
  it('bug: tells the end of the time of a task from the end of the back end', async () => {
    const schedule = { timeout: { milliseconds: 20 } };
    const ended = new AbortController();
    const early = timeoutOf(ended.signal, schedule);
    ended.abort(new Error('The back end stops'));
    expect(early.reason).toMatchObject({ message: 'The back end stops' });

    const over = new AbortController();
    const late = timeoutOf(over.signal, schedule);
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(late.aborted).toBe(false);
    over.abort();
    expect(late.reason).toBeInstanceOf(ScanTimeoutError);
  });
});
