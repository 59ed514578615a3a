import { createServer } from 'node:net';
import { freePort } from './freePort';

describe('bug: a port that was free a second ago was taken by a connection of somebody else', () => {
  it('none is one that the system gives to clients, and none is given twice', async () => {
    const ports = await Promise.all(
      Array.from({ length: 200 }, () => freePort()),
    );
    expect(new Set(ports).size).toBe(200);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });

  it('a program that takes the next port besides finds that one free, too', async () => {
    const first = await freePort(2);
    const listening = await Promise.all(
      [first, first + 1].map(async port => {
        const server = createServer();
        await new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen(port, '127.0.0.1', resolve);
        });
        return server;
      }),
    );
    expect(listening.map(({ listening: isOpen }) => isOpen)).toEqual([
      true,
      true,
    ]);
    for (const server of listening) server.close();
  });
});

describe('bug: two of Jest’s workers got the same port, as neither listened at it yet', () => {
  it('none is one that another process, or another file of tests, was given before', async () => {
    const given = await freePort();
    const crypto = jest.requireActual('node:crypto');
    const drawn = [given];
    jest.doMock('node:crypto', () => ({
      ...crypto,
      randomInt: (lowest: number, beyondHighest: number) =>
        drawn.shift() ?? crypto.randomInt(lowest, beyondHighest),
    }));
    let elsewhere: { freePort: typeof freePort };
    jest.isolateModules(() => {
      elsewhere = jest.requireActual('./freePort');
    });
    jest.dontMock('node:crypto');
    expect(await elsewhere!.freePort()).not.toBe(given);
    expect(drawn).toEqual([]);
  });
});
