import { type Endpoint, parseEndpoint } from './parseEndpoint';

/** A JDBC address: the Service and the database. */
export interface JdbcUrl extends Endpoint {
  database: string;
}

/** The Service and database of a `jdbc:postgresql://…` address; `undefined` if it has none in the cluster. */
export function parseJdbcUrl(text: string): JdbcUrl | undefined {
  const match = /jdbc:postgresql:\/\/[^/\s"';]+\/([^?&;"'\s<]+)/.exec(text);
  const endpoint = match && parseEndpoint(match[0]);
  return endpoint && match ? { ...endpoint, database: match[1] } : undefined;
}
