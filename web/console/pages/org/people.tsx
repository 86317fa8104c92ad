// The people of a unit, for its administrators: entering, changing, signing in, going out of service.
import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { partIn, useLanguage, useSay } from '../../../shared/language.ts';
import { roleWords } from '../../../shared/words.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useMe } from '../../queries.ts';
import { changePerson, type Person, type Post, peopleQuery, type Unit, useChange } from './org-queries.ts';
import { PasswordShown } from './password.tsx';
import { PersonForm, SignInFor } from './person-forms.tsx';
import { postWords, words } from './words.ts';

type Doing = { what: 'enter' } | { what: 'edit' | 'signIn'; person: Person } | null;

export const People = ({ unit }: { unit: Unit }) => {
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const { message, modal } = App.useApp();
  const { data, error, refetch } = useQuery(peopleQuery(unit.path));
  const change = useChange(changePerson);
  const [doing, setDoing] = useState<Doing>(null);
  const [made, setMade] = useState<{ name: string; signIn: Schemas['NewSignIn'] } | null>(null);
  if (error && !data) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;

  const setActive = (person: Person, active: boolean) =>
    change.mutate(
      { person: person.person, active },
      {
        onSuccess: ({ unanswered: n }) => n > 0 && void message.warning(say(words.unanswered, { n }), 10),
        onError: (failure) => void message.error(partIn(language, failure.message)),
      },
    );
  const takeOut = (person: Person) =>
    void modal.confirm({
      title: say(words.deactivatePersonSure, { name: person.name }),
      content: say(words.deactivatePersonHow),
      okText: say(words.deactivate),
      cancelText: say(words.cancel),
      okButtonProps: { danger: true },
      onOk: () => setActive(person, false),
    });
  const close = () => setDoing(null);
  return (
    <>
      <div className="roster-tools">
        {unit.active && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setDoing({ what: 'enter' })}>
            {say(words.addPerson)}
          </Button>
        )}
      </div>
      {data.length === 0 ? (
        <p className="org-quiet">{say(words.noPeople)}</p>
      ) : (
        <div className="org-scroll">
          <table className="org-table">
            <thead>
              <tr>
                {[words.name, words.role, words.post, words.username, words.state].map((word) => (
                  <th key={word.en} scope="col">
                    {say(word)}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {data.map((person) => (
                <tr key={person.person} className={person.active ? '' : 'is-inactive'}>
                  <td>{person.name}</td>
                  <td>{say(roleWords[person.role])}</td>
                  <td>{say(postWords[person.post as Post] ?? { zh: person.post, en: person.post })}</td>
                  <td>{person.username ?? <span className="org-quiet">{say(words.noSignIn)}</span>}</td>
                  <td>{say(person.active ? words.active : words.inactive)}</td>
                  <td className="org-row-acts">
                    {person.active && (
                      <>
                        <Button size="small" onClick={() => setDoing({ what: 'signIn', person })}>
                          {say(person.username === null ? words.giveSignIn : words.resetSignIn)}
                        </Button>
                        <Button size="small" onClick={() => setDoing({ what: 'edit', person })}>
                          {say(words.edit)}
                        </Button>
                        {person.person !== me.person && (
                          <Button size="small" danger onClick={() => takeOut(person)}>
                            {say(words.deactivate)}
                          </Button>
                        )}
                      </>
                    )}
                    {!person.active && (
                      <Button size="small" onClick={() => setActive(person, true)}>
                        {say(words.revive)}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {doing?.what === 'enter' && <PersonForm unit={unit} close={close} />}
      {doing?.what === 'edit' && <PersonForm unit={unit} person={doing.person} close={close} />}
      {doing?.what === 'signIn' && (
        <SignInFor
          person={doing.person}
          close={close}
          made={(signIn) => {
            setMade({ name: doing.person.name, signIn });
            close();
          }}
        />
      )}
      {made && <PasswordShown name={made.name} made={made.signIn} close={() => setMade(null)} />}
    </>
  );
};
