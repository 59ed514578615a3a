import { createApp } from '@backstage/frontend-defaults';
import { homeModule } from './modules/home';
import { navigationModule } from './modules/navigation';
import { signInModule } from './modules/signIn';

/**
 * The example portal. Plugins are not listed here: every dependency of this
 * package that has a frontend feature is discovered (app-config: app.packages).
 */
export default createApp({
  features: [signInModule, navigationModule, homeModule],
});
