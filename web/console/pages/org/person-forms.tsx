// Entering a person, changing one, and letting one sign in.
import { Form, Input, Select } from 'antd';
import type { Role } from '../../../../workflows/contract/actor.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { roleWords } from '../../../shared/words.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Failure } from './failure.tsx';
import { FormEnd } from './form-end.tsx';
import {
  changePerson,
  enterPerson,
  giveSignIn,
  type Person,
  type Post,
  posts,
  type Unit,
  useChange,
} from './org-queries.ts';
import { postWords, words } from './words.ts';

/** Offered first for a unit of each level; the API says no to what does not fit. */
const rolesAt: Readonly<Record<Unit['level'], readonly Role[]>> = {
  city: ['city', 'auditor', 'administrator'],
  county: ['county', 'auditor', 'administrator'],
  street: ['street'],
  community: ['community'],
  grid: ['gridWorker'],
  department: ['department'],
};
const postAt = (level: Unit['level']): Post =>
  level === 'grid' ? 'fullTime' : level === 'community' ? 'gridHead' : 'officer';

/** @param person the one to change; a new one is entered without it */
export const PersonForm = ({ unit, person, close }: { unit: Unit; person?: Person; close: () => void }) => {
  const say = useSay();
  const enter = useChange(enterPerson);
  const change = useChange(changePerson);
  const busy = enter.isPending || change.isPending;
  const roles = rolesAt[unit.level];
  const submit = ({ name, role, post }: { name: string; role: Role; post: Post }) =>
    person
      ? change.mutate({ person: person.person, name, post }, { onSuccess: close })
      : enter.mutate({ unit: unit.path, name, role, post }, { onSuccess: close });
  return (
    <Dialog title={`${unit.name} · ${say(person ? words.editPerson : words.addPerson)}`} footer={null} onCancel={close}>
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: person?.name ?? '',
          role: person?.role ?? roles[0],
          post: person?.post ?? postAt(unit.level),
        }}
        onFinish={submit}
        disabled={busy}
      >
        <Failure error={enter.error ?? change.error} />
        <Form.Item
          name="name"
          label={say(words.name)}
          rules={[{ required: true, whitespace: true, message: say(words.needName) }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="role" label={say(words.role)}>
          <Select
            disabled={Boolean(person)}
            options={roles.map((value) => ({ value, label: say(roleWords[value]) }))}
          />
        </Form.Item>
        <Form.Item name="post" label={say(words.post)}>
          <Select options={posts.map((value) => ({ value, label: say(postWords[value]) }))} />
        </Form.Item>
        <FormEnd close={close} busy={busy} />
      </Form>
    </Dialog>
  );
};

export const SignInFor = ({
  person,
  made,
  close,
}: {
  person: Person;
  made: (signIn: Schemas['NewSignIn']) => void;
  close: () => void;
}) => {
  const say = useSay();
  const give = useChange(giveSignIn);
  return (
    <Dialog
      title={`${person.name} · ${say(person.username === null ? words.giveSignIn : words.resetSignIn)}`}
      footer={null}
      onCancel={close}
    >
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ username: person.username ?? '' }}
        onFinish={({ username }: { username: string }) =>
          give.mutate({ person: person.person, username }, { onSuccess: made })
        }
        disabled={give.isPending}
      >
        <Failure error={give.error} />
        <p className="org-quiet">{say(words.signInHow)}</p>
        <Form.Item
          name="username"
          label={say(words.username)}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,59}$/, message: say(words.needUsername) }]}
        >
          <Input maxLength={60} autoFocus autoComplete="off" />
        </Form.Item>
        <FormEnd close={close} busy={give.isPending} />
      </Form>
    </Dialog>
  );
};
