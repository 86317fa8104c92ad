// Putting a person on duty at a unit. Times are typed and kept as China's, wherever the browser stands.
import { Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useSay } from '../../../shared/language.ts';
import { useUnitName } from '../../queries.ts';
import { Failure } from './failure.tsx';
import { enterDuty, type Unit, useChange } from './org-queries.ts';
import { words } from './words.ts';

interface Filled {
  person: string;
  from: string;
  to?: string;
  openEnd?: boolean;
}

const china = 8 * 3_600_000;
/** `2026-11-25T08:30` in China, as the browser's own field has it. */
const localOf = (at: number): string => new Date(at + china).toISOString().slice(0, 16);
const instantOf = (local: string): string => new Date(`${local}:00+08:00`).toISOString();

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
        from: instantOf(filled.from),
        to: filled.openEnd || !filled.to ? null : instantOf(filled.to),
      },
      { onSuccess: close },
    );
  return (
    <Modal open title={say(words.dutyOf, { unit: unit.name })} footer={null} onCancel={close}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          person: standIns.find((each) => each.unit === unit.path)?.person,
          from: localOf(from),
          to: localOf(from + 8 * 3_600_000),
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
            <Input type="datetime-local" />
          </Form.Item>
          <Form.Item
            name="to"
            label={say(words.to)}
            rules={[{ required: !openEnd, message: say(words.needTo) }]}
            dependencies={['openEnd']}
          >
            <Input type="datetime-local" disabled={openEnd} />
          </Form.Item>
        </div>
        <Form.Item name="openEnd" valuePropName="checked">
          <Checkbox>{say(words.openEnd)}</Checkbox>
        </Form.Item>
        <div className="org-form-end">
          <span className="org-quiet">{say(words.china)}</span>
          <Button onClick={close}>{say(words.cancel)}</Button>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {say(words.save)}
          </Button>
        </div>
      </Form>
    </Modal>
  );
};
