// Chinese or English, on a light page.
import { setLanguage, useLanguage } from '../language.ts';

export const LanguageSwitch = ({ className = 'button plain' }: { className?: string }) => {
  const language = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className={className}
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => setLanguage(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
};
