// A page that failed while it was drawn or loaded: says so and offers to load it again.
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button, Result } from 'antd';
import { ApiError } from '../../shared/api.ts';
import { text, useSay } from '../../shared/language.ts';
import { Trouble } from './trouble.tsx';

const words = {
  title: text('页面出错了', 'This page failed'),
  advice: text('请重新载入；若仍然如此，请告知管理员。', 'Load it again; if it fails again, tell the administrator.'),
  reload: text('重新载入', 'Load again'),
};

export const Crashed = ({ error }: ErrorComponentProps) => {
  const say = useSay();
  const reload = () => window.location.reload();
  if (error instanceof ApiError) return <Trouble error={error} again={reload} />;
  return (
    <Result
      status="error"
      title={say(words.title)}
      subTitle={say(words.advice)}
      extra={
        <Button type="primary" onClick={reload}>
          {say(words.reload)}
        </Button>
      }
    />
  );
};
