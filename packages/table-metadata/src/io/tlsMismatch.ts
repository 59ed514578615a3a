/** What is known of a request besides how it failed. */
export interface FailedRequest {
  /** `http:` or `https:`. */
  protocol: string;
  /** What had come on its connection; fetch tells it by its error. */
  bytesRead?: number;
}

const SPEAKS_NO_TLS =
  'the server speaks no TLS there; try http:// instead of https://';
const SPEAKS_TLS =
  'the server speaks TLS there; try https:// instead of http://';
/** Of Go, nginx and httpd, for whoever sends HTTP to their port for TLS: they answer 400, without TLS. */
const ASKS_FOR_TLS =
  /HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled server/;
/** The head of an alert of TLS, as hex: all that a server says in it to whoever speaks no TLS. */
const ALERT = /^1503/;

/**
 * What a failed connection tells of a server that speaks TLS and was asked without, or the other way round: follows
 * "could not be read: ". Of a server that only closes the connection it is no more than an advice.
 *
 * @param error - As it was thrown; what it wraps is looked at too.
 * @returns Undefined where nothing speaks for that.
 */
export function tlsMismatch(
  error: unknown,
  request?: FailedRequest,
): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5; depth++) {
    if (typeof current !== 'object' || current === null) return undefined;
    const found = mismatchOf(current as ErrorOfNetwork, request);
    if (found !== undefined) return found;
    const { cause, errors } = current as ErrorOfNetwork;
    current = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return undefined;
}

/** The same of an answer: some servers say it, without TLS. */
export function tlsMismatchOfAnswer(
  status: number,
  text: string,
): string | undefined {
  return status === 400 && ASKS_FOR_TLS.test(text) ? SPEAKS_TLS : undefined;
}

/** What fetch and Node's own client tell; nothing is certain of what is thrown. */
interface ErrorOfNetwork {
  code?: unknown;
  message?: unknown;
  cause?: unknown;
  errors?: unknown;
  /** Of Node's parser: what was no HTTP. */
  rawPacket?: unknown;
  /** Of that of fetch. */
  data?: unknown;
  /** Of fetch. */
  socket?: { bytesRead?: unknown } | null;
}

function mismatchOf(
  error: ErrorOfNetwork,
  request: FailedRequest | undefined,
): string | undefined {
  const { code, rawPacket, data } = error;
  const message = String(error.message);
  // OpenSSL's word for a record that is none of any version. Clients that wrap what Node says keep its words at least.
  if (
    code === 'ERR_SSL_WRONG_VERSION_NUMBER' ||
    /\bEPROTO\b[^]*wrong version number/.test(message)
  )
    return SPEAKS_NO_TLS;
  if (ALERT.test(hexOf(rawPacket ?? data))) return SPEAKS_TLS;
  if (message.includes('before secure TLS connection was established'))
    return 'the connection was closed before there was TLS; if the server speaks none there, try http:// instead of https://';
  if (request?.protocol === 'http:' && isUnanswered(error, request))
    return 'the connection was closed without an answer; if the server speaks TLS there, try https:// instead of http://';
  return undefined;
}

function isUnanswered(
  { code, message, socket }: ErrorOfNetwork,
  request: FailedRequest,
): boolean {
  const bytesRead = request.bytesRead ?? socket?.bytesRead;
  return bytesRead === undefined
    ? // Node says so where there was not even the head of an answer.
      String(message).endsWith('socket hang up')
    : bytesRead === 0 && (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET');
}

function hexOf(bytes: unknown): string {
  if (typeof bytes === 'string')
    return Buffer.from(bytes.slice(0, 4), 'latin1').toString('hex');
  return bytes instanceof Uint8Array
    ? Buffer.from(bytes.subarray(0, 4)).toString('hex')
    : '';
}
