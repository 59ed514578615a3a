import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  entityPresentationApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { NamedText } from './NamedText';

const TITLES: Record<string, string> = {
  'user:default/amara.okafor': 'Amara Okafor',
};

function renderText(children: string) {
  return renderInTestApp(
    <p>
      <NamedText>{children}</NamedText>
    </p>,
    {
      apis: [
        [
          entityPresentationApiRef,
          {
            forEntity: (ref: unknown) => {
              const snapshot = {
                entityRef: String(ref),
                primaryTitle: TITLES[String(ref)] ?? 'Nobody',
              };
              return { snapshot, promise: Promise.resolve(snapshot) };
            },
          },
        ],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

describe('A sentence of the back end', () => {
  it('names people by their titles, with the reference on hover, and leads to them', async () => {
    renderText('Cancelled by user:default/amara.okafor.');
    const person = await screen.findByRole('link', { name: 'Amara Okafor' });
    expect(person).toHaveAttribute(
      'href',
      '/catalog/default/user/amara.okafor',
    );
    expect(screen.getByTitle('user:default/amara.okafor')).toBeInTheDocument();
    expect(person.closest('p')).toHaveTextContent(
      /^Cancelled by Amara Okafor\.$/,
    );
  });

  it('shortens ids of snapshots, in full on hover, and leaves paths, sizes and policies alone', async () => {
    renderText(
      'Snapshot 9223372036854775807 is current; metadata/snap-9223372036854775807-1-a.avro of 123456789 bytes stays, says policy:nightly.',
    );
    expect(await screen.findByTitle('9223372036854775807')).toHaveTextContent(
      /^9223…5807$/,
    );
    expect(
      screen.getByText(/snap-9223372036854775807-1-a\.avro/),
    ).toHaveTextContent(/of 123456789 bytes stays, says policy:nightly\.$/);
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
