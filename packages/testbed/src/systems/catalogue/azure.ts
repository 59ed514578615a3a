import { randomBytes } from 'node:crypto';
import { startAzurite } from '../../stores';
import { type System, VERIFIED_BY_NPM } from '../System';

export const azure: System<'azure'> = {
  title: 'Azure Blob Storage (Azurite)',
  needs: [],
  fetched: '240 MB from npm, 40 s',
  verified: VERIFIED_BY_NPM,
  prerequisites: [],
  async start({ directory }) {
    const account = 'lakeaccount';
    const accountKey = randomBytes(32).toString('base64');
    const server = await startAzurite({ directory, account, accountKey });
    return {
      connection: { endpoint: `${server.url}/${account}`, account, accountKey },
      stop: () => server.stop(),
    };
  },
};
