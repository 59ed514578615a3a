import {
  request as httpRequest,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { tlsMismatch } from '@lakehouse-portal/table-metadata';
import type { ConnectionPhase } from '../errors';
import { ExchangeFailure, OversizedAnswer } from './ExchangeFailure';

/** One HTTP request. */
export interface ExchangeRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  agent: Agent;
  connectTimeoutMs: number;
  /** Silence that is taken for the end. */
  idleTimeoutMs: number;
  /** Of the answer, unpacked. */
  maxBytes: number;
  signal?: AbortSignal;
}

/** Its answer; redirects are answers like others. */
export interface ExchangeAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const TLS_CODES =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_)/;

/**
 * Sends one request and reads the answer, bounded in time and memory. Follows nothing and repeats nothing.
 *
 * @throws ExchangeFailure, OversizedAnswer, or the reason of the signal.
 */
export async function exchange(
  request: ExchangeRequest,
): Promise<ExchangeAnswer> {
  const { signal } = request;
  signal?.throwIfAborted();
  const isAddress = isIP(request.url.hostname.replace(/^\[|\]$/g, '')) > 0;
  const state: ExchangeState = {
    phase: isAddress ? 'tcp' : 'dns',
    isSent: false,
  };
  try {
    const response = await send(request, state);
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await readBody(response, request),
    };
  } catch (thrown) {
    state.request?.destroy();
    signal?.throwIfAborted();
    if (
      thrown instanceof OversizedAnswer ||
      thrown instanceof ExchangeFailure
    ) {
      throw thrown;
    }
    throw toFailure(thrown, state, request.url);
  } finally {
    clearTimeout(state.connectTimer);
  }
}

interface ExchangeState {
  phase: ConnectionPhase;
  isSent: boolean;
  request?: ClientRequest;
  connectTimer?: NodeJS.Timeout;
}

function send(
  options: ExchangeRequest,
  state: ExchangeState,
): Promise<IncomingMessage> {
  const { url, method, headers, body, agent, signal } = options;
  const isTls = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (isTls ? httpsRequest : httpRequest)(url, {
      method,
      agent,
      signal,
      headers: {
        ...headers,
        ...(body !== undefined && {
          'Content-Length': String(Buffer.byteLength(body)),
        }),
      },
    });
    state.request = request;
    state.connectTimer = setTimeout(() => {
      request.destroy(
        new ExchangeFailure(
          'TIMEOUT',
          state.phase,
          true,
          `no connection within ${options.connectTimeoutMs} ms`,
        ),
      );
    }, options.connectTimeoutMs);
    request.setTimeout(options.idleTimeoutMs, () =>
      request.destroy(
        new ExchangeFailure(
          'TIMEOUT',
          state.phase,
          !state.isSent,
          `no answer for ${options.idleTimeoutMs} ms`,
        ),
      ),
    );
    request.once('socket', socket => {
      const connected = () => {
        clearTimeout(state.connectTimer);
        state.phase = 'exchange';
        state.isSent = true;
      };
      if (request.reusedSocket || (!socket.connecting && !isTls)) {
        connected();
        return;
      }
      socket.once('lookup', () => {
        state.phase = 'tcp';
      });
      socket.once('connect', () => {
        if (isTls) {
          state.phase = 'tls';
        } else {
          connected();
        }
      });
      socket.once('secureConnect', connected);
    });
    request.once('error', reject);
    request.once('response', resolve);
    request.end(body);
  });
}

async function readBody(
  response: IncomingMessage,
  { maxBytes }: ExchangeRequest,
): Promise<Buffer> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    response.destroy();
    throw new ExchangeFailure(
      'ENCODING',
      'exchange',
      false,
      'an answer in an encoding that was not asked for',
    );
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked(response, encoding)) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw new OversizedAnswer(maxBytes);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function unpacked(response: IncomingMessage, encoding: string): Readable {
  if (encoding === 'identity') {
    return response;
  }
  const gunzip = createGunzip();
  // The error of a connection that broke off must reach the reader; pipe() alone would leave it waiting.
  response.once('error', error => gunzip.destroy(error));
  response.once('aborted', () =>
    gunzip.destroy(
      new ExchangeFailure('ECONNRESET', 'exchange', false, 'broken off'),
    ),
  );
  return response.pipe(gunzip);
}

function toFailure(
  thrown: unknown,
  state: ExchangeState,
  { protocol }: URL,
): ExchangeFailure {
  const error = thrown as NodeJS.ErrnoException;
  const code =
    typeof error?.code === 'string' && error.code ? error.code : 'UNKNOWN';
  const isDns = code === 'ENOTFOUND' || code === 'EAI_AGAIN';
  const isTls = TLS_CODES.test(code) && !state.isSent;
  let phase = state.phase;
  if (isDns) {
    phase = 'dns';
  } else if (isTls) {
    phase = 'tls';
  } else if (phase === 'dns') {
    // The name was found, or the failure would say so: what failed was to reach it.
    phase = 'tcp';
  }
  const mismatch = tlsMismatch(thrown, {
    protocol,
    bytesRead: state.request?.socket?.bytesRead,
  });
  return new ExchangeFailure(code, phase, !state.isSent, mismatch ?? code);
}
