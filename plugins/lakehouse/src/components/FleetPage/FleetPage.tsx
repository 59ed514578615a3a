import { Container } from '@backstage/ui';
import { Surface } from '../shared';
import { Fleet } from './Fleet';

/** The Lakehouse page: health by owner and layer, and all tables. */
export function FleetPage() {
  return (
    <main>
      <Container>
        <Surface>
          <Fleet />
        </Surface>
      </Container>
    </main>
  );
}
