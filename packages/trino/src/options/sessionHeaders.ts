import { TrinoConfigurationError } from '../errors';
import type { TrinoSession } from './TrinoClientOptions';

/** What a header can carry; Node would refuse others too, and later. */
const HEADER_TEXT = /^[\t\x20-\x7e\xa0-\xff]*$/;
/** Names of session properties and catalogs: nothing that would end the name in the header. */
const NAME = /^[^\s=,;"\\\x00-\x1f\x7f]+$/;

/** Options of trino-client that hold a session. */
export interface SessionHeaders {
  source: string;
  catalog?: string;
  schema?: string;
  session: Record<string, string>;
  extraHeaders: Record<string, string>;
}

/**
 * A session as trino-client takes it. It does not encode values of session properties, so that they are encoded here;
 * and all goes to the client rather than to its query, since trino-client sends what a query adds with the first
 * request only.
 *
 * @throws TrinoConfigurationError for what no header can carry.
 */
export function sessionHeaders(
  session: TrinoSession & { user: string },
): SessionHeaders {
  const { user, catalog, schema, traceToken, clientTags = [] } = session;
  const roles = Object.entries(session.roles ?? {}).map(
    ([name, role]) =>
      `${nameOf('roles', name)}=${encodeURIComponent(roleOf(role))}`,
  );
  if (user.trim() === '') {
    throw new TrinoConfigurationError('user must not be empty');
  }
  for (const tag of clientTags) {
    if (tag.includes(',')) {
      throw new TrinoConfigurationError('clientTags must not hold a comma');
    }
  }
  return {
    source: headerText('source', session.source ?? 'lakehouse-portal'),
    catalog: catalog && headerText('catalog', catalog),
    schema: schema && headerText('schema', schema),
    session: Object.fromEntries(
      Object.entries(session.sessionProperties ?? {}).map(([name, value]) => [
        nameOf('sessionProperties', name),
        encodeURIComponent(value),
      ]),
    ),
    extraHeaders: {
      'X-Trino-User': headerText('user', user),
      // Results must not depend on where the back end runs.
      'X-Trino-Time-Zone': 'UTC',
      // Without it Trino cuts timestamps to milliseconds.
      'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
      ...(traceToken && {
        'X-Trino-Trace-Token': headerText('traceToken', traceToken),
      }),
      ...(clientTags.length > 0 && {
        'X-Trino-Client-Tags': headerText('clientTags', clientTags.join(',')),
      }),
      ...(roles.length > 0 && { 'X-Trino-Role': roles.join(',') }),
    },
  };
}

function roleOf(role: string): string {
  return role === 'ALL' || role === 'NONE' ? role : `ROLE{${role}}`;
}

function nameOf(option: string, name: string): string {
  if (!NAME.test(name)) {
    throw new TrinoConfigurationError(
      `${option} has a name that Trino could not read: ${JSON.stringify(name)}`,
    );
  }
  return headerText(option, name);
}

function headerText(option: string, text: string): string {
  if (!HEADER_TEXT.test(text)) {
    throw new TrinoConfigurationError(
      `${option} holds characters that an HTTP header can't carry (line breaks, control characters, or beyond Latin-1)`,
    );
  }
  return text;
}
