// Entering a unit below another, and changing a unit's name and class.
import { Form, Input, Select } from 'antd';
import { levelOf } from '../../../../workflows/contract/org-path.ts';
import { useSay } from '../../../shared/language.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Failure } from './failure.tsx';
import { FormEnd } from './form-end.tsx';
import { putUnit, type Unit, useChange } from './org-queries.ts';
import { gridClassWords, words } from './words.ts';

type GridClass = NonNullable<Unit['gridClass']>;

interface Filled {
  label?: string;
  name: string;
  gridClass?: GridClass;
}

/** @param below the unit that gets a new one; @param unit the one to change. One of both. */
export const UnitForm = ({
  below,
  unit,
  done,
  close,
}: {
  below?: Unit;
  unit?: Unit;
  done: (path: string) => void;
  close: () => void;
}) => {
  const say = useSay();
  const [form] = Form.useForm<Filled>();
  const label = Form.useWatch('label', form) ?? '';
  const path = unit?.path ?? `${below?.path}.${label}`;
  const isGrid = label === '' && !unit ? below?.level === 'community' : levelOf(path) === 'grid';
  const change = useChange(putUnit);
  const submit = ({ name, gridClass }: Filled) =>
    change.mutate(
      { path, name, ...(isGrid && gridClass && { gridClass }) },
      {
        onSuccess: () => {
          done(path);
          close();
        },
      },
    );
  return (
    <Dialog
      title={unit ? `${say(words.edit)} · ${unit.name}` : `${below?.name} · ${say(words.addUnit)}`}
      footer={null}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: unit?.name ?? '', gridClass: unit?.gridClass ?? undefined }}
        onFinish={submit}
        disabled={change.isPending}
      >
        <Failure error={change.error} />
        {!unit && (
          <Form.Item
            name="label"
            label={say(words.label)}
            rules={[{ required: true, pattern: /^[a-z0-9_]{1,40}$/, message: say(words.needLabel) }]}
          >
            <Input autoFocus maxLength={40} addonBefore={`${below?.path}.`} />
          </Form.Item>
        )}
        <Form.Item
          name="name"
          label={say(words.name)}
          rules={[{ required: true, whitespace: true, message: say(words.needName) }]}
        >
          <Input maxLength={100} autoFocus={Boolean(unit)} />
        </Form.Item>
        {isGrid && (
          <Form.Item name="gridClass" label={say(words.gridClass)}>
            <Select
              options={(Object.keys(gridClassWords) as GridClass[]).map((value) => ({
                value,
                label: say(gridClassWords[value]),
              }))}
            />
          </Form.Item>
        )}
        <FormEnd close={close} busy={change.isPending} />
      </Form>
    </Dialog>
  );
};
