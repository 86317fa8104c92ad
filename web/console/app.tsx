// What every page stands in: Ant Design in the chosen language and our colours, the cache of answers, the router.
import { LoadingOutlined } from '@ant-design/icons';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/en-gb';
import 'dayjs/locale/zh-cn';
import { brand, slackColours } from '../shared/colours.ts';
import { useLanguage } from '../shared/language.ts';
import { useLessMotion } from '../shared/less-motion.ts';
import { queries } from './queries.ts';
import { router } from './router.tsx';

/** Its colours and measures Ant Design writes while it runs; they are let in by the nonce of this page. The rest is a file (`main.tsx`). */
const nonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** Without a name of its own: a button is called the same while it works, and afterwards. */
const button = { loadingIcon: <LoadingOutlined aria-hidden /> };

const token = {
  colorPrimary: brand,
  colorError: slackColours.overdue,
  colorLink: '#0958d9',
  // Its own blue is too pale on the tinted ground of a tag.
  colorInfo: '#0958d9',
  borderRadius: 4,
  fontFamily: 'var(--font)',
  // Ant Design's own greys for secondary words are too pale to read on tinted ground.
  colorTextDescription: 'rgba(0, 0, 0, 0.6)',
  colorTextPlaceholder: 'rgba(0, 0, 0, 0.55)',
};

export const App = () => {
  const language = useLanguage();
  const motion = !useLessMotion();
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en-gb');
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={language === 'zh' ? zhCN : enGB}
      theme={{ token: { ...token, motion }, zeroRuntime: true, hashed: false }}
      button={button}
    >
      <AntApp className="console-app">
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
};
