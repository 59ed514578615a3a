import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** Signs everybody in as the example user "guest", without a click. */
const guestSignInPage = SignInPageBlueprint.make({
  params: {
    loader: () => import('./GuestSignInPage').then(m => m.GuestSignInPage),
  },
});

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [guestSignInPage],
});
