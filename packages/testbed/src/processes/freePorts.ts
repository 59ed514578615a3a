import { freePort } from './freePort';

/** As many different ports of the loopback interface that are free at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, () => freePort()));
}
