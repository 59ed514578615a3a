import { managedPaths } from './managedPaths';

it('names the fields of a manager as conflicts do', () => {
  expect(
    managedPaths({
      'f:metadata': { 'f:labels': { '.': {}, 'f:a.b/c': {} } },
      'f:spec': {
        'f:containers': {
          'k:{"name":"main"}': { '.': {}, 'f:image': {} },
        },
        'f:finalizers': { 'v:"x"': {} },
      },
    }),
  ).toEqual([
    '.metadata.labels.a.b/c',
    '.spec.containers[name="main"].image',
    '.spec.finalizers[="x"]',
  ]);
});

it('takes nothing for nothing', () => {
  expect([managedPaths(undefined), managedPaths({})]).toEqual([[], []]);
});
