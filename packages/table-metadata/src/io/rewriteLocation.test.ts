import { rewriteLocation } from './rewriteLocation';

describe('rewriteLocation', () => {
  const rewrites = [
    { from: 's3://lake', to: '/all' },
    { from: 's3://lake/sales/', to: '/sales' },
    { from: 's3://lake/sales/orders', to: '/orders/' },
    { from: 'file:///old', to: '/new' },
    { from: 'relative/dir', to: '/abs' },
  ];

  it.each([
    ['s3://lake/x', '/all/x'],
    ['s3://lake/sales/y', '/sales/y'],
    ['s3://lake/sales/orders/metadata/z', '/orders/metadata/z'],
    ['s3://lake/sales/orders', '/orders'],
    ['s3://lake/sales/orders_old/z', '/sales/orders_old/z'],
    ['s3://lakehouse/x', 's3://lakehouse/x'],
    ['file:/old/t', '/new/t'],
    ['/old/t', '/new/t'],
    ['file://localhost/old/t', '/new/t'],
    ['/older/t', '/older/t'],
    ['relative/dir/t', '/abs/t'],
  ])(
    'maps %s to %s: the longest prefix wins, at a path boundary only',
    (location, expected) => {
      expect(rewriteLocation(location, rewrites)).toBe(expected);
      expect(rewriteLocation(location, [...rewrites].reverse())).toBe(expected);
    },
  );
});
