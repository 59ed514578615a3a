import { Client } from 'pg';

type Connected = (error: Error | null) => void;

/**
 * A client that closes the connection of a login that failed. The driver's own leaves that to the server, which may keep it
 * open in case that somebody tries again: for a minute by default, for which a program would not end.
 */
export class PostgresLogin extends Client {
  override connect(): Promise<Client>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<Client> | void {
    if (!connected)
      return new Promise((resolve, reject) => {
        this.connect(error => (error ? reject(error) : resolve(this)));
      });
    return super.connect((error: Error | null) => {
      if (error) this.connection.stream.destroy();
      connected(error);
    });
  }
}
