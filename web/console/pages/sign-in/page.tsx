// 登录 Sign-in: for people with an account; residents and grid workers find the way to their own pages here, too.
import { GlobalOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Card } from 'antd';
import { setLanguage, text, useLanguage, useSay } from '../../../shared/language.ts';
import { SignInForm } from '../../components/sign-in-form.tsx';
import { meQuery } from '../../queries.ts';
import { homeOf } from '../../shell/menu.tsx';

const words = {
  name: text('闭环', 'Caseloop'),
  motto: text('件件有着落，事事有回音', 'Every case has somebody who answers for it'),
  title: text('登录工作台', 'Sign in'),
  resident: text('居民查询办理进度', 'Residents: where does my case stand?'),
  report: text('网格员随手报', 'Grid workers: report something'),
  otherLanguage: text('English', '中文'),
};

export const SignInPage = () => {
  const say = useSay();
  const language = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  return (
    <div className="sign-in">
      <header className="sign-in-brand">
        <img src="/icon.svg" alt="" width={64} height={64} />
        <h1>{say(words.name)}</h1>
        <p>{say(words.motto)}</p>
      </header>
      <main className="sign-in-main">
        <Card className="sign-in-card" title={<h2>{say(words.title)}</h2>}>
          <SignInForm
            forHall={to !== undefined && /^\/hall(?![^?#])/.test(to)}
            done={(me) => {
              client.setQueryData(meQuery.queryKey, me);
              void navigate({ href: to ?? (me.kind === 'person' ? homeOf(me.role) : '/resident') });
            }}
          />
        </Card>
        <nav className="sign-in-links">
          <a href="/resident">{say(words.resident)}</a>
          <a href="/report">{say(words.report)}</a>
          <Button
            type="link"
            icon={<GlobalOutlined />}
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {say(words.otherLanguage)}
          </Button>
        </nav>
      </main>
    </div>
  );
};
