import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Reclaimable } from './Reclaimable';
import { sumOfReclaimable } from './sumOfReclaimable';

describe('Reclaimable', () => {
  it('says of how many tables it is not known, beside the sum of the others', async () => {
    renderInTestApp(
      <Reclaimable
        rollUp={sumOfReclaimable([
          { reclaimableBytes: 1024, reclaimableFiles: 2 },
          { reclaimableBytes: 1024, reclaimableUnknown: 2 },
          { reclaimableUnknown: 1 },
        ])}
      />,
    );
    expect(await screen.findByText('and 3 tables unknown')).toBeVisible();
    expect(screen.getByText(/2(\.0)? kB/)).toBeVisible();
  });

  it('says nothing of it where all are known', () => {
    expect(sumOfReclaimable([{ reclaimableBytes: 0 }])).toEqual({
      reclaimableBytes: 0,
    });
  });
});
