import type { Socket } from 'node:net';
import { limitAnswer } from './limitAnswer';

/** A connection that logs in. */
export interface Login<C> {
  connected: Promise<C>;
  /** Nobody waits for it any more: drivers would go on until their own time is up, and with them a program that is to end. */
  giveUp(): void;
}

/** Knows which socket a pool of connections has made for which login. */
export class LoginSockets {
  #newest: Socket | undefined;

  /** To be called for each socket that the pool makes, before it is connected. */
  add(socket: Socket): Socket {
    limitAnswer(socket);
    this.#newest = socket;
    return socket;
  }

  /** @param connect - Asks the pool, which makes a socket at once unless it gives a connection that it has. */
  login<C>(connect: () => Promise<C>): Login<C> {
    this.#newest = undefined;
    const connected = connect();
    const own = this.#newest as Socket | undefined;
    return { connected, giveUp: () => own?.destroy() };
  }
}
