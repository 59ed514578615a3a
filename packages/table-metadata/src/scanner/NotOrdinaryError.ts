/**
 * The quick scanner met something that it does not handle: damage, a number beyond 2^52, an encoding that nobody writes.
 * Never leaves this folder: the manifest is then read by the exact reader, which copes or says what is wrong.
 */
export class NotOrdinaryError extends Error {
  constructor() {
    super('This manifest needs the exact reader');
    this.name = 'NotOrdinaryError';
  }
}
