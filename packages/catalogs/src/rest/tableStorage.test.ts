import { tableStorage } from './tableStorage';

describe('credentials that a catalog lends', () => {
  const key = (id: string) => ({ 's3.access-key-id': id });

  it('are those of the longest prefix that the table is below of, over those for all', () => {
    const answer = {
      config: {
        's3.endpoint': 'http://s3',
        's3.access-key-id': 'all',
        token: 'for the catalog',
      },
      credentials: [
        { prefix: 's3', config: key('scheme') },
        { prefix: 's3://lake/shop', config: key('shop') },
        { prefix: 's3://lake/shop/orders/', config: key('other') },
        { prefix: 's3://lake/shop/order', config: key('neighbour') },
        { prefix: 7, config: key('nonsense') },
        null,
      ],
    };
    expect(tableStorage(answer, 's3://lake/shop/orders')).toEqual({
      's3.endpoint': 'http://s3',
      's3.access-key-id': 'shop',
    });
    expect(tableStorage(answer, 's3://other/t')).toMatchObject(key('scheme'));
    expect(tableStorage(answer, 'gs://other/t')).toMatchObject(key('all'));
  });

  it('are none where the catalog only says where its store is', () => {
    expect(
      tableStorage(
        {
          config: {
            's3.endpoint': 'http://s3',
            's3.remote-signing-enabled': 'true',
            token: 'x',
          },
        },
        's3://lake/t',
      ),
    ).toBeUndefined();
    expect(tableStorage({}, 's3://lake/t')).toBeUndefined();
    expect(
      tableStorage(
        { config: { 'adls.sas-token.account': 'sig' } },
        'abfss://c@account.dfs.core.windows.net/t',
      ),
    ).toEqual({ 'adls.sas-token.account': 'sig' });
  });
});
