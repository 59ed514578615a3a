import type { ConnectionPhase } from '../errors';

/** One exchange of request and answer failed below HTTP. */
export class ExchangeFailure extends Error {
  constructor(
    readonly code: string,
    readonly phase: ConnectionPhase,
    /** True when no byte of the request can have reached the server. */
    readonly neverSent: boolean,
    message: string,
  ) {
    super(message);
    this.name = 'ExchangeFailure';
  }
}

/** The answer is larger than may be. */
export class OversizedAnswer extends Error {
  constructor(readonly maxBytes: number) {
    super(`More than ${maxBytes} bytes`);
    this.name = 'OversizedAnswer';
  }
}
