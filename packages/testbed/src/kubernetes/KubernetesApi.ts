import { request } from 'node:https';

const REQUEST_TIMEOUT_MS = 30_000;

/** The API server refused; `status` is that of HTTP, `reason` as Kubernetes has it (`Conflict`, `Forbidden`). */
export class KubernetesApiError extends Error {
  readonly name = 'KubernetesApiError';

  constructor(
    message: string,
    readonly status: number,
    readonly reason: string | undefined,
  ) {
    super(message);
  }
}

/** What the testbed itself asks an API server. Tests use a client of Kubernetes. */
export class KubernetesApi {
  constructor(
    readonly url: string,
    /** The authority that signed the server's certificate, in PEM. */
    readonly ca: string,
    readonly token: string,
  ) {}

  /**
   * Asks, and returns the answer: an object of JSON, or a text.
   *
   * @param body - An object is sent as JSON, a text as YAML to be applied.
   * @throws KubernetesApiError where it refuses.
   */
  async request<T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object | string,
  ): Promise<T> {
    const { status, text } = await this.#send(method, path, body);
    const answer = parse(text);
    if (status >= 300) {
      const { message = text, reason } = answer as {
        message?: string;
        reason?: string;
      };
      throw new KubernetesApiError(
        `${method} ${path}: ${status}: ${message}`,
        status,
        reason,
      );
    }
    return answer as T;
  }

  #send(
    method: string,
    path: string,
    body: object | string | undefined,
  ): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.url}${path}`,
        {
          method,
          ca: this.ca,
          agent: false,
          timeout: REQUEST_TIMEOUT_MS,
          headers: {
            authorization: `Bearer ${this.token}`,
            accept: 'application/json',
            ...(body !== undefined && {
              'content-type':
                typeof body === 'string'
                  ? 'application/apply-patch+yaml'
                  : 'application/json',
            }),
          },
        },
        incoming => {
          const chunks: Buffer[] = [];
          incoming.on('data', chunk => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () =>
            resolve({
              status: incoming.statusCode!,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.once('timeout', () =>
        outgoing.destroy(
          new Error(`${method} ${path}: no answer in ${REQUEST_TIMEOUT_MS} ms`),
        ),
      );
      outgoing.once('error', reject);
      outgoing.end(typeof body === 'object' ? JSON.stringify(body) : body);
    });
  }
}

/** `/readyz` answers with a text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
