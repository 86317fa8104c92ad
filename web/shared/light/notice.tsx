// A message on a light page: what is the matter, and what to do. `danger` ones are read out at once.
import type { ReactNode } from 'react';

export const Notice = ({
  tone = 'plain',
  children,
  role,
}: {
  tone?: 'plain' | 'good' | 'warn' | 'danger';
  children: ReactNode;
  role?: 'status' | 'alert';
}) => (
  <div
    className={tone === 'plain' ? 'notice' : `notice ${tone}`}
    role={role ?? (tone === 'danger' ? 'alert' : undefined)}
  >
    {children}
  </div>
);
