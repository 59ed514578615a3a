import type { RefusedListing } from '@lakehouse-portal/plugin-lakehouse-common';

/** A complete listing that is not believed: too many of the known tables are missing in it. Nothing was changed. */
export class ListingRefusedError extends Error {
  readonly name = 'ListingRefusedError';
  readonly listing: RefusedListing;

  /** @param maxLoss - what would have been accepted */
  constructor(
    listing: RefusedListing,
    maxLoss: { share: number; tables: number },
  ) {
    const { known, listed, lost } = listing;
    super(
      `The catalog lists ${count(listed)} tables, and ${count(
        lost,
      )} of the ${count(
        known,
      )} known ones are not among them. That is more than maxLoss allows (${Math.round(
        maxLoss.share * 100,
      )} % and ${count(
        maxLoss.tables,
      )} tables), so that the listing is not believed: nothing was changed or removed. If these tables are gone, scan with acceptLoss=true`,
    );
    this.listing = listing;
  }
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
