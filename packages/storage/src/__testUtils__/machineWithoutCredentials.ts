import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestServer } from './TestServer';
import { withoutProxies } from './withoutProxies';

/**
 * A machine whose environment has no credentials before each test, with a folder for files of them and a server. To be
 * called once in a test file.
 */
export function machineWithoutCredentials() {
  let folder: string;
  let server: TestServer;
  withoutProxies();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'storage-credentials-'));
    server = await TestServer.start();
  });
  beforeEach(() => {
    for (const key of Object.keys(process.env))
      if (/^(AWS|AZURE|GOOGLE|STORAGE)_/.test(key)) delete process.env[key];
    // No chain may leave this machine.
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
    process.env.AWS_CONFIG_FILE = join(folder, 'none');
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'none');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get folder() {
      return folder;
    },
    get server() {
      return server;
    },
  };
}
