import type { QueryAnswer, QueryTask } from './QueryMessages';
import { runQuery } from './runQuery';

/** The module that a query process starts with: this one, wherever it was built to. */
export const queryProcessPath = __filename;

const watchIntervalMs = 100;

/** Answers the one task that this process gets, then waits to be ended. */
export function startQueryProcess(): void {
  // Without its parent nobody would end this process; a busy engine ignores a polite exit.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.once('message', async (task: QueryTask) => {
    watchMemory(task.processLimitBytes);
    answer(await runQuery(task));
  });
}

/** The parent watches as well, but can see into another process on Linux only. */
function watchMemory(limitBytes: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > limitBytes) {
      answer({ kind: 'out-of-memory' }, () =>
        process.kill(process.pid, 'SIGKILL'),
      );
    }
  }, watchIntervalMs).unref();
}

function answer(message: QueryAnswer, done?: () => void): void {
  process.send?.(message, undefined, undefined, done);
}

if (require.main === module && process.send) {
  startQueryProcess();
}
