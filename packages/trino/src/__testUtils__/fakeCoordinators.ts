import { TrinoClient } from '../client/TrinoClient';
import type { TrinoClientOptions } from '../options';
import {
  FakeCoordinator,
  type FakeAnswer,
  type SeenRequest,
} from './FakeCoordinator';

/** Coordinators and clients of them, which end with the test that asked for them. To be called once in a test file. */
export function fakeCoordinators() {
  const open: Array<() => Promise<void> | void> = [];

  afterEach(async () => {
    for (const end of open.splice(0)) {
      await end();
    }
  });

  return {
    async coordinator(
      answer: (request: SeenRequest, fake: FakeCoordinator) => FakeAnswer,
    ): Promise<FakeCoordinator> {
      const fake = await FakeCoordinator.start(answer);
      open.push(() => fake.stop());
      return fake;
    },

    clientOf(
      fake: FakeCoordinator,
      options: Partial<TrinoClientOptions> = {},
    ): TrinoClient {
      const client = TrinoClient.create({
        server: fake.url,
        user: 'portal',
        ...options,
      });
      open.push(() => client.close());
      return client;
    },
  };
}
