// Putting a person on duty at a unit.
import { Checkbox, Form, Select } from 'antd';
import { useSay } from '../../../shared/language.ts';
import { Dialog } from '../../components/dialog.tsx';
import { InstantPicker } from '../../components/instant-picker.tsx';
import { useUnitName } from '../../queries.ts';
import { Failure } from './failure.tsx';
import { FormEnd } from './form-end.tsx';
import { enterDuty, type Unit, useChange } from './org-queries.ts';
import { words } from './words.ts';

interface Filled {
  person: string;
  from: string;
  to?: string | null;
  openEnd?: boolean;
}

export const DutyForm = ({
  unit,
  standIns,
  from,
  close,
}: {
  unit: Unit;
  standIns: readonly { person: string; name: string; unit: string }[];
  /** When it begins unless changed, epoch ms. */
  from: number;
  close: () => void;
}) => {
  const say = useSay();
  const nameOf = useUnitName();
  const [form] = Form.useForm<Filled>();
  const openEnd = Form.useWatch('openEnd', form) ?? false;
  const change = useChange(enterDuty);
  const submit = (filled: Filled) =>
    change.mutate(
      {
        unit: unit.path,
        person: filled.person,
        from: filled.from,
        to: filled.openEnd ? null : (filled.to ?? null),
      },
      { onSuccess: close },
    );
  return (
    <Dialog title={say(words.dutyOf, { unit: unit.name })} footer={null} onCancel={close}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          person: standIns.find((each) => each.unit === unit.path)?.person,
          from: new Date(from).toISOString(),
          to: new Date(from + 8 * 3_600_000).toISOString(),
        }}
        onFinish={submit}
        disabled={change.isPending}
      >
        <Failure error={change.error} />
        <Form.Item name="person" label={say(words.person)} rules={[{ required: true, message: say(words.needPerson) }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            notFoundContent={say(words.noStandIns)}
            options={standIns.map(({ person, name, unit: own }) => ({
              value: person,
              label: own === unit.path ? name : say(words.standInOf, { name, unit: nameOf(own) }),
            }))}
          />
        </Form.Item>
        <div className="org-form-times">
          <Form.Item name="from" label={say(words.from)} rules={[{ required: true, message: say(words.needFrom) }]}>
            <InstantPicker allowClear={false} />
          </Form.Item>
          <Form.Item
            name="to"
            label={say(words.to)}
            rules={[{ required: !openEnd, message: say(words.needTo) }]}
            dependencies={['openEnd']}
          >
            <InstantPicker disabled={openEnd} />
          </Form.Item>
        </div>
        <Form.Item name="openEnd" valuePropName="checked">
          <Checkbox>{say(words.openEnd)}</Checkbox>
        </Form.Item>
        <FormEnd hint={say(words.china)} close={close} busy={change.isPending} />
      </Form>
    </Dialog>
  );
};
