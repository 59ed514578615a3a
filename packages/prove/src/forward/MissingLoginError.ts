/** Nothing in the cluster says with which password Trino is to be asked. */
export class MissingLoginError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MissingLoginError';
  }
}
