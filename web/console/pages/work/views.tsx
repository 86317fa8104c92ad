// Views: filters under a name. Some come with the page, the others are a person's own and are there on every machine.
import { MoreOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Dropdown, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Label } from '../../../../workflows/contract/fields.ts';
import { ApiError, api, ask } from '../../../shared/api.ts';
import { partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { readSearchKey, searchKey, type WorkSearch } from './search.ts';

const words = {
  views: text('视图', 'Views'),
  keep: text('保存当前筛选', 'Keep these filters'),
  name: text('视图名称', 'Name of the view'),
  save: text('保存', 'Keep'),
  cancel: text('取消', 'Cancel'),
  change: text('视图 {name}：改名或删除', 'The view {name}: rename or remove'),
  rename: text('改名', 'Rename'),
  remove: text('删除', 'Remove'),
  sure: text('删除视图「{name}」？', 'Remove the view “{name}”?'),
  kept: text('已保存视图「{name}」', 'The view “{name}” is kept'),
  hint: text(
    '保存后在任何一台电脑登录都能看到；同名视图会被替换。',
    'It is there wherever you sign in; one of the same name is replaced.',
  ),
};

const builtIn: readonly { label: Label; search: WorkSearch }[] = [
  { label: text('全部在办', 'All open'), search: {} },
  { label: text('我的待办', 'Mine'), search: { mine: true } },
  { label: text('今日到期', 'Due today'), search: { due: 'today' } },
  { label: text('已超期', 'Overdue'), search: { overdue: true } },
  { label: text('挂牌督办中', 'Supervised'), search: { supervised: true } },
  { label: text('反馈中', 'In feedback'), search: { phase: 'feedback' } },
];

/** A view that is being named. */
interface Naming {
  name: string;
  search: string;
  /** What it was called; null: it is new. */
  before: string | null;
}

const drop = (name: string) => ask(api.DELETE('/v1/views/{name}', { params: { path: { name } } }));

const useViews = () =>
  useQuery({
    queryKey: ['views'],
    queryFn: async () => (await ask(api.GET('/v1/views'))).items,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const Views = ({ search }: { search: WorkSearch }) => {
  const say = useSay();
  const language = useLanguage();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const { data: own } = useViews();
  const [naming, setNaming] = useState<Naming | null>(null);
  const named = (naming?.name ?? '').trim() !== '';
  const here = searchKey(search);
  const known = builtIn.some((view) => searchKey(view.search) === here) || own?.some((view) => view.search === here);

  const changed = () => client.invalidateQueries({ queryKey: ['views'] });
  const failed = (error: Error) => {
    if (!(error instanceof ApiError)) throw error;
    void message.error(partIn(language, error.message));
  };
  const keep = useMutation({
    mutationFn: async ({ name, search: kept, before }: Naming) => {
      await ask(api.PUT('/v1/views/{name}', { params: { path: { name: name.trim() } }, body: { search: kept } }));
      if (before !== null && before !== name.trim()) await drop(before);
    },
    onSuccess: (_, { name }) => {
      setNaming(null);
      void message.success(say(words.kept, { name: name.trim() }));
      return changed();
    },
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: drop,
    onSuccess: changed,
    onError: failed,
  });

  return (
    <nav className="work-views" aria-label={say(words.views)}>
      {builtIn.map((view) => (
        <Link
          key={view.label.en}
          to="/work"
          search={view.search}
          className={searchKey(view.search) === here ? 'work-view is-here' : 'work-view'}
          aria-current={searchKey(view.search) === here ? 'page' : undefined}
        >
          {say(view.label)}
        </Link>
      ))}
      {own?.map((view) => (
        <span key={view.name} className={view.search === here ? 'work-view is-own is-here' : 'work-view is-own'}>
          <Link to="/work" search={readSearchKey(view.search)} aria-current={view.search === here ? 'page' : undefined}>
            <bdi>{view.name}</bdi>
          </Link>
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                {
                  key: 'rename',
                  label: say(words.rename),
                  onClick: () => setNaming({ ...view, before: view.name }),
                },
                {
                  key: 'remove',
                  danger: true,
                  label: say(words.remove),
                  onClick: () =>
                    void modal.confirm({
                      title: say(words.sure, { name: view.name }),
                      okText: say(words.remove),
                      okButtonProps: { danger: true },
                      onOk: () => remove.mutate(view.name),
                    }),
                },
              ],
            }}
          >
            <button type="button" aria-label={say(words.change, { name: view.name })}>
              <MoreOutlined />
            </button>
          </Dropdown>
        </span>
      ))}
      {!known && (
        <Button
          type="link"
          size="small"
          icon={<PlusOutlined />}
          onClick={() => setNaming({ name: '', search: here, before: null })}
        >
          {say(words.keep)}
        </Button>
      )}
      <Modal
        open={naming !== null}
        title={say(naming?.before == null ? words.keep : words.rename)}
        okText={say(words.save)}
        cancelText={say(words.cancel)}
        okButtonProps={{ disabled: !named, loading: keep.isPending }}
        onOk={() => naming && keep.mutate(naming)}
        onCancel={() => setNaming(null)}
        width={420}
        destroyOnHidden
      >
        <Input
          value={naming?.name ?? ''}
          maxLength={40}
          autoFocus
          aria-label={say(words.name)}
          placeholder={say(words.name)}
          onChange={({ target }) => setNaming((before) => before && { ...before, name: target.value })}
          onPressEnter={() => naming && named && keep.mutate(naming)}
        />
        <p className="work-hint">{say(words.hint)}</p>
      </Modal>
    </nav>
  );
};
