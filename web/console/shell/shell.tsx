// The frame of every page: name, menu, who is signed in, language; and the dialog that asks to sign in again.
import {
  DownOutlined,
  GlobalOutlined,
  KeyOutlined,
  LogoutOutlined,
  MenuOutlined,
  MobileOutlined,
  PlusOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { lazy, Suspense, useState } from 'react';
import { setLanguage, text, useLanguage, useSay } from '../../shared/language.ts';
import { roleWords } from '../../shared/words.ts';
import { orgQuery, useMe } from '../queries.ts';
import { mayReceive, menuFor } from './menu.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { StreamProvider } from './stream-provider.tsx';
import { useLeave } from './use-leave.ts';

const words = {
  name: text('闭环', 'Caseloop'),
  subtitle: text('基层治理一件事一条线', 'One case, one loop'),
  menu: text('主菜单', 'Main menu'),
  skip: text('跳到正文', 'Skip to content'),
  otherLanguage: text('English', '中文'),
  receive: text('受理', 'Receive'),
  receiveHow: text('受理来电或来访诉求', 'Receive a call or a visit'),
  signOut: text('退出登录', 'Sign out'),
  account: text('账户', 'Account'),
  report: text('随手报（手机页）', 'Report from the field (phone page)'),
  password: text('修改密码', 'Change password'),
};

/** Needed once in a long while. */
const OwnPassword = lazy(() => import('./own-password.tsx').then(({ OwnPassword }) => ({ default: OwnPassword })));

/** @param children what stands in the frame: the page of the address, unless told */
export const Shell = ({ children = <Outlet /> }: { children?: ReactNode }) => {
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const { pathname } = useLocation();
  const { data: units } = useQuery(orgQuery);
  const [choosing, setChoosing] = useState(false);
  const unitName = units?.find(({ path }) => path === me.unit)?.name ?? me.unit;
  const leave = useLeave();
  return (
    <StreamProvider>
      <a className="skip-link" href="#content">
        {say(words.skip)}
      </a>
      <header className="shell-header">
        <Dropdown
          trigger={['click']}
          menu={{
            items: menuFor(me.role).map(({ path, label, icon }) => ({
              key: path,
              icon,
              label: <Link to={path}>{say(label)}</Link>,
            })),
          }}
        >
          <Button type="text" className="shell-narrow" icon={<MenuOutlined />} aria-label={say(words.menu)} />
        </Dropdown>
        <Link to="/" className="shell-brand" aria-label={say(words.name)}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>{say(words.name)}</span>
        </Link>
        <nav className="shell-menu" aria-label={say(words.menu)}>
          {menuFor(me.role).map(({ path, label, icon }) => (
            <Link key={path} to={path} className={pathname.startsWith(path) ? 'is-here' : ''}>
              {icon} {say(label)}
            </Link>
          ))}
        </nav>
        {mayReceive(me.role) && (
          <Link to="/cases/new" className="shell-receive" aria-label={say(words.receive)} title={say(words.receiveHow)}>
            <PlusOutlined aria-hidden /> <span>{say(words.receive)}</span>
          </Link>
        )}
        <div className="shell-account">
          <Button
            type="text"
            icon={<GlobalOutlined />}
            aria-label={say(words.otherLanguage)}
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            <span className="shell-wide shell-language">{say(words.otherLanguage)}</span>
          </Button>
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                {
                  key: 'who',
                  disabled: true,
                  label: `${me.name} · ${unitName} · ${say(roleWords[me.role])}`,
                },
                { type: 'divider' },
                ...(mayReceive(me.role)
                  ? [{ key: 'report', icon: <MobileOutlined />, label: <a href="/report">{say(words.report)}</a> }]
                  : []),
                {
                  key: 'password',
                  icon: <KeyOutlined />,
                  label: say(words.password),
                  onClick: () => setChoosing(true),
                },
                { key: 'leave', icon: <LogoutOutlined />, label: say(words.signOut), onClick: leave },
              ],
            }}
          >
            <Button type="text" aria-label={`${unitName} ${me.name} · ${say(words.account)}`}>
              <UserOutlined className="shell-narrow" />
              <span className="shell-who shell-wide" title={`${unitName} ${me.name}`}>
                <span className="shell-unit">{unitName}</span> {me.name}
              </span>
              <DownOutlined className="shell-down" />
            </Button>
          </Dropdown>
        </div>
      </header>
      <main id="content" className="shell-content" tabIndex={-1}>
        {children}
      </main>
      <SignInAgain />
      <Suspense fallback={null}>{choosing && <OwnPassword close={() => setChoosing(false)} />}</Suspense>
    </StreamProvider>
  );
};
