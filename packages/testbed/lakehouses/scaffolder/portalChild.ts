import type { AddressInfo } from 'node:net';
import type { PortalOptions } from './PortalOptions';
import { startPortal } from './startPortal';

/** A portal that tells its address, and ends with who started it. */
async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2]) as PortalOptions;
  const { server } = await startPortal(options);
  const { port } = server.address() as AddressInfo;
  process.send!({ url: `http://127.0.0.1:${port}` });
  process.once('disconnect', () => process.exit(0));
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
