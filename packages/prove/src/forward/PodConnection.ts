import { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';

const DATA = 0;
const ERROR = 1;
/** The first bytes of each channel say which port it is for. */
const PORT_BYTES = 2;
/** Larger messages hold up what others have to say on the way. */
const LARGEST = 32 * 1024;

/** The bytes of one connection to a port of a pod, in messages of a WebSocket. */
export class PodConnection extends Duplex {
  readonly #socket: WebSocket;
  readonly #port: number;
  /** Channels that have said which port they are for. */
  readonly #begun = new Set<number>();

  /** @param socket - That opens, with the protocol `v4.channel.k8s.io`. */
  constructor(socket: WebSocket, port: number) {
    super();
    this.#socket = socket;
    this.#port = port;
    socket.on('message', data => this.#receive(bytesOf(data)));
    socket.once('close', () => this.push(null));
    socket.on('error', error => this.destroy(error));
  }

  override _read(): void {
    // One that is not open yet has nothing to go on with.
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.resume();
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null) => void,
  ): void {
    this.#send(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    // There is no closing one half of it.
    this.#socket.close();
    done();
  }

  override _destroy(
    error: Error | null,
    done: (error?: Error | null) => void,
  ): void {
    this.#socket.terminate();
    done(error);
  }

  #send(rest: Buffer, done: (error?: Error | null) => void): void {
    const part = rest.subarray(0, LARGEST);
    this.#socket.send(Buffer.concat([Buffer.of(DATA), part]), error => {
      if (error || rest.length <= LARGEST) done(error);
      else this.#send(rest.subarray(LARGEST), done);
    });
  }

  #receive(message: Buffer): void {
    const channel = message[0];
    const begun = this.#begun.has(channel);
    this.#begun.add(channel);
    const bytes = message.subarray(begun ? 1 : 1 + PORT_BYTES);
    if (channel === DATA && bytes.length > 0 && !this.push(bytes))
      this.#socket.pause();
    if (channel === ERROR && bytes.length > 0)
      this.destroy(
        new Error(
          `Port ${this.#port} of the pod: ${bytes
            .toString('utf8')
            .slice(0, 500)}`,
        ),
      );
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
