import { serverName } from './serverName';

it('names a server by host and port, addresses of IPv6 in brackets', () => {
  const name = (host: string) => serverName('MySQL', { host, port: 3306 });
  expect(['db', '10.0.0.1', '::1', '[::1]'].map(name)).toEqual([
    'MySQL at db:3306',
    'MySQL at 10.0.0.1:3306',
    'MySQL at [::1]:3306',
    'MySQL at [::1]:3306',
  ]);
});
