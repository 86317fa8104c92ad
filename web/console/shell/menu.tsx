// What the menu offers, and to whom. Routes are in `router.tsx`.
import { ProfileOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type Role, roles } from '../../../workflows/contract/actor.ts';
import type { Label } from '../../../workflows/contract/fields.ts';
import { text } from '../../shared/language.ts';

interface Entry {
  path: string;
  label: Label;
  icon: ReactNode;
  /** Roles that the page is of use to. */
  roles: readonly Role[];
}

const everybody: readonly Role[] = roles.filter((role) => role !== 'resident' && role !== 'system');

const menu: readonly Entry[] = [
  { path: '/work', label: text('工作台', 'Work list'), icon: <ProfileOutlined />, roles: everybody },
];

export const menuFor = (role: Role): readonly Entry[] => menu.filter((entry) => entry.roles.includes(role));

/** Where somebody arrives after signing in: the first page of the menu that is theirs. */
export const homeOf = (role: Role): string => menuFor(role)[0]?.path ?? '/work';
