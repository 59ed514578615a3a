import { AzureFileIO } from '..';
import { machineWithoutCredentials } from '../__testUtils__/machineWithoutCredentials';
import { SECRET } from '../__testUtils__/storesUnderTest';
import { loadBlobLibrary } from './loadBlobLibrary';

describe('credentials', () => {
  const machine = machineWithoutCredentials();

  beforeAll(() => {
    // Takes its time on a busy machine.
    loadBlobLibrary();
  });

  it('of Azure: one way to sign only, and one account per store', () => {
    const warehouses = ['abfss://c@a.dfs.core.windows.net'];
    expect(
      () =>
        new AzureFileIO({ warehouses, accountKey: SECRET, sasToken: 'sig=x' }),
    ).toThrow('one of accountKey, sasToken and anonymous');
    expect(
      () =>
        new AzureFileIO({
          warehouses: [...warehouses, 'abfss://c@b.dfs.core.windows.net'],
        }),
    ).toThrow('several accounts');
  });

  it('of Azure: a signature is sent and never shown', async () => {
    machine.server.answer((_, response) => response.writeHead(403).end());
    const io = new AzureFileIO({
      warehouses: ['abfss://c@a.dfs.core.windows.net'],
      endpoint: machine.server.url,
      sasToken: `?sv=2026&sig=${encodeURIComponent(SECRET)}`,
    });
    const error = await io
      .read('abfss://c@a.dfs.core.windows.net/x')
      .catch(reason => reason);
    expect(machine.server.log[0]).toContain('sig=');
    expect(error).toMatchObject({ name: 'AccessDeniedError' });
    expect(
      JSON.stringify([error, error.message, error.stack, error.cause]),
    ).not.toMatch(/sig=|s3cret/);
  });
});
