// Why a change was refused, beside the form that asked for it.
import { Alert } from 'antd';
import { ApiError } from '../../../shared/api.ts';
import { inParts, partIn, useLanguage, useSay } from '../../../shared/language.ts';

export const Failure = ({ error }: { error: Error | null }) => {
  const say = useSay();
  const language = useLanguage();
  if (!error) return null;
  const problems = error instanceof ApiError ? error.problems.map(({ message }) => partIn(language, message)) : [];
  const said = partIn(language, error.message);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="org-failure"
      title={said}
      {...(problems.length > 0 &&
        !problems.every((each) => said.includes(each)) && { description: inParts(problems, say) })}
    />
  );
};
