// What the menu offers, and to whom. Routes are in `router.tsx`.
import {
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  CalendarOutlined,
  FundProjectionScreenOutlined,
  NodeIndexOutlined,
  ProfileOutlined,
} from '@ant-design/icons';
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

/** Who works on cases themselves. */
const workers: readonly Role[] = ['gridWorker', 'community', 'street', 'county', 'city', 'department'];
/** Who answers for what others do. */
const supervisors: readonly Role[] = ['community', 'street', 'county', 'city', 'department'];

const menu: readonly Entry[] = [
  { path: '/work', label: text('工作台', 'Work list'), icon: <ProfileOutlined />, roles: workers },
  { path: '/overdue', label: text('督办', 'Overdue'), icon: <AlertOutlined />, roles: supervisors },
  { path: '/audit', label: text('审计', 'Audit'), icon: <AuditOutlined />, roles: ['auditor', ...supervisors] },
  { path: '/org', label: text('组织与网格', 'Org'), icon: <ApartmentOutlined />, roles: everybody },
  { path: '/types', label: text('事项类型', 'Case types'), icon: <NodeIndexOutlined />, roles: everybody },
  { path: '/calendars', label: text('工作日历', 'Calendars'), icon: <CalendarOutlined />, roles: everybody },
  {
    path: '/hall',
    label: text('指挥大厅', 'Command hall'),
    icon: <FundProjectionScreenOutlined />,
    roles: supervisors,
  },
];

export const menuFor = (role: Role): readonly Entry[] => menu.filter((entry) => entry.roles.includes(role));

/** Who receives requests, at a desk or from the field. */
export const mayReceive = (role: Role): boolean => workers.includes(role);

/** Whether a page is for a role; one that the menu does not name is for everybody. */
export const mayOpen = (role: Role, pathname: string): boolean => {
  const isAt = (path: string) => `${pathname}/`.startsWith(`${path}/`);
  if (isAt('/cases/new')) return mayReceive(role);
  return menu.every(({ path, roles: theirs }) => !isAt(path) || theirs.includes(role));
};

/** Where somebody arrives after signing in: the first page of the menu that is theirs. */
export const homeOf = (role: Role): string => menuFor(role)[0]?.path ?? '/work';
