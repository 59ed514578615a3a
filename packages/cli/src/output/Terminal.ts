/**
 * Where a command writes.
 */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Errors and warnings. */
  err(text: string): void;
}

/**
 * The terminal of this process. A reader that closes its pipe early (`| head`) is no error.
 */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(ignoreClosedPipe))
      stream.on('error', ignoreClosedPipe);
  }
  return {
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  // A full disk, say: there is nobody left who could catch it.
  process.stderr.write(`lakehouse: ${error.message}\n`);
  process.exit(1);
}
