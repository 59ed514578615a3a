import { useSidebarOpenState } from '@backstage/core-components';
import { RouterLink } from '@backstage/frontend-plugin-api';
import { RiDatabase2Line } from '@remixicon/react';
import styles from './SidebarLogo.module.css';

export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();

  return (
    <RouterLink href="/" className={styles.logo} aria-label="Home">
      <RiDatabase2Line size={28} aria-hidden />
      {isOpen && <span className={styles.name}>Lakehouse</span>}
    </RouterLink>
  );
}
