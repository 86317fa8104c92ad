// Photos and documents of a case as squares that open in a page of their own.
import { fileUrl } from '../api.ts';
import type { Schemas } from '../api-types.ts';
import { text, useSay } from '../language.ts';

const words = { file: text('第 {n} 份材料', 'File {n}') };

export const Files = ({ caseNo, files }: { caseNo: string; files: readonly Schemas['AttachmentRef'][] }) => {
  const say = useSay();
  if (files.length === 0) return null;
  return (
    <ul className="photos">
      {files.map(({ ref, mediaType }, i) => (
        <li key={ref} className="photo">
          <a href={fileUrl(caseNo, ref)} target="_blank" rel="noreferrer" aria-label={say(words.file, { n: i + 1 })}>
            {mediaType.startsWith('image/') ? (
              <img src={fileUrl(caseNo, ref)} alt="" loading="lazy" />
            ) : (
              <span className="file">PDF</span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
};
